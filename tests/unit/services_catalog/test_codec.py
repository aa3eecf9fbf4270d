"""Stored criteria ↔ objects ↔ sentences."""

import json
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility import CRITERIA, Situation, Verdict, sentences_of, verdict_of
from eligibility.criteria import AgeBetween, AllOf, Anyone, Exclusion, InArea, NotUnderstood
from services_catalog.codec import (
    DEEPEST,
    READERS,
    CriteriaInvalid,
    checked_criteria,
    read_criteria,
    stored_criteria,
)
from tests.factories import TODAY
from tests.unit.eligibility.drawn import criteria, law

FUTURE = {"kind": "from_the_future", "depth": 3}
AGES = {"kind": "age_between", "lowest": 11, "highest": 17}


def nested(depth):
    rule = {"kind": "can_travel"}
    for _ in range(depth - 1):
        rule = {"kind": "not", "rule": rule}
    return rule


def knows_every_kind(drawn):
    return "from_the_future" not in repr(drawn)


@given(criteria.filter(knows_every_kind))
@law
def test_what_is_stored_is_read_back_the_same(drawn):
    kept = json.loads(json.dumps(stored_criteria(drawn)))

    assert read_criteria(kept) == checked_criteria(kept) == drawn
    assert sentences_of(read_criteria(kept)) == sentences_of(drawn)
    assert stored_criteria(read_criteria(kept)) == kept


@given(criteria.filter(lambda drawn: not knows_every_kind(drawn)))
@law
def test_what_is_not_understood_is_never_written(drawn):
    with pytest.raises(CriteriaInvalid, match="from_the_future"):
        stored_criteria(drawn)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: (
        st.lists(inside)
        | st.dictionaries(st.text(), inside)
        | st.fixed_dictionaries(
            {"kind": st.sampled_from(sorted(CRITERIA))},
            optional=dict.fromkeys(("codes", "rule", "parts", "lowest", "wards"), inside),
        )
    ),
)


@given(st.lists(json_values) | json_values)
@law
def test_reading_never_fails_and_what_was_understood_can_be_stored(stored):
    unread = []
    read = read_criteria(stored, unread=unread)

    assert isinstance(sentences_of(read), tuple)
    if not unread:
        assert read_criteria(stored_criteria(read)) == read


@pytest.mark.parametrize("kind", CRITERIA.values(), ids=str)
def test_every_field_of_every_kind_can_be_read(kind):
    assert is_dataclass(kind)
    assert [field.name for field in fields(kind) if field.type not in READERS] == []


@pytest.mark.parametrize(
    ("rule", "stored"),
    [
        pytest.param(AgeBetween(lowest=11, highest=17), AGES, id="ages"),
        pytest.param(Anyone(), {"kind": "anyone"}, id="no fields"),
        pytest.param(
            InArea(wards=frozenset({"b", "a"})),
            {"kind": "in_area", "routes": ["home"], "wards": ["a", "b"], "authorities": [],
             "areas": []},
            id="sets are lists in order, and defaults are written",
        ),
        pytest.param(
            AllOf(parts=(Exclusion(rule=AgeBetween(lowest=18)),)),
            {"kind": "all_of", "parts": [
                {"kind": "exclusion",
                 "rule": {"kind": "age_between", "lowest": 18, "highest": None}}]},
            id="rules inside rules",
        ),
    ],
)  # fmt: skip
def test_is_stored_like_this(rule, stored):
    assert stored_criteria([rule]) == [stored]


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        pytest.param(FUTURE, "no kind of rule called “from_the_future”", id="kind"),
        pytest.param({"lowest": 3}, "has a kind", id="no kind"),
        pytest.param("anyone", "has a kind", id="not an object"),
        pytest.param({"kind": 7}, "has a kind", id="kind is a number"),
        pytest.param({"kind": "not_understood", "stored_kind": "x"}, "no kind", id="the stand-in"),
        pytest.param(AGES | {"except": 12}, "has no except", id="a field more"),
        pytest.param({"kind": "need_among"}, "needs codes", id="a field less"),
        pytest.param(AGES | {"lowest": "11"}, "whole number", id="text for a number"),
        pytest.param(AGES | {"lowest": True}, "whole number", id="yes for a number"),
        pytest.param(AGES | {"lowest": 18}, "the lowest first", id="ages that cannot be"),
        pytest.param({"kind": "need_among", "codes": "debt"}, "a list", id="text for a list"),
        pytest.param({"kind": "need_among", "codes": [1]}, "as text", id="number for a code"),
        pytest.param({"kind": "send_among", "codes": ["x"]}, "Not in the list: x", id="code"),
        pytest.param({"kind": "in_area", "wards": ["a"], "routes": ["sea"]}, "home", id="route"),
        pytest.param({"kind": "not", "rule": {"kind": "anyone"}}, "cannot stand", id="not plain"),
        pytest.param(nested(DEEPEST + 1), "inside each other", id="too deep"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_kept_apart(stored, problem):
    with pytest.raises(CriteriaInvalid, match=problem):
        checked_criteria([AGES, stored])
    unread = []
    read = read_criteria([AGES, stored], unread=unread)

    assert read[0] == AgeBetween(lowest=11, highest=17)
    assert len(unread) == 1
    assert verdict_of(read, Situation(age=12), on=TODAY) is Verdict.ASK_FIRST


def test_rules_may_be_as_deep_as_the_limit():
    assert len(checked_criteria([nested(DEEPEST)])) == 1


def test_a_rule_inside_is_kept_apart_and_the_rest_is_read():
    unread = []
    [read] = read_criteria([{"kind": "any_of", "parts": [AGES, FUTURE]}], unread=unread)

    assert read.parts == (
        AgeBetween(lowest=11, highest=17),
        NotUnderstood(stored_kind="from_the_future"),
    )
    assert unread == ["from_the_future"]


def test_rules_are_a_list():
    with pytest.raises(CriteriaInvalid, match="as a list"):
        checked_criteria({"kind": "anyone"})
    assert read_criteria(None) == (NotUnderstood(stored_kind=""),)
