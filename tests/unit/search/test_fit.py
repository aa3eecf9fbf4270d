"""What fits a situation, found by terms, is what the rules themselves say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility import Level, Situation, Verdict, verdict_of
from eligibility.combined import Wrapped
from eligibility.criteria import (
    AgeBetween,
    AllOf,
    AnyOf,
    InArea,
    LevelAmong,
    NotUnderstood,
)
from eligibility.verdicts import spread
from search.fit import fit_of
from search.rules import rule_of, rule_terms
from tests.unit.eligibility.drawn import criteria, days, law, rules, situations

TODAY = date(2026, 11, 2)
TEENS = AgeBetween(lowest=11, highest=17)
TARGETED = LevelAmong(codes=frozenset({"targeted"}))


def codes_of(*services):
    return {term.removeprefix("rule:") for rules in services for term in rule_terms(rules)}


@law
@given(services=st.lists(criteria, max_size=4), asked=situations, day=days)
def test_every_verdict_is_that_of_the_rules_themselves(services, asked, day):
    fit = fit_of(codes_of(*services), asked, on=day)

    for each in services:
        assert fit.verdict(rule_terms(each)) is verdict_of(each, asked, on=day)


@law
@given(rule=rules)
def test_a_term_is_read_back_as_its_rule(rule):
    terms = rule_terms([rule])

    assert all(term.split() == [term] for term in terms)
    read = {rule_of(term.removeprefix("rule:")) for term in terms}
    assert read == {_as_not_understood(each) for each in spread([rule])}


def _as_not_understood(rule):
    """What was not understood is read so again, whatever kind it was stored as."""
    match rule:
        case NotUnderstood():
            return NotUnderstood(stored_kind="not_understood")
        case AllOf() | AnyOf():
            return type(rule)(parts=tuple(_as_not_understood(part) for part in rule.parts))
        case Wrapped():
            return type(rule)(rule=_as_not_understood(rule.rule))
        case _:
            return rule


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        pytest.param(NotUnderstood(stored_kind="moon_phase"), Verdict.ASK_FIRST, id="by itself"),
        pytest.param(
            AnyOf(parts=(NotUnderstood(stored_kind="can_travel"), TEENS)),
            Verdict.CAN_PROBABLY_HELP,
            id="beside one that says yes",
        ),
    ],
)
def test_a_rule_that_was_not_understood_leaves_it_open(rule, verdict):
    fit = fit_of(codes_of([rule]), Situation(age=13, can_travel=True), on=TODAY)

    assert fit.verdict(rule_terms([rule])) is verdict


@pytest.mark.parametrize(
    "code", ["", "{", "%FF", "[]", "null", '{"kind":"moon_phase"}', "[" * 9999]
)
def test_what_no_rule_wrote_is_not_understood(code):
    assert isinstance(rule_of(code), NotUnderstood)


def test_without_any_rule_ask_first():
    fit = fit_of(codes_of([TEENS]), Situation(age=13), on=TODAY)

    assert fit.verdict(frozenset({"need:trauma"})) is Verdict.ASK_FIRST


@pytest.mark.parametrize(
    ("level", "unsettled"),
    [
        pytest.param(None, False, id="nobody was asked"),
        pytest.param(Level.UNIVERSAL, True, id="another level"),
    ],
)
def test_guidance_is_unsettled_only_where_somebody_was_asked(level, unsettled):
    fit = fit_of(codes_of([TARGETED]), Situation(level=level), on=TODAY)

    assert bool(fit.unsettled) is unsettled
    assert not fit.yes | fit.no


def test_equal_rules_are_one_term_whatever_the_order_of_their_codes():
    wards = ("E05000001", "E05000002", "E05000003")

    assert (
        len(rule_terms([InArea(wards=frozenset(wards)), InArea(wards=frozenset(wards[::-1]))])) == 1
    )
