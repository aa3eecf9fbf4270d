"""Rules read back."""

import pytest

from eligibility import Naming, PlainNames, sentence_of, sentences_of
from eligibility.criteria import (
    AccessProvided,
    AgeBetween,
    AllOf,
    AnyOf,
    Anyone,
    CareStatusAmong,
    Discretion,
    Exclusion,
    InArea,
    LevelAmong,
    Not,
    NotUnderstood,
    ParentAgrees,
    Prerequisite,
    ReferredBySector,
    Route,
    SpeaksOneOf,
    SuspendedThisTerm,
)

NAMES = PlainNames({Naming.PLACE: {"E1": "Stockwood", "B": "Bristol", "x/y": "South"}})
AGE = AgeBetween(lowest=11, highest=17)
CARE = CareStatusAmong(codes=frozenset({"in_care"}))


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        pytest.param(AGE, "For people aged 11 to 17.", id="ages"),
        pytest.param(AgeBetween(lowest=16), "For people aged 16 or over.", id="no highest"),
        pytest.param(AgeBetween(highest=5), "For people aged 5 or under.", id="no lowest"),
        pytest.param(AgeBetween(lowest=9, highest=9), "For people aged 9.", id="one age"),
        pytest.param(
            InArea(
                wards=frozenset({"E1"}),
                authorities=frozenset({"B"}),
                areas=frozenset({"x/y"}),
                routes=frozenset(Route),
            ),
            "For people who live or go to school or have their GP in Bristol, South or Stockwood.",
            id="places",
        ),
        pytest.param(
            SuspendedThisTerm(), "For people suspended once or more this term.", id="suspended"
        ),
        pytest.param(
            ReferredBySector(codes=frozenset({"police", "health"})),
            "For people referred by a health worker or the police.",
            id="sectors",
        ),
        pytest.param(
            LevelAmong(codes=frozenset({"early_help"})),
            "Its usual level of help: a bit of extra help.",
            id="level",
        ),
        pytest.param(SpeaksOneOf(codes=frozenset({"so"})), "It works in so.", id="language"),
        pytest.param(
            AccessProvided(codes=frozenset({"quiet_space"})),
            "It says that it has quiet space.",
            id="a code without a name is its own",
        ),
        pytest.param(Anyone(), "For anyone.", id="anyone"),
        pytest.param(Not(rule=AGE), "Not for people aged 11 to 17.", id="not"),
        pytest.param(Exclusion(rule=CARE), "Cannot take people who are in care.", id="exclusion"),
        pytest.param(
            Prerequisite(rule=ParentAgrees()),
            "Starts only for young people whose parent or carer agrees to it.",
            id="prerequisite",
        ),
        pytest.param(
            Prerequisite(rule=Not(rule=CARE)),
            "Does not start for people who are in care.",
            id="prerequisite turned round",
        ),
        pytest.param(
            Exclusion(rule=Not(rule=CARE)),
            "Can only take people who are in care.",
            id="exclusion turned round",
        ),
        pytest.param(
            Discretion(rule=AGE),
            "For people aged 11 to 17, but it can make exceptions.",
            id="discretion",
        ),
        pytest.param(
            AnyOf(parts=(AGE, AllOf(parts=(CARE, ParentAgrees())))),
            "Any of these (for people aged 11 to 17; all of these (for people who are in care; "
            "for young people whose parent or carer agrees to it)).",
            id="a group in a group",
        ),
        pytest.param(
            Not(rule=AnyOf(parts=(AGE, CARE))),
            "All of these (not for people aged 11 to 17; not for people who are in care).",
            id="not any is all not",
        ),
        pytest.param(
            NotUnderstood(stored_kind="x"), "A rule that cannot be checked here.", id="unread"
        ),
    ],
)
def test_a_rule_is_read_back_in_a_sentence(rule, sentence):
    assert sentence_of(rule, names=NAMES) == sentence


def test_rules_are_read_back_one_by_one_and_groups_of_all_part_by_part():
    rules = (AGE, AllOf(parts=(CARE, AllOf(parts=(Anyone(),)))))

    assert sentences_of(rules) == (
        "For people aged 11 to 17.",
        "For people who are in care.",
        "For anyone.",
    )
