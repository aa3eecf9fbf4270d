"""The verdict, the reasons and the questions of whole services."""

from datetime import date
from itertools import permutations

import pytest

from eligibility import (
    Fact,
    Level,
    Met,
    Place,
    Situation,
    Verdict,
    assess,
)
from eligibility.criteria import (
    AgeBetween,
    AllOf,
    AnyOf,
    Anyone,
    AttendanceAmong,
    CanTravel,
    CareStatusAmong,
    Discretion,
    Exclusion,
    GenderAmong,
    InArea,
    LevelAmong,
    NotUnderstood,
    ParentAgrees,
    Route,
    SendAmong,
)

ON = date(2026, 10, 1)
AGE = AgeBetween(lowest=11, highest=17)
STOCKWOOD = InArea(wards=frozenset({"E1"}))
HOME_OR_SCHOOL = InArea(wards=frozenset({"E1"}), routes=frozenset({Route.HOME, Route.SCHOOL}))
IN_KNOWLE = Place(ward="E2", authority="B", areas=frozenset())
CARE = CareStatusAmong(codes=frozenset({"in_care"}))
HELP = LevelAmong(codes=frozenset({"targeted"}))
ASK, CAN, NOT = Verdict.ASK_FIRST, Verdict.CAN_PROBABLY_HELP, Verdict.NOT_SET_UP


def assessed(rules, **known):
    return assess(rules, Situation(**known), on=ON)


@pytest.mark.parametrize(
    ("rules", "known", "verdict"),
    [
        pytest.param((), {"age": 12}, ASK, id="nobody said who it is for"),
        pytest.param((Anyone(),), {}, CAN, id="open to all"),
        pytest.param((AGE,), {"age": 12}, CAN, id="one rule fits"),
        pytest.param((AGE,), {}, ASK, id="one rule, not asked"),
        pytest.param((AGE,), {"age": 10}, NOT, id="one rule refuses"),
        pytest.param((AGE, STOCKWOOD), {"age": 10}, NOT, id="one NO decides, whatever is unknown"),
        pytest.param((STOCKWOOD, AGE), {"age": 12}, ASK, id="one is still unknown"),
        pytest.param((HELP,), {}, ASK, id="guidance alone does not make it fit"),
        pytest.param((HELP,), {"level": Level.TARGETED}, CAN, id="unless it matches"),
        pytest.param((AllOf(parts=(AGE, HELP)),), {"age": 12}, CAN, id="guidance in a group"),
        pytest.param((AGE, NotUnderstood(stored_kind="x")), {"age": 12}, ASK, id="a rule unread"),
        pytest.param((AGE, Discretion(rule=CARE)), {"age": 12, "care": "none"}, ASK, id="discreet"),
    ],
)
def test_verdict(rules, known, verdict):
    assert assessed(rules, **known).verdict is verdict


def test_a_service_without_rules_says_so_and_whom_to_ask():
    [reason] = assessed((), age=12).reasons

    assert (reason.met, reason.kind) == (Met.UNKNOWN, "nothing_said")
    assert reason.sentence == "Nobody has said who it is for."
    assert reason.way_on == "Ask the service who it is for."


def test_there_is_one_reason_for_each_rule_in_their_order():
    reasons = assessed((AGE, Exclusion(rule=CARE), HELP), age=10, care="none").reasons

    assert [(found.kind, found.met) for found in reasons] == [
        ("age_between", Met.NO),
        ("care_status_among", Met.YES),
        ("level_among", Met.UNKNOWN),
    ]


@pytest.mark.parametrize(
    ("rules", "known", "asked"),
    [
        pytest.param((AGE,), {}, [Fact.AGE], id="the one unknown"),
        pytest.param((AGE,), {"age": 12}, [], id="nothing to ask when it fits"),
        pytest.param((AGE, STOCKWOOD), {"age": 10}, [], id="nor when it is refused"),
        pytest.param(
            (AGE, HOME_OR_SCHOOL),
            {},
            [Fact.AGE, Fact.HOME, Fact.SCHOOL],
            id="what decides alone comes first, then what decides with others",
        ),
        pytest.param(
            (HOME_OR_SCHOOL,), {"home": IN_KNOWLE}, [Fact.SCHOOL], id="only the route that is left"
        ),
        pytest.param((AGE, HELP), {}, [Fact.AGE], id="guidance is not asked about"),
        pytest.param((HELP,), {}, [Fact.LEVEL], id="unless it is all there is"),
        pytest.param(
            (AGE, HELP), {"age": 12, "level": Level.UNIVERSAL}, [], id="only the service can say"
        ),
        pytest.param((NotUnderstood(stored_kind="x"),), {}, [], id="a rule unread: nothing to ask"),
        pytest.param(
            (AGE, NotUnderstood(stored_kind="x")), {}, [Fact.AGE], id="it could still be refused"
        ),
        pytest.param(
            (Discretion(rule=AGE), NotUnderstood(stored_kind="x")),
            {},
            [],
            id="no answer would change it",
        ),
        pytest.param(
            (Discretion(rule=AGE), Discretion(rule=CARE), Discretion(rule=ParentAgrees()),
             Discretion(rule=CanTravel())),
            {},
            [Fact.AGE, Fact.CARE, Fact.PARENT_AGREES, Fact.CAN_TRAVEL],
            id="four that decide only together",
        ),
        pytest.param(
            (AnyOf(parts=(CARE, ParentAgrees())), Exclusion(rule=AGE)),
            {"age": 9},
            [Fact.CARE, Fact.PARENT_AGREES],
            id="either is enough",
        ),
        pytest.param(
            (AGE, CARE, STOCKWOOD, Discretion(rule=ParentAgrees())),
            {},
            [Fact.AGE, Fact.HOME, Fact.CARE, Fact.PARENT_AGREES],
            id="what decides only if all else fits",
        ),
        pytest.param(
            (AnyOf(parts=(CARE, ParentAgrees())), NotUnderstood(stored_kind="x")),
            {},
            [Fact.CARE, Fact.PARENT_AGREES],
            id="either could still be, and without both it is refused",
        ),
        pytest.param(
            (AGE, AnyOf(parts=(CARE, AGE))), {"age": 12}, [], id="already enough: not asked"
        ),
    ],
)  # fmt: skip
def test_questions(rules, known, asked):
    assert [question.fact for question in assessed(rules, **known).questions] == asked


def test_the_order_of_the_rules_does_not_change_what_is_asked():
    anywhere = InArea(wards=frozenset({"E2"}), routes=frozenset(Route))
    newborn = AgeBetween(lowest=0, highest=0)
    rules = (
        Exclusion(rule=HOME_OR_SCHOOL), AnyOf(parts=(newborn, anywhere)), Exclusion(rule=newborn),
    )  # fmt: skip

    asked = [assessed(order).questions for order in permutations(rules)]

    assert all(questions == asked[0] for questions in asked)


def test_at_most_five_questions_are_asked():
    rules = (
        AGE,
        STOCKWOOD,
        CARE,
        ParentAgrees(),
        CanTravel(),
        SendAmong(codes=frozenset({"ehcp"})),
        GenderAmong(codes=frozenset({"female"})),
    )

    assert [question.fact for question in assessed(rules).questions] == [
        Fact.AGE, Fact.HOME, Fact.SEND, Fact.CARE, Fact.GENDER,
    ]  # fmt: skip


def test_a_question_says_which_rules_need_it_and_how_much_it_decides():
    rules = (AGE, Exclusion(rule=AgeBetween(lowest=16)), HOME_OR_SCHOOL)

    age, home, _ = assessed(rules).questions

    assert age.sentence == "How old are they?"
    assert age.because == (
        "It cannot take people aged 16 or over. We do not know their age yet.",
        "It is for people aged 11 to 17. We do not know their age yet.",
    )
    assert 0 < home.weight < 0.01 < age.weight <= 1


def test_what_shuts_out_more_is_asked_first():
    rules = (
        AttendanceAmong(codes=frozenset({"below_50"})),
        AgeBetween(lowest=12, highest=13),
        AgeBetween(lowest=13, highest=14),
    )

    questions = assessed(rules).questions

    assert [question.fact for question in questions] == [Fact.AGE, Fact.ATTENDANCE]
    assert questions[0].weight > questions[1].weight


def test_codes_have_names_of_their_own_where_none_are_given():
    [reason] = assess((STOCKWOOD,), Situation(home=IN_KNOWLE), on=ON).reasons

    assert reason.sentence == "It is for people who live in E1. This young person lives in E2."
