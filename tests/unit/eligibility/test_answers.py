"""The answers that are tried to find what to ask: on either side of each rule, and no more."""

from datetime import date

import pytest

from eligibility import UNSURE, Fact, Level, Met, Part, Place, PlainNames, Situation
from eligibility.criteria import (
    AccessProvided,
    AgeBetween,
    CanTravel,
    CareStatusAmong,
    InArea,
    LevelAmong,
    NeedAmong,
    Route,
    SpeaksOneOf,
    SuspendedThisTerm,
    Tried,
)
from eligibility.criterion import Asked

ON = date(2026, 10, 1)
YES, NO, UNKNOWN = Met.YES, Met.NO, Met.UNKNOWN


def of(*codes):
    return frozenset(codes)


@pytest.mark.parametrize(
    ("rule", "values", "mets"),
    [
        pytest.param(
            AgeBetween(lowest=11, highest=17), [11, 17, 10, 18], [YES, YES, NO, NO], id="two ends"
        ),
        pytest.param(AgeBetween(lowest=14), [14, 13], [YES, NO], id="no highest age"),
        pytest.param(AgeBetween(lowest=1, highest=1), [1, 1, 0, 2], [YES, YES, NO, NO], id="one"),
        pytest.param(AgeBetween(highest=119), [0, 119, 120], [YES, YES, NO], id="no lowest age"),
        pytest.param(AgeBetween(highest=120), [0, 120], [YES, YES], id="every age there is"),
        pytest.param(
            CareStatusAmong(codes=of("in_care", "care_leaver")),
            ["care_leaver", "edge_of_care"],
            [YES, NO],
            id="one of its codes and one other",
        ),
        pytest.param(
            NeedAmong(codes=of("trauma", "sleep")), [of("sleep"), of()], [YES, NO], id="needs"
        ),
        pytest.param(Tried(codes=of("club", "mentoring")), [of("club"), of()], [YES, NO], id="set"),
        pytest.param(SuspendedThisTerm(at_least=2), [2, 1], [YES, NO], id="suspensions"),
        pytest.param(CanTravel(), [True, False], [YES, NO], id="a plain yes or no"),
        pytest.param(
            SpeaksOneOf(codes=of("so", "en")), [of("en"), of()], [YES, UNKNOWN], id="languages"
        ),
        pytest.param(
            AccessProvided(codes=of("step_free")), [of("step_free")], [YES], id="access needs"
        ),
        pytest.param(
            LevelAmong(codes=of("targeted")),
            list(Level),
            [UNKNOWN, UNKNOWN, YES, UNKNOWN],
            id="every level",
        ),
    ],
)
def test_answers_on_either_side(rule, values, mets):
    tried = rule.answers(Situation())

    assert [[*answer.fields.values()] for answer in tried] == [[value] for value in values]
    assert {answer.fact for answer in tried} == {rule.fact}
    assert [rule.met(Situation(**answer.fields), ON) for answer in tried] == mets


def test_every_part_of_a_place_that_is_known_is_kept():
    rule = InArea(wards=of("E1"), routes=of(Route.SCHOOL))
    known = Situation(school=Place(ward="E2"))

    [inside, outside] = rule.answers(known)

    assert inside.fields == {"school": Place(ward="E2", authority="", areas=of())}
    assert outside == inside
    assert inside.fact is Fact.SCHOOL


@pytest.mark.parametrize(
    ("level", "said"),
    [
        pytest.param(Level.UNIVERSAL, "It is usually for more help than you said.", id="below"),
        pytest.param(Level.EARLY_HELP, "That is the level you said.", id="its lowest"),
        pytest.param(
            Level.TARGETED, "It is usually for another level of help than you said.", id="between"
        ),
        pytest.param(Level.SPECIALIST, "That is the level you said.", id="its highest"),
        pytest.param(UNSURE, "We do not know how much help they need yet.", id="unsure"),
    ],
)
def test_what_is_said_of_a_level(level, said):
    rule = LevelAmong(codes=of("early_help", "specialist"))
    asked = Asked(situation=Situation(level=level), on=ON, names=PlainNames())

    finding = rule.find(asked)

    assert finding.sentence.partition(". ")[2] == said
    assert (finding.part, finding.guidance) == (Part.FOR, True)
