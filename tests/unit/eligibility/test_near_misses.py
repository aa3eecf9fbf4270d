"""What small change would make a service possible."""

from dataclasses import replace
from datetime import date

import pytest

from eligibility import (
    BirthMonth,
    Fact,
    Naming,
    Place,
    PlainNames,
    Situation,
    assess,
)
from eligibility.criteria import (
    AgeBetween,
    AnyOf,
    CanTravel,
    CareStatusAmong,
    Exclusion,
    InArea,
    NeedAmong,
    Not,
    ParentAgrees,
    Prerequisite,
    ReferredBySector,
    Route,
    Tried,
    YoungPersonAgrees,
)

ON = date(2026, 10, 1)
NAMES = PlainNames({Naming.PLACE: {"E1": "Stockwood", "E2": "Knowle", "S": "Somerset"}})
AGE = AgeBetween(lowest=11, highest=17)
STOCKWOOD = InArea(wards=frozenset({"E1"}))
HOME_OR_SCHOOL = InArea(wards=frozenset({"E1"}), routes=frozenset({Route.HOME, Route.SCHOOL}))
IN_STOCKWOOD = Place(ward="E1", authority="B", areas=frozenset())
IN_KNOWLE = Place(ward="E2", authority="B", areas=frozenset({"three/south", "nine/g"}))
KNOWLE_BY = {
    "ward": InArea(wards=frozenset({"E2"})),
    "council": InArea(authorities=frozenset({"B"})),
    "area": InArea(areas=frozenset({"three/south"})),
    "other area": InArea(areas=frozenset({"nine/g"})),
}
REFUSING_KNOWLE = (
    ("cannot take its ward", "ward", Exclusion(rule=KNOWLE_BY["ward"])),
    ("cannot take its council", "council", Exclusion(rule=KNOWLE_BY["council"])),
    ("cannot take its area", "area", Exclusion(rule=KNOWLE_BY["area"])),
    ("takes another ward", "ward", STOCKWOOD),
    ("takes another council", "council", InArea(authorities=frozenset({"S"}))),
    ("takes another area", "", InArea(areas=frozenset({"three/north"}))),
)
"""What it says, the part of a place that has to change then, and the rule."""

CARE = CareStatusAmong(codes=frozenset({"in_care"}))


def assessed(rules, **known):
    return assess(rules, Situation(**known), on=ON, names=NAMES)


@pytest.mark.parametrize(
    ("rules", "known", "sentence"),
    [
        pytest.param(
            (AGE,),
            {"birth_month": BirthMonth(2016, 8)},
            "From August 2027, when they turn 11.",
            id="with a birth month",
        ),
        pytest.param(
            (AGE,),
            {"birth_month": BirthMonth(2015, 12)},
            "From December 2026, when they turn 11.",
            id="in December",
        ),
        pytest.param(
            (AGE,),
            {"birth_month": BirthMonth(2016, 1), "age": 10},
            "From January 2027, when they turn 11.",
            id="in January",
        ),
        pytest.param((AGE,), {"age": 10}, "When they turn 11.", id="with an age"),
        pytest.param((AGE,), {"school_year": 4}, "When they turn 11.", id="with a school year"),
        pytest.param(
            (AgeBetween(lowest=120),), {"age": 119}, "When they turn 120.", id="the oldest age"
        ),
        pytest.param((AGE,), {"age": 18}, None, id="nobody gets younger"),
        pytest.param((AGE,), {"age": 9, "school_year": 0}, None, id="ages contradict each other"),
        pytest.param(
            (Exclusion(rule=AgeBetween(highest=12)),), {"age": 9}, "When they turn 13.", id="not 12"
        ),
        pytest.param(
            (AnyOf(parts=(AgeBetween(lowest=14, highest=15), AgeBetween(lowest=9, highest=10))),),
            {"age": 8},
            "When they turn 9.",
            id="the soonest",
        ),
        pytest.param(
            (AGE, Not(rule=AgeBetween(lowest=11, highest=11))),
            {"age": 10},
            None,
            id="another rule would then refuse",
        ),
        pytest.param((AGE, STOCKWOOD), {"age": 10, "home": IN_KNOWLE}, None, id="two rules away"),
        pytest.param(
            (AGE, STOCKWOOD),
            {"age": 12, "home": IN_KNOWLE},
            "If the service took Knowle.",
            id="the area alone",
        ),
        pytest.param(
            (STOCKWOOD,),
            {"home": Place(ward="", authority="S", areas=frozenset())},
            "If the service took Somerset.",
            id="only the authority has a name",
        ),
        pytest.param(
            (HOME_OR_SCHOOL,),
            {"home": IN_KNOWLE, "school": Place(ward="E9", authority="S")},
            "If the service took Knowle.",
            id="home before school",
        ),
        pytest.param(
            (Exclusion(rule=STOCKWOOD),),
            {"home": IN_STOCKWOOD},
            "If the service took Stockwood.",
            id="a place it cannot take",
        ),
        pytest.param(
            (STOCKWOOD, InArea(authorities=frozenset({"B"}))),
            {"home": IN_KNOWLE},
            "If the service took Knowle.",
            id="a place more, and the council stays what it is",
        ),
        pytest.param(
            (Exclusion(rule=STOCKWOOD), InArea(authorities=frozenset({"B"}))),
            {"home": IN_STOCKWOOD},
            "If the service took Stockwood.",
            id="a place it cannot take, and the council stays what it is",
        ),
        *(
            pytest.param(
                (refusing, kept),
                {"home": IN_KNOWLE},
                "If the service took Knowle.",
                id=f"{says}, and the {stays} stays what it is",
            )
            for says, changes, refusing in REFUSING_KNOWLE
            for stays, kept in KNOWLE_BY.items()
            if stays != changes
        ),
        pytest.param(
            (AGE, STOCKWOOD), {"age": 10}, "When they turn 11.", id="with something left to ask"
        ),
        pytest.param(
            (Prerequisite(rule=ParentAgrees()),),
            {"parent_agrees": False},
            "If a parent or carer agrees to it.",
            id="a parent agrees",
        ),
        pytest.param(
            (YoungPersonAgrees(),),
            {"young_person_agrees": False},
            "If the young person agrees to it.",
            id="they agree",
        ),
        pytest.param(
            (CanTravel(),),
            {"can_travel": False},
            "If someone goes with them, or the service comes to them.",
            id="travel",
        ),
        pytest.param(
            (Prerequisite(rule=Tried(codes=frozenset({"club", "mentoring"}))),),
            {"tried": frozenset({"counselling"})},
            "Once they have tried a club or mentoring.",
            id="what comes first",
        ),
        pytest.param(
            (ReferredBySector(codes=frozenset({"police", "education"})),),
            {"sector": "family"},
            "If the one who asks is a school or college or the police.",
            id="who asks",
        ),
        pytest.param((CARE,), {"care": "none"}, None, id="nothing small would do"),
        pytest.param(
            (NeedAmong(codes=frozenset({"a"})),), {"needs": frozenset()}, None, id="no need"
        ),
        pytest.param((AGE,), {"age": 12}, None, id="it fits already"),
    ],
)
def test_the_nearest_miss(rules, known, sentence):
    near = assessed(rules, **known).near_miss

    assert (near and near.sentence.replace(", or", " or")) == (
        sentence and sentence.replace(", or", " or")
    )


def test_a_near_miss_leaves_all_else_as_it_was():
    known = Situation(age=10, home=IN_STOCKWOOD, can_travel=True, tried=frozenset({"club"}))

    near = assess((AGE, STOCKWOOD), known, on=ON).near_miss

    assert near.situation == known.filled({"age": 11})
    assert near.fact is Fact.AGE


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"birth_month": BirthMonth(2016, 8)}, id="a birth month"),
        pytest.param({"school_year": 4}, id="a school year"),
    ],
)
def test_a_later_age_takes_the_place_of_all_that_was_said_of_the_age(said):
    near = assessed((AGE,), **said, can_travel=True).near_miss

    assert near.situation == Situation(age=11, can_travel=True)


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        pytest.param(STOCKWOOD, {"ward": "E1"}, id="in the ward"),
        pytest.param(InArea(authorities=frozenset({"S"})), {"authority": "S"}, id="the council"),
        pytest.param(
            InArea(areas=frozenset({"three/north"})),
            {"areas": frozenset({"three/south", "three/north", "nine/g"})},
            id="in the area too",
        ),
        pytest.param(Exclusion(rule=KNOWLE_BY["ward"]), {"ward": ""}, id="out of the ward"),
        pytest.param(
            Exclusion(rule=KNOWLE_BY["council"]), {"authority": ""}, id="the council left"
        ),
        pytest.param(
            Exclusion(rule=KNOWLE_BY["area"]), {"areas": frozenset({"nine/g"})}, id="of the area"
        ),
    ],
)
def test_a_place_that_is_taken_changes_in_the_part_the_rule_looks_at(rule, part):
    near = assessed((rule,), home=IN_KNOWLE).near_miss

    assert near.situation == Situation(home=replace(IN_KNOWLE, **part))
