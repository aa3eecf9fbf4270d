"""Every listing of the demonstration agrees with itself; wordings and times are read right."""

import re
from datetime import date

import pytest

from navigator.simulation.catalogue import demonstration_listings
from navigator.simulation.source_tables import own_words, ratings, rows
from navigator.simulation.times import WEEKDAYS, openings_of
from navigator.simulation.wording import people, take_turn
from services_catalog.codes import Access, Cost, Delivery, Route, Space, Status, Visibility
from services_catalog.operations import check_listing
from services_catalog.reference import languages, needs, rating_scales, strengths

TODAY = date(2026, 11, 2)
LISTINGS = demonstration_listings(today=TODAY)

DRAMA_NUMBER = re.compile(r"0117 496 0\d{3}|0808 157 0\d{3}")
OUTWARD = re.compile(r"BS\d{1,2}")
FULL_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def texts(listing):
    return (
        listing.summary,
        listing.description,
        listing.led_by,
        listing.for_whom,
        listing.how_to_refer,
        listing.what_happens_next,
    )


def is_in_person(listing):
    return listing.delivery & {Delivery.LOCATION, Delivery.OUTREACH}


def says_turn_up(listing):
    return "turn up" in listing.how_to_refer.lower()


BUILDING = {Access.STEP_FREE, Access.ACCESSIBLE_TOILET, Access.HEARING_LOOP, Access.QUIET_SPACE}

RULES = {
    "it is a listing that can be put": lambda _: check_listing(_) is None,
    "its feed says that it is invented": lambda _: _.feed == "demonstration",
    "no wording is left unfilled": lambda _: (
        not any("{" in text or "}" in text for text in texts(_))
    ),
    "every field that is read as prose is there": lambda _: all(texts(_)),
    "open access and turning up go together": lambda _: (
        (Route.OPEN_ACCESS in _.routes) == says_turn_up(_)
    ),
    "nobody waits for open access": lambda _: (
        Route.OPEN_ACCESS not in _.routes or _.space not in {Space.WAITING_LIST, Space.FULL}
    ),
    "something free names no charge, something charged does": lambda _: (
        (_.cost in {Cost.CHARGE, Cost.VARIES}) == bool(_.cost_note)
    ),
    "a charge names a sum": lambda _: (
        _.cost is not Cost.CHARGE or re.search(r"£\d|\dp", _.cost_note)
    ),
    "somewhere online or by phone has no building": lambda _: (
        is_in_person(_) or not (_.locations or _.access & (BUILDING | {Access.TRAVEL_HELP}))
    ),
    "what has a place happens at a place": lambda _: (
        not _.locations or Delivery.LOCATION in _.delivery
    ),
    "no full postcode is given": lambda _: all(
        OUTWARD.fullmatch(place.postcode) for place in _.locations
    ),
    "a listing for professionals takes no other route": lambda _: (
        _.visibility is Visibility.PUBLIC or _.routes == {Route.PROFESSIONAL}
    ),
    "a refuge is for professionals, and its address is not shown": lambda _: (
        not re.search(r"\brefuge\b", _.summary.lower())
        or (
            _.visibility is Visibility.PROFESSIONALS
            and not any(place.address_shown or place.name for place in _.locations)
        )
    ),
    "an address that is not shown is not in its words": lambda _: all(
        place.address_shown or place.address.split(",")[0] not in " ".join(texts(_))
        for place in _.locations
    ),
    "space has a date exactly where it is claimed": lambda _: (
        (_.space is Space.NOT_CONFIRMED) == (_.space_said_on is None)
    ),
    "only a waiting list has a wait": lambda _: (
        (_.space is Space.WAITING_LIST) == (_.wait_weeks is not None)
    ),
    "what has stopped claims no space": lambda _: (
        _.status is Status.LIVE or _.space is Space.NOT_CONFIRMED
    ),
    "no date lies ahead but the one to check by": lambda _: all(
        said is None or said <= TODAY
        for said in (_.verified_on, _.space_said_on, *(rating.rated_on for rating in _.evidence))
    ),
    "it is checked before it is due": lambda _: (
        _.verify_by is None or (_.verified_on is not None and _.verified_on < _.verify_by)
    ),
    "an organisation that checks nothing promises no owner": lambda _: (
        _.verified_on is not None or _.owner == ""
    ),
    "its codes of need, strength and language exist": lambda _: (
        _.needs <= needs().keys()
        and _.strengths <= strengths().keys()
        and _.languages <= languages().keys()
    ),
    "its ratings exist": lambda _: all(
        rating.level in rating_scales()[rating.scale].levels for rating in _.evidence
    ),
    "its numbers reach nobody": lambda _: all(
        DRAMA_NUMBER.fullmatch(phone) for phone in (_.phone, _.organisation.phone)
    ),
    "its mail and pages reach nobody": lambda _: (
        (_.email == "" or _.email.endswith("@example.org"))
        and _.url.startswith("https://www.example.org/")
    ),
    "a day in its name is a day it is open": lambda _: all(
        day not in _.name or number in {opening.weekday for opening in _.openings}
        for number, day in enumerate(FULL_DAYS)
    ),
    "it does not say 'gang' or 'streetwise'": lambda _: (
        not re.search(
            r"\bgangs?\b|streetwise|prolific", " ".join((_.name, *texts(_))), re.IGNORECASE
        )
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_every_listing_agrees_with_itself(rule):
    assert [listing.name for listing in LISTINGS if not RULES[rule](listing)] == []


def test_every_own_word_and_rating_belongs_to_a_listing():
    assert own_words().keys() <= {row.source_id for row in rows()}
    assert {name for row in rows() for name in row.marks if name.startswith("need:")} <= {
        f"need:{code}" for code in needs()
    }
    assert {rating["scale"] for rating in ratings().values()} <= rating_scales().keys()


@pytest.mark.parametrize(
    ("lowest", "highest", "said"),
    [
        pytest.param(7, 11, "children aged 7 to 11", id="primary age"),
        pytest.param(11, 17, "young people aged 11 to 17", id="teenagers"),
        pytest.param(5, 17, "children and young people aged 5 to 17", id="both"),
        pytest.param(18, 25, "young adults aged 18 to 25", id="young adults"),
        pytest.param(0, 18, "children and young people up to 18", id="from birth"),
        pytest.param(None, None, "children and young people", id="not known"),
    ],
)
def test_people_are_named_for_their_ages(lowest, highest, said):
    assert people(lowest, highest) == said


def test_wordings_written_together_stay_together_the_first_time_round():
    first = [(take_turn("abc", turn, 1), take_turn("xyz", turn, 2)) for turn in range(3)]
    second = [(take_turn("abc", turn, 1), take_turn("xyz", turn, 2)) for turn in range(3, 6)]

    assert first == [("a", "x"), ("b", "y"), ("c", "z")]
    assert not set(first) & set(second)


def test_times_are_read_day_by_day():
    found = openings_of("Tue Thu 18:30-21:00 (term time); Sat 10:00-12:00")

    assert [(WEEKDAYS[each.weekday], each.opens.hour, each.note) for each in found] == [
        ("Tue", 18, "In term time"),
        ("Thu", 18, "In term time"),
        ("Sat", 10, ""),
    ]


def test_times_that_cannot_be_read_are_refused():
    with pytest.raises(ValueError, match="Write the times"):
        openings_of("whenever")
