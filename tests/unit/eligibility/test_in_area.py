"""Home, school and GP as separate ways into an area."""

from datetime import date

import pytest

from eligibility import Fact, Met, Place, Situation
from eligibility.criteria import InArea, Route

ON = date(2026, 10, 1)
YES, NO, UNKNOWN = Met.YES, Met.NO, Met.UNKNOWN
STOCKWOOD = frozenset({"E1"})
IN_STOCKWOOD = Place(ward="E1", authority="B", areas=frozenset({"three/south"}))
IN_KNOWLE = Place(ward="E2", authority="B", areas=frozenset({"three/south"}))
IN_SOMERSET = Place(ward="E9", authority="S", areas=frozenset())


def of(*codes):
    return frozenset(codes)


WARD = InArea(wards=STOCKWOOD)
AUTHORITY = InArea(authorities=of("B"))
AREA = InArea(areas=of("three/south"))
HOME_OR_SCHOOL = InArea(wards=STOCKWOOD, routes=of(Route.HOME, Route.SCHOOL))
WIDE = InArea(wards=STOCKWOOD, authorities=of("S"))


@pytest.mark.parametrize(
    ("rule", "known", "met"),
    [
        pytest.param(WARD, {"home": IN_STOCKWOOD}, YES, id="lives in the ward"),
        pytest.param(WARD, {"home": IN_KNOWLE}, NO, id="lives in another ward"),
        pytest.param(WARD, {"home": Place(authority="B")}, UNKNOWN, id="only the authority known"),
        pytest.param(WARD, {}, UNKNOWN, id="home not asked"),
        pytest.param(WARD, {"school": IN_STOCKWOOD}, UNKNOWN, id="school is another route"),
        pytest.param(AUTHORITY, {"home": IN_KNOWLE}, YES, id="lives in the authority"),
        pytest.param(AUTHORITY, {"home": Place(authority="B")}, YES, id="no ward needed"),
        pytest.param(AUTHORITY, {"home": IN_SOMERSET}, NO, id="lives elsewhere"),
        pytest.param(AUTHORITY, {"home": Place(ward="E9")}, UNKNOWN, id="authority not known"),
        pytest.param(AREA, {"home": IN_KNOWLE}, YES, id="lives in the area"),
        pytest.param(AREA, {"home": IN_SOMERSET}, NO, id="in none of the areas"),
        pytest.param(AREA, {"home": Place(ward="E2")}, UNKNOWN, id="areas not looked up"),
        pytest.param(WIDE, {"home": IN_SOMERSET}, YES, id="the other kind of area"),
        pytest.param(WIDE, {"home": Place(ward="E1")}, YES, id="one kind is enough"),
        pytest.param(WIDE, {"home": Place(ward="E2")}, UNKNOWN, id="the other could still be"),
        pytest.param(HOME_OR_SCHOOL, {"school": IN_STOCKWOOD}, YES, id="school alone is enough"),
        pytest.param(
            HOME_OR_SCHOOL,
            {"home": IN_SOMERSET, "school": IN_STOCKWOOD},
            YES,
            id="lives across the border, school inside",
        ),
        pytest.param(
            HOME_OR_SCHOOL,
            {"home": IN_STOCKWOOD, "school": IN_SOMERSET},
            YES,
            id="school across the border, home inside",
        ),
        pytest.param(HOME_OR_SCHOOL, {"home": IN_KNOWLE}, UNKNOWN, id="school could still be"),
        pytest.param(
            HOME_OR_SCHOOL, {"home": IN_KNOWLE, "school": IN_SOMERSET}, NO, id="both outside"
        ),
        pytest.param(
            HOME_OR_SCHOOL,
            {"home": IN_KNOWLE, "school": IN_KNOWLE, "gp": IN_STOCKWOOD},
            NO,
            id="the GP is no route here",
        ),
        pytest.param(
            InArea(wards=STOCKWOOD, routes=of(Route.GP)), {"gp": IN_STOCKWOOD}, YES, id="by GP"
        ),
    ],
)
def test_in_area(rule, known, met):
    assert rule.met(Situation(**known), ON) is met


def test_a_place_is_asked_for_by_every_route_that_could_still_fit():
    rule = InArea(wards=STOCKWOOD, routes=frozenset(Route))

    assert rule.asks(Situation()) == (Fact.HOME, Fact.SCHOOL, Fact.GP)
    assert rule.asks(Situation(home=IN_KNOWLE)) == (Fact.SCHOOL, Fact.GP)
    assert HOME_OR_SCHOOL.asks(Situation(home=IN_KNOWLE)) == (Fact.SCHOOL,)


def test_answers_to_try_keep_what_is_known_of_a_place():
    rule = InArea(wards=of("E1"), authorities=of("B"), areas=of("three/south"))
    known = Place(authority="S", areas=of("three/north"))

    tried = [answer.fields["home"] for answer in rule.answers(Situation(home=known))]

    assert {place.ward for place in tried} == {"E1", ""}
    assert {(place.authority, place.areas) for place in tried} == {("S", of("three/north"))}


def test_answers_to_try_are_inside_by_each_kind_of_area_and_outside():
    rule = InArea(wards=of("E1"), authorities=of("B"), areas=of("three/south"))

    tried = [answer.fields for answer in rule.answers(Situation())]

    assert [rule.met(Situation(**fields), ON) for fields in tried] == [YES, YES, YES, NO]
