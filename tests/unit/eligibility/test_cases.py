"""The cases written by hand in cases/cases.csv, one by one; and that they reach every rule."""

from collections import Counter
from dataclasses import fields, is_dataclass

import pytest

from eligibility import CRITERIA, Criterion, Met, assess, contradictions, sentences_of
from eligibility.criteria import NotUnderstood
from tests.unit.eligibility.written_cases import NAMES, SERVICES, cases

CASES = cases()


@pytest.mark.parametrize("name", SERVICES)
def test_the_rules_of_an_example_service_read_back_as_the_table_says(name):
    says, rules = SERVICES[name]

    assert sentences_of(rules, names=NAMES) == says


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_service_answers_as_written(case):
    _, rules = SERVICES[case.service]

    found = assess(rules, case.situation, on=case.day, names=NAMES)

    assert found.verdict == case.verdict
    assert {question.fact for question in found.questions} == case.asks
    assert (found.near_miss.sentence if found.near_miss else "") == case.near_miss
    assert case.reasons
    for met, words in case.reasons:
        assert any(words in said for said in said_of(found, Met(met))), (met, words)


def said_of(assessment, met):
    """Every reason with that answer, and every one inside it."""
    every = [inner for reason in assessment.reasons for inner in (reason, *reason.reasons())]
    return [f"{found.sentence} {found.way_on}" for found in every if found.met is met]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_hardly_goes_together_is_pointed_out_as_written(case):
    said = contradictions(case.situation, on=case.day)

    assert len(said) == bool(case.check)
    assert all(case.check in sentence for sentence in said)


def test_no_case_is_written_twice():
    assert len(CASES) >= 200
    assert len({str(case) for case in CASES}) == len(CASES)
    assert len({(case.service, case.situation, case.day) for case in CASES}) == len(CASES)


def test_every_kind_of_rule_and_every_answer_has_cases():
    stored = {kind for _, rules in SERVICES.values() for rule in rules for kind in kinds(rule)}
    answers = Counter(met for case in CASES for met, _ in case.reasons)
    verdicts = Counter(case.verdict for case in CASES)

    assert stored >= {*CRITERIA, NotUnderstood.kind}
    assert min(answers[met.value] for met in Met) >= 50
    assert min(verdicts.values()) >= 50
    assert {case.service for case in CASES} == SERVICES.keys()


def kinds(rule):
    """The kind of a rule and of every rule inside it."""
    values = (getattr(rule, field.name) for field in fields(rule)) if is_dataclass(rule) else ()
    inside = [part for value in values for part in (value if isinstance(value, tuple) else [value])]
    found = [kinds(part) for part in inside if isinstance(part, Criterion)]
    return {rule.kind}.union(*found)
