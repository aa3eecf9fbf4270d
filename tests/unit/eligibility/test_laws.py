"""What holds for every situation and every rule, drawn by Hypothesis."""

from dataclasses import fields, replace
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from eligibility import (
    CRITERIA,
    Met,
    Place,
    PlainNames,
    Situation,
    Verdict,
    assess,
    sentence_of,
    verdict_of,
)
from eligibility.ages import possible_ages
from eligibility.criteria import AllOf, AnyOf, Discretion, Not
from eligibility.criterion import Asked
from eligibility.questions import MOST_QUESTIONS
from eligibility.verdicts import spread
from tests.unit.eligibility import drawn
from tests.unit.eligibility.drawn import law

NAMES = PlainNames()
SETTLED = {Met.YES, Met.NO}


def finding(rule, situation, on):
    return rule.find(Asked(situation=situation, on=on, names=NAMES))


def more_known(less, more):
    """``less``, with what was not asked filled in from ``more``."""
    filled = {}
    for field in fields(Situation):
        had, given = getattr(less, field.name), getattr(more, field.name)
        if isinstance(had, Place) and isinstance(given, Place):
            filled[field.name] = Place(
                **{
                    part.name: getattr(given, part.name)
                    if getattr(had, part.name) is None
                    else getattr(had, part.name)
                    for part in fields(Place)
                }
            )
        else:
            filled[field.name] = given if had is None else had
    return Situation(**filled)


@law
@given(rule=drawn.rules, less=drawn.situations, more=drawn.situations, on=drawn.days)
def test_more_knowledge_never_turns_a_finding_round(rule, less, more, on):
    before, after = rule.met(less, on), rule.met(more_known(less, more), on)

    assert {before, after} != SETTLED


@law
@given(rule=drawn.rules, less=drawn.situations, more=drawn.situations, on=drawn.days)
def test_more_knowledge_leaves_a_settled_finding_settled(rule, less, more, on):
    known = more_known(less, more)
    if len(possible_ages(known, on=on)) > 1:
        known = replace(known, birth_month=less.birth_month, school_year=less.school_year)
        known = replace(known, age=less.age)
    before = rule.met(less, on)

    assert before is Met.UNKNOWN or rule.met(known, on) is before


@law
@given(rules=drawn.criteria, less=drawn.situations, more=drawn.situations, on=drawn.days)
def test_more_knowledge_never_turns_a_verdict_round(rules, less, more, on):
    before = verdict_of(rules, less, on=on)
    after = verdict_of(rules, more_known(less, more), on=on)

    assert {before, after} != {Verdict.CAN_PROBABLY_HELP, Verdict.NOT_SET_UP}


@law
@given(data=st.data(), situation=drawn.situations, on=drawn.days)
def test_findings_do_not_depend_on_the_order_of_rules(data, situation, on):
    group = data.draw(st.sampled_from([AllOf, AnyOf]))
    parts = data.draw(st.lists(drawn.single_rules, min_size=1, max_size=4))
    mixed = data.draw(st.permutations(parts))

    one, other = (finding(group(parts=tuple(order)), situation, on) for order in (parts, mixed))

    assert one.met is other.met
    assert one.asks == other.asks
    assert set(one.reasons()) == set(other.reasons())


@law
@given(data=st.data(), rules=drawn.criteria, situation=drawn.situations, on=drawn.days)
def test_an_assessment_does_not_depend_on_the_order_of_rules(data, rules, situation, on):
    mixed = data.draw(st.permutations(rules))

    one, other = (assess(order, situation, on=on) for order in (rules, mixed))

    assert one.verdict is other.verdict
    assert set(one.reasons) == set(other.reasons)
    assert one.near_miss == other.near_miss
    assert {asked.fact for asked in one.questions} == {asked.fact for asked in other.questions}


@law
@given(rules=drawn.criteria.filter(bool), situation=drawn.situations, on=drawn.days)
def test_one_group_of_all_is_the_same_as_its_parts(rules, situation, on):
    assert assess((AllOf(parts=rules),), situation, on=on) == assess(rules, situation, on=on)


@law
@given(rule=drawn.plain_rules, situation=drawn.situations, on=drawn.days)
def test_not_twice_is_the_rule_itself(rule, situation, on):
    twice = Not(rule=Not(rule=rule))

    assert finding(twice, situation, on) == finding(rule, situation, on)
    assert twice.met(situation, on) is rule.met(situation, on)
    assert sentence_of(twice) == sentence_of(rule)


@law
@given(
    parts=st.lists(drawn.plain_rules, min_size=1, max_size=3).map(tuple),
    situation=drawn.situations,
    on=drawn.days,
)
def test_not_all_is_any_not(parts, situation, on):
    turned = tuple(Not(rule=part) for part in parts)

    not_all = finding(Not(rule=AllOf(parts=parts)), situation, on)
    any_not = finding(AnyOf(parts=turned), situation, on)

    assert (not_all.met, set(not_all.reasons())) == (any_not.met, set(any_not.reasons()))


@law
@given(rule=drawn.rules, situation=drawn.situations, on=drawn.days)
def test_the_quick_answer_is_the_answer_with_reasons(rule, situation, on):
    assert rule.met(situation, on) is finding(rule, situation, on).met


@law
@given(rules=drawn.criteria, situation=drawn.situations, on=drawn.days)
def test_every_no_and_every_unknown_has_a_reason_and_a_way_on(rules, situation, on):
    reasons = assess(rules, situation, on=on).reasons
    every = [inner for reason in reasons for inner in (reason, *reason.reasons())]

    assert every
    assert all(found.sentence[0].isupper() and found.sentence.endswith(".") for found in every)
    assert all(bool(found.way_on) is (found.met is not Met.YES) for found in every)
    assert all(not found.asks or found.met is Met.UNKNOWN for found in every)


@law
@given(rule=drawn.plain_rules | drawn.meant_rules, situation=drawn.situations, on=drawn.days)
def test_discretion_turns_a_no_into_ask_and_nothing_else(rule, situation, on):
    strict, lenient = rule.met(situation, on), Discretion(rule=rule).met(situation, on)

    assert lenient is (Met.UNKNOWN if strict is Met.NO else strict)


@law
@given(rule=drawn.guidance, situation=drawn.situations, on=drawn.days)
def test_guidance_never_says_no(rule, situation, on):
    assert rule.met(situation, on) is not Met.NO


@law
@given(rules=drawn.criteria, situation=drawn.situations, on=drawn.days)
def test_every_question_can_change_the_verdict(rules, situation, on):
    assessment = assess(rules, situation, on=on)
    asked = [question.fact for question in assessment.questions]
    answers = {}
    for rule in rules:
        for leaf in rule.leaves():
            for answer in leaf.answers(situation):
                answers.setdefault(answer.fact, []).append(answer.fields)
    open_facts = {fact for reason in assessment.reasons for fact in reason.asks}

    def verdict(*given_answers):
        merged = {name: value for one in given_answers for name, value in one.items()}
        return verdict_of(rules, situation.filled(merged), on=on)

    def decides(fact):
        others = [[{}, *answers[other]] for other in open_facts - {fact}]
        return any(
            verdict(*context) is not verdict(*context, answer)
            for context in product(*others)
            for answer in answers[fact]
        )

    assert len(asked) == len(set(asked)) <= MOST_QUESTIONS
    assert assessment.verdict is Verdict.ASK_FIRST or not asked
    assert all(decides(fact) for fact in asked)


@law
@given(rules=drawn.criteria, situation=drawn.situations, on=drawn.days)
def test_what_decides_alone_is_asked_unless_five_decide_more(rules, situation, on):
    assessment = assess(rules, situation, on=on)
    asked = {question.fact for question in assessment.questions}
    open_facts = {fact for reason in assessment.reasons for fact in reason.asks}
    decisive = {
        answer.fact
        for rule in rules
        for leaf in rule.leaves()
        for answer in leaf.answers(situation)
        if answer.fact in open_facts
        and verdict_of(rules, situation.filled(answer.fields), on=on) is not assessment.verdict
    }

    wanted = assessment.verdict is Verdict.ASK_FIRST
    assert not wanted or decisive <= asked or len(asked) == MOST_QUESTIONS


@law
@given(
    rules=st.lists(drawn.near_rules, min_size=1, max_size=2).map(tuple),
    situation=drawn.known_situations,
    on=drawn.days,
)
def test_a_near_miss_is_one_rule_away_and_works(rules, situation, on):
    near = assess(rules, situation, on=on).near_miss
    assume(near is not None)

    assert verdict_of(rules, situation, on=on) is Verdict.NOT_SET_UP
    assert verdict_of(rules, near.situation, on=on) is not Verdict.NOT_SET_UP
    assert [rule.met(situation, on) for rule in spread(rules)].count(Met.NO) == 1
    changed = [
        field.name
        for field in fields(Situation)
        if getattr(near.situation, field.name) != getattr(situation, field.name)
    ]
    assert len({"age" if it in {"birth_month", "school_year"} else it for it in changed}) == 1


@law
@given(one=drawn.plain_leaves, other=drawn.plain_leaves)
def test_different_rules_read_differently(one, other):
    assume(one != other)

    assert sentence_of(one) != sentence_of(other)


@law
@given(rule=drawn.rules)
def test_a_rule_can_be_rebuilt_from_its_kind_and_its_fields(rule):
    assume(rule.kind in CRITERIA)
    stored = {field.name: getattr(rule, field.name) for field in fields(rule)}

    rebuilt = CRITERIA[rule.kind](**stored)

    assert rebuilt == rule
    assert sentence_of(rebuilt) == sentence_of(rule)
