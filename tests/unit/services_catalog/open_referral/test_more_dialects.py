"""Feeds of every dialect, read as their records stand in the catalogue ..."""

import json
from dataclasses import replace
from datetime import date, time

import pytest

from services_catalog.codes import Cost, Space, Status
from services_catalog.listing import ListedOpening
from services_catalog.open_referral.feed import open_feed
from services_catalog.open_referral.fixes.fixed import Code
from services_catalog.open_referral.mapping import Mapping
from services_catalog.open_referral.report import ImportReport
from services_catalog.open_referral.unreadable import Unreadable
from tests.feeds_by_hand import FEEDS, HSDS3, OUTPOST, write


class Read:
    """The listings of a feed by id, and the report."""

    def __init__(self, path, context):
        self.feed = open_feed(path)
        self.report = ImportReport(source="a feed", dialect=self.feed.dialect.name)
        mapping = Mapping(self.feed, context, self.report)
        taken = [mapping.taken(*each) for each in enumerate(self.feed.raw_records())]
        self.taken = {each.listing.source_id: each for each in taken if each}
        self.listings = {key: each.listing for key, each in self.taken.items()}

    def codes(self, key):
        return {each.code for each in self.taken[key].taking.adjustments}


@pytest.fixture
def read(tmp_path, context):
    def run(name, **changed):
        return Read(write(FEEDS[name] | changed, tmp_path / name), context)

    return run


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        pytest.param("oruk3", {"0a6ac0a3-4f2a-4b0e-9b0a-6f1a0f6e7d01", "2"}, id="oruk3"),
        pytest.param("hsds3", {"0a6ac0a3-4f2a-4b0e-9b0a-6f1a0f6e7d01", "2"}, id="hsds3"),
        pytest.param("oruk1", {"6", "7"}, id="oruk1"),
        pytest.param("outpost", {"61", "62"}, id="outpost"),
        pytest.param("outpost-csv", {"1"}, id="outpost-csv"),
        pytest.param("template", {"1", "another club"}, id="template"),
        pytest.param("hsds1", {"s1", "s2", "s3"}, id="hsds1"),
        pytest.param("ohana", {"1", "2"}, id="ohana"),
    ],
)
def test_are_told_apart_and_every_service_is_found(read, name, ids):
    found = read(name)

    assert (found.feed.dialect.name, found.listings.keys()) == (name, ids)


def test_hsds3_adds_what_the_uk_profile_leaves_out(read):
    listing = read("hsds3").listings[HSDS3["id"]]

    assert listing.phone == "0117 496 0124 ext 12"
    assert "Film: https://example.org/film" in listing.description
    assert "Bring: A letter" in listing.how_to_refer
    assert (listing.space, listing.space_said_on) == (Space.HAS_PLACES, date(2026, 10, 1))


def test_hsds3_finds_an_organisation_that_stands_in_a_record_of_its_own(read):
    found = read("hsds3")

    assert found.listings["2"].organisation.name == "Example Trust"
    assert found.feed.other_kinds == {"organization": 1, "root": 1, "taxonomy_term": 1}
    assert '"sent"' in found.listings["2"].document
    assert '"sent"' not in found.listings[HSDS3["id"]].document


def test_outpost_shows_no_masked_address_and_no_person(read):
    listing = read("outpost").listings["61"]

    assert [place.address_shown for place in listing.locations] == [False]
    assert (listing.locations[0].latitude, listing.locations[0].longitude) == (51.45, -2.6)
    assert listing.phone == "0117 496 0125"
    assert "a.person" not in str(listing).replace(listing.document, "")
    assert listing.routes == {"open_access"}
    assert (listing.cost, listing.lowest_age, listing.highest_age) == (Cost.FREE, 4, None)
    assert listing.openings == (ListedOpening(weekday=0, opens=time(9, 30), closes=time(12)),)
    assert listing.access == {"step_free"}


@pytest.mark.parametrize(
    ("bands", "ages"),
    [
        pytest.param({"age_band_5_7": True}, (5, 7), id="one"),
        pytest.param({"age_band_3_4": True, "age_band_8_plus": True}, (3, None), id="open above"),
        pytest.param({"age_band_under_2": True, "age_band_2": True}, (0, 2), id="two"),
        pytest.param({"age_band_all": True}, (None, None), id="all of them"),
    ],
)
def test_outpost_reads_ages_from_bands_where_no_age_is_stated(context, tmp_path, bands, ages):
    record = OUTPOST | {"min_age": None} | bands
    feed = write({"a.json": json.dumps([record])}, tmp_path)

    listing = Read(feed, context).listings["61"]

    assert (listing.lowest_age, listing.highest_age) == ages


def test_outposts_table_puts_the_rows_of_a_service_together(read):
    found = read("outpost-csv")

    listing = found.listings["1"]
    assert [(place.name, place.address_shown) for place in listing.locations] == [
        ("Hall", True),
        ("Second Hall", False),
    ]
    assert [opening.weekday for opening in listing.openings] == [0, 1]
    assert listing.cost_note == "All: £2.50"
    assert listing.needs == set()
    assert "0127" not in str(listing).replace(listing.document, "")
    assert "Do not show this" not in str(listing).replace(listing.document, "")
    assert [refused.message for refused in found.report.refusals] == [
        "This row belongs to the service 9, which the file does not have."
    ]


def test_outposts_table_puts_rows_together_in_any_order(read):
    header, *rows = FEEDS["outpost-csv"]["services.csv"].splitlines()
    turned = "\n".join([header, *reversed(rows)])

    assert len(read("outpost-csv", **{"services.csv": turned}).listings["1"].locations) == 2


@pytest.mark.parametrize(
    ("cell", "written", "status"),
    [
        pytest.param("TRUE,TRUE,FALSE", "TRUE,TRUE,FALSE", Status.LIVE, id="shown"),
        pytest.param("TRUE,TRUE,FALSE", "TRUE,FALSE,FALSE", Status.DRAFT, id="not shown"),
        pytest.param("TRUE,TRUE,FALSE", "FALSE,TRUE,FALSE", Status.DRAFT, id="not approved"),
    ],
)
def test_outposts_table_keeps_back_what_the_council_keeps_back(read, cell, written, status):
    text = FEEDS["outpost-csv"]["services.csv"].replace(cell, written)

    assert read("outpost-csv", **{"services.csv": text}).listings["1"].status is status


def test_hsds1_joins_the_rows_of_each_service(read):
    found = read("hsds1")

    listing = found.listings["s1"]
    assert listing.organisation.name == "Example Kitchen"
    assert listing.phone == "0117 496 0129 ext 4"
    assert "0130" not in listing.description
    assert listing.for_whom == "Anyone hungry"
    assert listing.openings == (ListedOpening(weekday=0, opens=time(9), closes=time(17)),)
    assert listing.languages == {"so"}
    assert [place.postcode for place in listing.locations] == ["BS1 5TR"]
    assert found.listings["s3"].status is Status.ENDED


def test_hsds1_says_which_rows_and_tables_it_could_not_use(read):
    found = read("hsds1")

    assert found.feed.files.unlinked() == {"eligibility.csv": 1, "phones.csv": 1}
    assert found.feed.files.unread() == ("programs.csv",)
    assert Code.ORGANISATION_MISSING in found.codes("s2")
    assert found.report.unknown_terms == {}
    assert found.taken["s2"].taking.unknown_terms == [("AIRS", "Transport of delight")]


def test_hsds1_keeps_the_organisation_of_a_key_that_leads_nowhere_apart(read):
    found = read("hsds1").listings

    assert [found[key].organisation.source_id for key in ("s2", "s3")] == ["gone", "not-stated:s3"]


def test_ohana_finds_the_organisation_through_the_place(read):
    listing = read("ohana").listings["1"]

    assert listing.organisation.name == "Example Org"
    assert "es" in listing.languages
    assert listing.access == {"step_free"}
    assert listing.for_whom == "Older people"
    assert (listing.cost, listing.cost_note) == (Cost.FREE, "None.")
    assert "admin@example.org" not in str(replace(listing, document=""))


def test_ohana_takes_terms_from_its_taxonomy_and_its_keywords(read):
    taking = read("ohana").taken["1"].taking

    assert taking.unknown_terms == [
        ("openeligibility", "Emergency"),
        ("openeligibility", "Mentoring"),
        ("ohana", "Arts"),
        ("ohana", "Mentoring Programs"),
    ]


def test_the_same_table_twice_is_refused(read):
    with pytest.raises(Unreadable, match=r"phone\.csv and phones\.csv are the same table"):
        read("hsds1", **{"phone.csv": "id,service_id,number\n1,s1,0117 496 0133\n"})
