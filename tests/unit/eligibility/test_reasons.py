"""What findings say: why, and what to do next."""

from datetime import date

import pytest

from eligibility import Naming, Place, PlainNames, Situation
from eligibility.criteria import (
    AgeBetween,
    CanTravel,
    EducationStatusAmong,
    InArea,
    NeedAmong,
    NotUnderstood,
    ParentAgrees,
    Route,
    StrengthAmong,
    SuspendedThisTerm,
    Tried,
)
from eligibility.criterion import Asked

ON = date(2026, 10, 1)
NAMES = PlainNames(
    {
        Naming.PLACE: {"E1": "Stockwood", "E2": "Knowle", "S": "Somerset"},
        Naming.NEED: {"trauma": "Trauma", "sleep": "Sleep"},
        Naming.STRENGTH: {"good_friends": "Good friends"},
    }
)
ELEVEN_TO_17 = AgeBetween(lowest=11, highest=17)
HOME_OR_SCHOOL = InArea(wards=frozenset({"E1"}), routes=frozenset({Route.HOME, Route.SCHOOL}))
IN_STOCKWOOD = Place(ward="E1", authority="B", areas=frozenset())
IN_KNOWLE = Place(ward="E2", authority="B", areas=frozenset())
IN_SOMERSET = Place(ward="E9", authority="S", areas=frozenset())


def find(rule, situation):
    return rule.find(Asked(situation=situation, on=ON, names=NAMES))


def of(*codes):
    return frozenset(codes)


@pytest.mark.parametrize(
    ("rule", "known", "sentence", "way_on"),
    [
        pytest.param(
            ELEVEN_TO_17,
            {"age": 10},
            "It is for people aged 11 to 17. This young person is 10.",
            "Ask the service who helps at this age.",
            id="too young",
        ),
        pytest.param(
            ELEVEN_TO_17,
            {"age": 12},
            "It is for people aged 11 to 17. This young person is 12.",
            "",
            id="a yes needs no way on",
        ),
        pytest.param(
            ELEVEN_TO_17,
            {},
            "It is for people aged 11 to 17. We do not know their age yet.",
            "Ask: How old are they?",
            id="age not asked",
        ),
        pytest.param(
            ELEVEN_TO_17,
            {"school_year": 6},
            "It is for people aged 11 to 17. This young person is 10 or 11. "
            "We do not know their age yet.",
            "Ask: How old are they?",
            id="age nearly known",
        ),
        pytest.param(
            ELEVEN_TO_17,
            {"age": 9, "school_year": 9},
            "It is for people aged 11 to 17. The age, birth month or school year you gave do not "
            "go together. We do not know their age yet.",
            "Ask: How old are they?",
            id="ages that contradict",
        ),
        pytest.param(
            HOME_OR_SCHOOL,
            {"home": IN_KNOWLE, "school": IN_SOMERSET, "gp": IN_STOCKWOOD},
            "It is for people who live or go to school in Stockwood. This young person lives in "
            "Knowle. The school is in E9.",
            "Ask the service if it takes people from outside its area.",
            id="outside the area",
        ),
        pytest.param(
            HOME_OR_SCHOOL,
            {"home": Place(authority="S")},
            "It is for people who live or go to school in Stockwood. This young person lives in "
            "Somerset. We do not know where they live or where their school is yet.",
            "Ask: Where do they live? Where is their school or college?",
            id="two places to ask for",
        ),
        pytest.param(
            NeedAmong(codes=of("trauma", "sleep")),
            {"needs": of("money_worry", "a")},
            "It is for people with any of these needs: Sleep or Trauma. You said: a; money worry.",
            "If one of these is going on too, add it. If not, look for what is.",
            id="other needs",
        ),
        pytest.param(
            StrengthAmong(codes=of("good_friends")),
            {"strengths": of()},
            "It is for people with any of these strengths: Good friends. You said: none of them.",
            "If one of these is true too, add it. If not, ask the service what else would count.",
            id="no strengths",
        ),
        pytest.param(
            SuspendedThisTerm(at_least=2),
            {"suspensions": 1},
            "It is for people suspended twice or more this term. "
            "This young person was suspended once.",
            "Ask their school or the service who helps in this case.",
            id="suspended too little",
        ),
        pytest.param(
            SuspendedThisTerm(at_least=3),
            {"suspensions": 0},
            "It is for people suspended 3 times or more this term. "
            "This young person was suspended 0 times.",
            "Ask their school or the service who helps in this case.",
            id="never suspended",
        ),
        pytest.param(
            EducationStatusAmong(codes=of("post_16", "on_roll")),
            {"education": "home_educated"},
            "It is for people who are in a sixth form, college or training, or on a school roll. "
            "This young person is taught at home.",
            "Ask their school or the council's education team who helps instead.",
            id="a name with or in it",
        ),
        pytest.param(
            Tried(codes=of("club", "mentoring", "counselling")),
            {"tried": of()},
            "It is for people who have already tried a club, counselling or mentoring. "
            "Tried so far: none of them.",
            "Try one of these first, or ask the service if it can start without.",
            id="three names",
        ),
        pytest.param(
            SuspendedThisTerm(),
            {},
            "It is for people suspended once or more this term. "
            "We do not know how often they were suspended this term yet.",
            "Ask: How often were they suspended this term?",
            id="suspensions not asked",
        ),
        pytest.param(
            CanTravel(),
            {},
            "It is for people who can travel to it. We do not know if they can travel to it yet.",
            "Ask: Can they get there, alone or with someone?",
            id="travel not asked",
        ),
        pytest.param(
            NeedAmong(codes=of("sleep")),
            {},
            "It is for people with any of these needs: Sleep. "
            "We do not know what is going on for them yet.",
            "Ask: What is going on for them?",
            id="needs not asked",
        ),
        pytest.param(
            NeedAmong(codes=of("sleep")),
            {"needs": of("trauma", "sleep")},
            "It is for people with any of these needs: Sleep. You said: Sleep; Trauma.",
            "",
            id="needs have the names of the catalogue",
        ),
        pytest.param(
            ParentAgrees(),
            {"parent_agrees": False},
            "It is for young people whose parent or carer agrees to it. "
            "A parent or carer does not agree.",
            "Talk with them if that is safe. If not, ask the service what it can do.",
            id="a parent does not agree",
        ),
        pytest.param(
            CanTravel(),
            {"can_travel": True},
            "It is for people who can travel to it. This young person can travel.",
            "",
            id="can travel",
        ),
        pytest.param(
            NotUnderstood(stored_kind="canary"),
            {},
            "It has a rule that cannot be checked here.",
            "Ask the service who it is for.",
            id="a rule from the future",
        ),
    ],
)
def test_a_finding_says_why_and_what_next(rule, known, sentence, way_on):
    found = find(rule, Situation(**known))

    assert (found.sentence, found.way_on) == (sentence, way_on)
    assert (found.kind, found.guidance) == (rule.kind, False)
