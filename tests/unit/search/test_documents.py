"""A service as the index holds it."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from eligibility.criteria import AgeBetween, AllOf, CareStatusAmong, Exclusion, InArea
from search import documents
from search.documents import document_for, vocabulary
from search.rules import rule_of
from services_catalog.codes import AreaKind, Scheme, Space, Status, Visibility
from services_catalog.models import (
    AreaServed,
    EvidenceRating,
    Location,
    Opening,
    Organisation,
    Service,
)
from tests.unit.search.gazetteer import AUTHORITY, FAR, MIDDLE, NORTH, SOUTH, TOWN

TODAY = date(2026, 11, 2)
PLAIN = {
    "id": UUID(int=1),
    "partnership_id": UUID(int=2),
    "revision": 3,
    "name": "Boxing",
    "summary": "",
    "description": "",
    "for_whom": "",
    "led_by": "",
    "how_to_refer": "",
    "what_happens_next": "",
    "space": Space.NOT_CONFIRMED,
    "status": Status.LIVE,
    "visibility": Visibility.PUBLIC,
}


def document(codes=(), criteria=(), **facts):
    made = Service(**PLAIN | {"organisation": Organisation(name="Example Trust")} | facts)
    for scheme, values in codes:
        made.set_codes(scheme, values)
    return document_for(made, today=TODAY, gazetteer=TOWN, criteria=criteria)


def terms(kind, **facts):
    """The codes of one kind of term."""
    prefix = f"{kind}:"
    return {t.removeprefix(prefix) for t in document(**facts).terms if t.startswith(prefix)}


@pytest.mark.parametrize(
    ("lowest", "highest", "ages"),
    [
        pytest.param(11, 13, {"11", "12", "13"}, id="both ends inclusive"),
        pytest.param(24, None, {"24", "25", "26"}, id="no highest age: open"),
        pytest.param(None, 1, {"0", "1"}, id="no lowest age: open"),
        pytest.param(None, None, {"unknown"}, id="nobody has said"),
        pytest.param(18, 99, {str(age) for age in range(18, 27)}, id="adults too"),
        pytest.param(50, 60, {"26"}, id="adults alone"),
    ],
)
def test_has_a_term_for_each_year_of_age(lowest, highest, ages):
    assert terms("age", lowest_age=lowest, highest_age=highest) == ages


@pytest.mark.parametrize(
    ("said", "opening", "days", "evening", "evenings"),
    [
        pytest.param((), (1, 10, 18), {"tue"}, set(), set(), id="closes at six"),
        pytest.param((), (1, 17, 19), {"tue"}, {"yes"}, {"tue"}, id="runs past six"),
        pytest.param((), (1, 19, 1), {"tue"}, {"yes"}, {"tue"}, id="closes after midnight"),
        pytest.param((), (1, 20, None), {"tue"}, {"yes"}, {"tue"}, id="opens in the evening"),
        pytest.param((), (1, 0, 0), {"tue"}, set(), set(), id="midnight to midnight says nothing"),
        pytest.param((), (1, None, None), {"tue"}, set(), set(), id="a day without hours"),
        pytest.param((), (None, 18, 20), set(), {"yes"}, set(), id="hours without a day"),
        pytest.param(("evening",), None, set(), {"yes"}, set(), id="evenings, in its own words"),
        pytest.param(("weekend",), None, {"sat", "sun"}, set(), set(), id="weekends"),
        pytest.param(("weekend",), (5, 10, 12), {"sat"}, set(), set(), id="the day of the weekend"),
    ],
)
def test_has_its_days_and_evenings(said, opening, days, evening, evenings):
    facts = {"codes": [(Scheme.OPEN, said)], "openings": [made(*opening)] if opening else []}

    assert terms("day", **facts) == days
    assert terms("evening", **facts) == evening
    assert terms("evening_on", **facts) == evenings


def made(weekday, opens, closes):
    return Opening(
        weekday=weekday,
        opens=None if opens is None else time(opens),
        closes=None if closes is None else time(closes),
    )


@pytest.mark.parametrize(
    ("place", "near", "serves"),
    [
        pytest.param(
            {"latitude": 51.4, "longitude": -2.6}, {SOUTH, "BS99"}, set(), id="near its point"
        ),
        pytest.param(
            {"ward_code": SOUTH}, {SOUTH, "BS99"}, set(), id="near the middle of its ward"
        ),
        pytest.param({"postcode": "BS99 1AA"}, {SOUTH, "BS99"}, set(), id="of its outward code"),
        pytest.param({"postcode": "ZZ1 1AA"}, set(), {"not_stated"}, id="a place nobody knows"),
        pytest.param(
            {"ward_code": SOUTH, "address_shown": False}, set(), {"not_stated"}, id="hidden"
        ),
    ],
)
def test_is_near_what_is_near_its_places(place, near, serves):
    facts = {"locations": [Location(**{"name": "", "postcode": "", "address_shown": True} | place)]}

    assert terms("near", **facts) == near
    assert terms("serves", **facts) == serves


@pytest.mark.parametrize(
    ("areas", "serves"),
    [
        pytest.param([], {"not_stated"}, id="nobody has said"),
        pytest.param([(AreaKind.WARD, NORTH)], {NORTH}, id="a ward"),
        pytest.param([(AreaKind.AREA, "districts/east")], {"districts/east"}, id="an area"),
        pytest.param([(AreaKind.AUTHORITY, AUTHORITY)], {AUTHORITY}, id="an authority"),
        pytest.param([(AreaKind.NATIONAL, "")], {"everywhere"}, id="everywhere"),
    ],
)
def test_serves_what_it_says(areas, serves):
    served = [AreaServed(kind=kind, code=code) for kind, code in areas]

    assert terms("serves", areas=served) == serves


def test_from_afar_and_no_area_stated_is_not_lost_for_having_an_office():
    facts = {
        "codes": [(Scheme.DELIVERY, ["phone"])],
        "locations": [Location(name="", postcode="", ward_code=FAR, address_shown=True)],
    }

    assert terms("serves", **facts) == {"not_stated"}
    assert FAR in terms("near", **facts)


def test_a_place_is_found_by_its_names_and_a_hidden_one_is_not():
    shown = Location(name="The Hall", postcode="BS98 1AA", ward_code=MIDDLE, address_shown=True)
    hidden = Location(
        name="Secret House", postcode="BS99 1AA", ward_code=SOUTH, address_shown=False
    )

    place = document(locations=[shown, hidden]).fields["place"]

    assert all(name in place for name in ("The Hall", "BS98", "Sampleworth", "Samplehill"))
    assert not any(name in place for name in ("Secret", "BS99", "Lower Example"))


def test_a_code_is_one_term_whatever_a_feed_put_in_it():
    assert terms("language", codes=[(Scheme.LANGUAGE, ["two words"])]) == {"two_words"}


@pytest.mark.parametrize(
    ("facts", "kind", "code"),
    [
        pytest.param({"verified_on": TODAY}, "freshness", "current", id="checked today"),
        pytest.param(
            {"verified_on": TODAY - timedelta(days=184)}, "freshness", "overdue", id="overdue"
        ),
        pytest.param({}, "freshness", "never", id="never checked"),
        pytest.param({"verified_on": date(2020, 1, 1)}, "state", "withdrawn", id="withdrawn"),
        pytest.param({"visibility": Visibility.PROFESSIONALS}, "see", "professionals", id="kept"),
        pytest.param(
            {"status": Status.TEMPORARILY_CLOSED}, "closed", "temporarily", id="closed for now"
        ),
        pytest.param(
            {"space": Space.FULL, "space_said_on": TODAY - timedelta(days=31)},
            "space",
            "not_confirmed",
            id="space said too long ago",
        ),
        pytest.param({}, "level", "unknown", id="no level stated"),
        pytest.param({}, "access", "unknown", id="no way in stated"),
    ],
)
def test_has_a_term_for_its_state(facts, kind, code):
    assert terms(kind, **facts) == {code}


def test_an_index_made_otherwise_is_told_apart(monkeypatch):
    before = vocabulary()
    monkeypatch.setattr(documents, "MAKING", documents.MAKING + 1)

    assert vocabulary() != before


@pytest.mark.parametrize(
    ("place", "held_in"),
    [
        pytest.param({"ward_code": SOUTH}, {SOUTH}, id="its ward"),
        pytest.param({"postcode": "BS99 1AA"}, {"unknown"}, id="nobody knows which"),
        pytest.param({"ward_code": SOUTH, "address_shown": False}, set(), id="hidden"),
    ],
)
def test_says_in_which_wards_it_is_held(place, held_in):
    facts = {"locations": [Location(**{"name": "", "postcode": "", "address_shown": True} | place)]}

    assert terms("held_in", **facts) == held_in


HERE, THERE = AUTHORITY, "E06000902"


@pytest.mark.parametrize(
    ("facts", "around"),
    [
        pytest.param({}, set(), id="nobody has said"),
        pytest.param({"areas": [AreaServed(kind=AreaKind.WARD, code=FAR)]}, {THERE}, id="a ward"),
        pytest.param(
            {"areas": [AreaServed(kind=AreaKind.AREA, code="districts/east")]}, {HERE}, id="an area"
        ),
        pytest.param(
            {"areas": [AreaServed(kind=AreaKind.AUTHORITY, code=THERE)]}, {THERE}, id="an authority"
        ),
        pytest.param({"areas": [AreaServed(kind=AreaKind.NATIONAL, code="")]}, set(), id="all"),
        pytest.param(
            {"locations": [Location(name="", postcode="", ward_code=SOUTH, address_shown=True)]},
            {HERE},
            id="a place",
        ),
        pytest.param({"criteria": (InArea(wards=frozenset({FAR})),)}, {THERE}, id="a rule alone"),
        pytest.param(
            {"criteria": (Exclusion(rule=InArea(authorities=frozenset({HERE}))),)},
            {HERE},
            id="a rule inside another",
        ),
    ],
)
def test_says_around_which_authorities_it_is(facts, around):
    assert terms("around", **facts) == around


@pytest.mark.parametrize(
    ("facts", "wait"),
    [
        pytest.param({"wait_weeks": 0}, {"short"}, id="none"),
        pytest.param({"wait_weeks": 4}, {"short"}, id="four weeks"),
        pytest.param({"wait_weeks": 5}, {"some"}, id="five weeks"),
        pytest.param({"wait_weeks": 12}, {"some"}, id="twelve weeks"),
        pytest.param({"wait_weeks": 13}, {"long"}, id="longer"),
        pytest.param({"wait_weeks": None}, set(), id="nobody has said"),
        pytest.param(
            {"wait_weeks": 4, "space_said_on": TODAY - timedelta(days=31)}, set(), id="long ago"
        ),
    ],
)
def test_says_how_long_the_wait_is_while_that_holds(facts, wait):
    said = {"space": Space.WAITING_LIST, "space_said_on": TODAY}

    assert terms("wait", **said | facts) == wait


def test_has_its_strengths_and_how_well_it_was_tested():
    rated = [EvidenceRating(scale="eif", level="3"), EvidenceRating(scale="eef", level="not_rated")]

    assert terms("strength", codes=[(Scheme.STRENGTH, ["hope"])]) == {"hope"}
    assert terms("tested", evidence=rated) == {"well"}
    assert terms("tested") == {"unknown"}


def test_has_a_term_for_each_rule():
    ages, care = AgeBetween(lowest=11), CareStatusAmong(codes=frozenset({"in_care"}))

    found = terms("rule", criteria=(AllOf(parts=(ages, care)), ages))

    assert {rule_of(code) for code in found} == {ages, care}
