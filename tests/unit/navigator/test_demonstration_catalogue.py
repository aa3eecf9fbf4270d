"""The demonstration catalogue: whole, consistent with itself, as uneven as the review found."""

from collections import Counter
from datetime import date, timedelta

import pytest

from eligibility import Level
from navigator.simulation.catalogue import demonstration_listings
from navigator.simulation.source_tables import own_words
from navigator.simulation.venues import area_of_ward
from services_catalog.codes import (
    Access,
    AreaKind,
    Cost,
    Delivery,
    Freshness,
    Open,
    OrganisationKind,
    Prevention,
    Route,
    Space,
    Status,
    Visibility,
)
from services_catalog.freshness import freshness_on
from services_catalog.reference import needs
from services_catalog.reference.tables import read_table

TODAY = date(2026, 11, 2)
LISTINGS = demonstration_listings(today=TODAY)
LIVE = [listing for listing in LISTINGS if listing.status is Status.LIVE]
PUBLIC = [listing for listing in LIVE if listing.visibility is Visibility.PUBLIC]


def texts(listing):
    return (
        listing.summary,
        listing.description,
        listing.led_by,
        listing.for_whom,
        listing.how_to_refer,
        listing.what_happens_next,
    )


def fresh(listing):
    return freshness_on(TODAY, verified_on=listing.verified_on, verify_by=listing.verify_by)


def wards_of(listing):
    located = {place.ward_code for place in listing.locations}
    return located | {area.code for area in listing.areas if area.kind is AreaKind.WARD}


def per_ward(level, area):
    """Live listings of one level and route that happen in an area, for each of its wards."""
    wards = [row["code"] for row in read_table("geography/wards.csv")]
    mine = [ward for ward in wards if area_of_ward(ward) == f"three_areas/{area}"]
    found = [listing for listing in LIVE if level in listing.levels and wards_of(listing) & {*mine}]
    return len(found) / len(mine)


def test_there_are_about_300_listings_by_about_90_organisations():
    assert 280 <= len(LISTINGS) <= 320
    assert 80 <= len({listing.organisation.source_id for listing in LISTINGS}) <= 105


def test_the_same_day_gives_the_same_listings_and_another_day_moves_the_dates():
    again = demonstration_listings(today=TODAY)
    tomorrow = demonstration_listings(today=TODAY + timedelta(days=1))

    assert [each.digest() for each in again] == [each.digest() for each in LISTINGS]
    assert tomorrow[0].verified_on == LISTINGS[0].verified_on + timedelta(days=1)


def test_no_two_listings_share_a_source_id_a_name_or_a_description():
    for what in ("source_id", "name"):
        assert len({getattr(listing, what) for listing in LISTINGS}) == len(LISTINGS)
    described = Counter(listing.description for listing in LISTINGS)
    assert [text for text, count in described.items() if count > 1] == []


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        pytest.param("levels", Level, id="levels"),
        pytest.param("routes", Route, id="routes"),
        pytest.param("delivery", Delivery, id="ways of delivery"),
        pytest.param("prevention", Prevention, id="types of prevention"),
        pytest.param("open_times", Open, id="times of opening"),
        pytest.param("access", Access, id="access provisions"),
    ],
)
def test_every_code_is_used_and_no_other(field, codes):
    used = set().union(*(getattr(listing, field) for listing in LISTINGS))

    assert used == set(codes)


@pytest.mark.parametrize(
    ("field", "codes", "never"),
    [
        pytest.param("cost", Cost, set(), id="costs"),
        pytest.param("space", Space, set(), id="space"),
        pytest.param("status", Status, {Status.DRAFT}, id="statuses"),
        pytest.param("visibility", Visibility, set(), id="visibility"),
    ],
)
def test_every_value_is_used(field, codes, never):
    assert {getattr(listing, field) for listing in LISTINGS} == set(codes) - never


def test_every_kind_of_organisation_is_there():
    kinds = {listing.organisation.kind for listing in LISTINGS}

    assert kinds == set(OrganisationKind) - {OrganisationKind.UNKNOWN}


def test_every_ward_has_a_listing():
    wards = {row["code"] for row in read_table("geography/wards.csv")}

    assert set().union(*(wards_of(listing) for listing in LIVE)) == wards


@pytest.mark.parametrize("need", sorted(needs()))
def test_every_need_has_three_listings_and_one_that_the_public_can_find(need):
    found = [listing for listing in LISTINGS if need in listing.needs]
    findable = [
        listing
        for listing in PUBLIC
        if need in listing.needs and fresh(listing) is not Freshness.LONG_OVERDUE
    ]

    assert len(found) >= 3
    assert findable


@pytest.mark.parametrize("age", range(5, 26))
def test_every_age_from_5_to_25_has_something_open_to_all(age):
    assert any(
        listing.lowest_age <= age <= listing.highest_age
        for listing in PUBLIC
        if listing.lowest_age is not None and Level.UNIVERSAL in listing.levels
    )


def test_every_organisation_has_a_number_of_its_own():
    numbers = {(each.organisation.source_id, each.organisation.phone) for each in LISTINGS}

    assert len({number for _, number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param("boxing", "positive_activity", id="boxing"),
        pytest.param("football", "positive_activity", id="football"),
        pytest.param("music studio", "positive_activity", id="music studio"),
        pytest.param("county lines", "criminal_exploitation", id="county lines"),
        pytest.param("stab", "violence_seen", id="seeing a stabbing"),
        pytest.param("school refusal", "school_avoidance", id="school refusal"),
        pytest.param("EBSA", "school_avoidance", id="EBSA"),
        pytest.param("kicked out", "exclusion", id="kicked out of school"),
        pytest.param("young carer", "young_carer", id="young carer"),
        pytest.param("drink", "parent_drugs_alcohol", id="mum drinks"),
        pytest.param("CAMHS", "anxiety_mood", id="CAMHS"),
        pytest.param("ADHD", "neurodiversity", id="ADHD"),
        pytest.param("food bank", "money", id="food bank"),
        pytest.param("apprenticeship", "work_training", id="apprenticeship"),
    ],
)
def test_listings_use_the_words_people_search_with(words, wanted):
    assert any(
        words.lower() in " ".join((listing.name, *texts(listing))).lower()
        for listing in LISTINGS
        if wanted in listing.needs
    )


def test_there_is_boxing_in_bs13():
    found = [
        listing
        for listing in PUBLIC
        if "boxing" in listing.name.lower() and listing.locations[0].postcode == "BS13"
    ]

    assert {place.ward_code for each in found for place in each.locations} == {
        "E05010889",
        "E05010900",
    }


def test_universal_offers_cluster_in_the_north_targeted_in_the_east_and_least_is_in_the_south():
    universal = {
        area: per_ward(Level.UNIVERSAL, area) for area in ("north", "east_central", "south")
    }
    targeted = {area: per_ward(Level.TARGETED, area) for area in ("north", "east_central", "south")}

    assert universal["north"] > universal["east_central"] > universal["south"]
    assert targeted["east_central"] > 1.3 * targeted["north"]
    assert targeted["east_central"] > 1.3 * targeted["south"]
    assert universal["south"] < 0.6 * universal["north"]


@pytest.mark.parametrize(
    ("what", "most"),
    [
        pytest.param(lambda each: "violence_seen" in each.needs, 8, id="seeing violence"),
        pytest.param(lambda each: "violence_bereaved" in each.needs, 5, id="losing someone to it"),
        pytest.param(
            lambda each: "violence_hurt" in each.needs and Level.SPECIALIST in each.levels,
            8,
            id="recovering from an assault",
        ),
        pytest.param(lambda each: (each.highest_age or 99) <= 12, 30, id="only for primary age"),
        pytest.param(lambda each: (each.lowest_age or 0) >= 18, 10, id="only for young adults"),
    ],
)
def test_little_is_there_where_the_review_found_little(what, most):
    assert 1 <= sum(1 for listing in LISTINGS if what(listing)) <= most


@pytest.mark.parametrize(
    ("freshness", "least", "most"),
    [
        pytest.param(Freshness.CURRENT, 0.5, 0.75, id="current"),
        pytest.param(Freshness.OVERDUE, 0.15, 0.35, id="overdue"),
        pytest.param(Freshness.LONG_OVERDUE, 0.02, 0.1, id="long overdue"),
        pytest.param(Freshness.NEVER, 0.03, 0.12, id="never checked"),
    ],
)
def test_many_listings_are_stale(freshness, least, most):
    share = sum(fresh(listing) is freshness for listing in LISTINGS) / len(LISTINGS)

    assert least <= share <= most


def test_some_claims_of_space_have_lapsed():
    dates = [listing.space_said_on for listing in LISTINGS if listing.space_said_on]

    assert sum((TODAY - said).days <= 30 for said in dates) > 30
    assert sum((TODAY - said).days > 30 for said in dates) > 30


def test_most_services_are_not_rated_and_few_ratings_are_strong():
    rated = [
        listing
        for listing in LISTINGS
        if any(rating.level not in {"not_rated", "not_ratable"} for rating in listing.evidence)
    ]
    levels = {(rating.scale, rating.level) for each in LISTINGS for rating in each.evidence}

    assert 0.1 < len(rated) / len(LISTINGS) < 0.4
    assert {("eif", "3plus_mixed"), ("yef_impact", "harmful"), ("nesta", "2")} <= levels


def test_a_published_rating_names_its_source():
    for listing in LISTINGS:
        for rating in listing.evidence:
            if rating.level not in {"not_rated", "not_ratable"}:
                assert rating.source, listing.name
                assert rating.subject, listing.name


@pytest.mark.parametrize(
    ("what", "least"),
    [
        pytest.param(lambda each: each.lowest_age is None, 8, id="unknown ages"),
        pytest.param(lambda each: each.cost is Cost.UNKNOWN, 4, id="unknown cost"),
        pytest.param(lambda each: not each.areas, 30, id="unsaid area served"),
        pytest.param(lambda each: not each.languages, 30, id="unsaid languages"),
        pytest.param(
            lambda each: Delivery.LOCATION in each.delivery and not each.locations,
            2,
            id="somewhere that nobody has named",
        ),
        pytest.param(
            lambda each: any(not place.address_shown for place in each.locations),
            5,
            id="a hidden address",
        ),
        pytest.param(
            lambda each: each.visibility is Visibility.PROFESSIONALS, 10, id="for professionals"
        ),
        pytest.param(
            lambda each: any(area.code == "E06000025" for area in each.areas),
            2,
            id="over the boundary",
        ),
        pytest.param(lambda each: each.source_id in own_words(), 25, id="in their own words"),
        pytest.param(
            lambda each: each.languages & {"so", "ar", "pl", "ur", "ro", "es"}, 60, id="languages"
        ),
    ],
)
def test_what_makes_real_catalogues_hard_is_there(what, least):
    assert sum(1 for listing in LISTINGS if what(listing)) >= least
