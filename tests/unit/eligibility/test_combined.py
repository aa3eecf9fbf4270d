"""Rules made of rules: how they answer, what they say and what they may hold."""

from datetime import date

import pytest

from eligibility import Fact, Met, Part, PlainNames, Situation
from eligibility.criteria import (
    AgeBetween,
    AllOf,
    AnyOf,
    Anyone,
    CareStatusAmong,
    Discretion,
    Exclusion,
    LevelAmong,
    Not,
    NotUnderstood,
    ParentAgrees,
    Prerequisite,
)
from eligibility.criterion import Asked, NotACriterion

ON = date(2026, 10, 1)
AGE = AgeBetween(lowest=11, highest=17)
CARE = CareStatusAmong(codes=frozenset({"in_care"}))
FITS = {"age": 12, "care": "in_care"}
TOO_YOUNG = "It is for people aged 11 to 17. This young person is 10."
NOT_IN_CARE = "It is for people who are in care. This young person is not in care."


def find(rule, **known):
    return rule.find(Asked(situation=Situation(**known), on=ON, names=PlainNames()))


@pytest.mark.parametrize(
    ("rule", "known", "met"),
    [
        pytest.param(AllOf(parts=(AGE, CARE)), FITS, Met.YES, id="all: both"),
        pytest.param(AllOf(parts=(AGE, CARE)), {"age": 12}, Met.UNKNOWN, id="all: one unknown"),
        pytest.param(AllOf(parts=(AGE, CARE)), {"age": 10}, Met.NO, id="all: one no"),
        pytest.param(AnyOf(parts=(AGE, CARE)), {"age": 12}, Met.YES, id="any: one"),
        pytest.param(AnyOf(parts=(AGE, CARE)), {"age": 10}, Met.UNKNOWN, id="any: one unknown"),
        pytest.param(AnyOf(parts=(AGE, CARE)), {"age": 10, "care": "none"}, Met.NO, id="any: none"),
        pytest.param(Not(rule=AGE), {"age": 12}, Met.NO, id="not: inside"),
        pytest.param(Not(rule=AGE), {"age": 10}, Met.YES, id="not: outside"),
        pytest.param(Exclusion(rule=CARE), {"care": "in_care"}, Met.NO, id="excluded"),
        pytest.param(Exclusion(rule=CARE), {"care": "none"}, Met.YES, id="not excluded"),
        pytest.param(Exclusion(rule=CARE), {}, Met.UNKNOWN, id="exclusion not asked"),
        pytest.param(Prerequisite(rule=CARE), {"care": "in_care"}, Met.YES, id="in place"),
        pytest.param(Prerequisite(rule=CARE), {"care": "none"}, Met.NO, id="not in place"),
        pytest.param(Discretion(rule=AGE), {"age": 10}, Met.UNKNOWN, id="may make an exception"),
        pytest.param(Discretion(rule=AGE), {"age": 12}, Met.YES, id="needs no exception"),
        pytest.param(
            Discretion(rule=Exclusion(rule=CARE)), {"care": "in_care"}, Met.UNKNOWN, id="excepted"
        ),
        pytest.param(Anyone(), {}, Met.YES, id="anyone"),
    ],
)
def test_combined_rules(rule, known, met):
    assert rule.met(Situation(**known), ON) is met


@pytest.mark.parametrize(
    ("rule", "known", "part", "sentence", "way_on"),
    [
        pytest.param(
            Not(rule=AGE),
            {"age": 12},
            Part.FOR,
            "It is not for people aged 11 to 17. This young person is 12.",
            "Ask the service who helps at this age.",
            id="turned round",
        ),
        pytest.param(
            Exclusion(rule=CARE),
            {"care": "in_care"},
            Part.EXCLUSION,
            "It cannot take people who are in care. This young person is in care.",
            "Ask their social worker or the service who helps instead.",
            id="an exclusion",
        ),
        pytest.param(
            Exclusion(rule=Not(rule=CARE)),
            {"care": "in_care"},
            Part.EXCLUSION,
            "It can only take people who are in care. This young person is in care.",
            "",
            id="an exclusion turned round",
        ),
        pytest.param(
            Prerequisite(rule=ParentAgrees()),
            {"parent_agrees": False},
            Part.PREREQUISITE,
            "It starts only for young people whose parent or carer agrees to it. "
            "A parent or carer does not agree.",
            "This has to be in place first. "
            "Talk with them if that is safe. If not, ask the service what it can do.",
            id="a prerequisite",
        ),
        pytest.param(
            Prerequisite(rule=Not(rule=CARE)),
            {},
            Part.PREREQUISITE,
            "It does not start for people who are in care. "
            "We do not know if they are or were in care yet.",
            "Ask: Are they in care, or have they been?",
            id="a prerequisite turned round",
        ),
        pytest.param(
            Discretion(rule=AGE),
            {"age": 10},
            Part.FOR,
            f"{TOO_YOUNG} It can make exceptions.",
            "Ask the service: it can still say yes.",
            id="discretion",
        ),
        pytest.param(Anyone(), {}, Part.FOR, "It is for anyone.", "", id="anyone"),
        pytest.param(
            AllOf(parts=(AGE, CARE)),
            {"age": 10, "care": "in_care"},
            Part.FOR,
            f"All of these are needed. {TOO_YOUNG} "
            "It is for people who are in care. This young person is in care.",
            "Ask the service who helps at this age.",
            id="all: only what refuses says what next",
        ),
        pytest.param(
            AnyOf(parts=(AGE, CARE)),
            {"age": 10, "care": "none"},
            Part.FOR,
            f"One of these is enough. {TOO_YOUNG} {NOT_IN_CARE}",
            "Ask the service who helps at this age. "
            "Ask their social worker or the service who helps instead.",
            id="any: every one refuses",
        ),
    ],
)
def test_a_combined_finding_says_what_it_is_for_and_what_next(rule, known, part, sentence, way_on):
    found = find(rule, **known)

    assert (found.part, found.sentence, found.way_on) == (part, sentence, way_on)


def test_a_group_keeps_every_reason_and_asks_only_what_could_settle_it():
    found = find(AnyOf(parts=(AGE, CARE, ParentAgrees())), age=10)

    assert [(reason.kind, reason.met) for reason in found.reasons()] == [
        ("age_between", Met.NO),
        ("care_status_among", Met.UNKNOWN),
        ("parent_agrees", Met.UNKNOWN),
    ]
    assert found.asks == (Fact.CARE, Fact.PARENT_AGREES)
    assert found.kind == "any_of"


def test_a_group_says_the_same_way_on_once():
    found = find(AllOf(parts=(AGE, AgeBetween(lowest=12))), age=10)

    assert found.way_on == "Ask the service who helps at this age."


def test_discretion_over_a_group_keeps_the_refusals_inside():
    found = find(Discretion(rule=AnyOf(parts=(AGE, CARE))), age=10, care="none")

    assert found.met is Met.UNKNOWN
    assert [reason.met for reason in found.reasons()] == [Met.NO, Met.NO]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: AllOf(parts=()), id="all of nothing"),
        pytest.param(lambda: AnyOf(parts=()), id="any of nothing"),
        pytest.param(lambda: Not(rule=Anyone()), id="for no one"),
        pytest.param(lambda: Not(rule=Discretion(rule=AGE)), id="no discretion turned round"),
        pytest.param(lambda: Exclusion(rule=Discretion(rule=AGE)), id="exclusion of discretion"),
        pytest.param(lambda: Exclusion(rule=Exclusion(rule=AGE)), id="exclusion twice"),
        pytest.param(lambda: Prerequisite(rule=Exclusion(rule=AGE)), id="mixed"),
        pytest.param(lambda: Discretion(rule=Discretion(rule=AGE)), id="discretion twice"),
        pytest.param(
            lambda: Not(rule=AnyOf(parts=(AGE, LevelAmong(codes=frozenset({"targeted"}))))),
            id="guidance inside a group",
        ),
    ],
)
def test_combinations_that_say_nothing_clear_are_refused(make):
    with pytest.raises(NotACriterion, match=r"cannot stand here|at least one rule"):
        make()


def test_a_rule_that_is_not_understood_may_stand_anywhere():
    unread = NotUnderstood(stored_kind="x")

    for rule in (Not(rule=unread), Exclusion(rule=unread), AllOf(parts=(unread,))):
        assert rule.met(Situation(), ON) is Met.UNKNOWN


@pytest.mark.parametrize(
    ("rule", "known", "part"),
    [
        pytest.param(AnyOf(parts=(AGE, CARE)), {}, Part.FOR, id="whom it is for"),
        pytest.param(Exclusion(rule=AnyOf(parts=(AGE, CARE))), {}, Part.EXCLUSION, id="refused"),
        pytest.param(
            Prerequisite(rule=AllOf(parts=(AGE, CARE))), {}, Part.PREREQUISITE, id="first"
        ),
        pytest.param(
            Exclusion(rule=NotUnderstood(stored_kind="x")), {}, Part.EXCLUSION, id="not understood"
        ),
        pytest.param(Discretion(rule=Exclusion(rule=CARE)), {}, Part.EXCLUSION, id="an exception"),
        pytest.param(Anyone(), {}, Part.FOR, id="anyone"),
    ],
)
def test_a_finding_says_what_the_rule_is_for(rule, known, part):
    assert find(rule, **known).part is part


def test_rules_that_look_at_nothing_say_their_kind():
    assert find(Anyone()).kind == "anyone"
    assert find(NotUnderstood(stored_kind="canary")).kind == "not_understood"
