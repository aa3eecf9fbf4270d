"""What comes first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import ranking
from tests.unit.eligibility.drawn import law

WORST = {"clues": 1, "by_term": 0, "asked": 2, "text": 0.1, "points": 0.0}


def score(**facts):
    return ranking.score(**(WORST | facts))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(
            {"clues": 2},
            {"by_term": 1, "text": 1.0, "points": 4.0},
            id="more clues, whatever else is said",
        ),
        pytest.param({"by_term": 1}, {}, id="a need it names before a word it uses"),
        pytest.param({"by_term": 1, "text": 0.5}, {"by_term": 1}, id="then more about the words"),
        pytest.param(
            {"text": 0.9}, {"by_term": 0, "text": 0.1}, id="text tells, where no need does"
        ),
        pytest.param(
            {"points": ranking.KNOWN_FIT}, {"points": 0.6}, id="known to fit before checked lately"
        ),
    ],
)
def test_comes_first(better, worse):
    assert score(**better) > score(**worse)


def standing(term):
    return next(p.points for p in ranking.STANDING if term in p.terms)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param("freshness:current", "space:has_places", id="freshness before space"),
        pytest.param("space:has_places", "space:ask_first", id="places before ask first"),
        pytest.param("space:ask_first", "space:full", id="ask first before full"),
        pytest.param("space:full", "closed:temporarily", id="full before closed for now"),
    ],
)
def test_what_a_service_says_of_itself(better, worse):
    assert standing(better) > standing(worse)


def test_all_points_together_are_worth_less_than_one_clue():
    groups = [frozenset({"age:14"}), frozenset({"near:BS99"})]
    needs = [f"need:{n}" for n in range(10)]
    asked = ranking.preferences(fits=groups, local=frozenset({"near:BS99"}), needs=needs)
    points = sum(p.points for p in asked if p.points > 0)

    assert points + ranking.BY_TERM + ranking.TEXT < ranking.CLUE


def test_only_what_was_asked_can_fit():
    assert ranking.preferences() == ranking.STANDING
    assert ranking.preferences(fits=[frozenset()]) == ranking.STANDING


def test_the_first_need_of_a_phrase_is_meant_most():
    first, second, *_ = ranking.preferences(needs=["need:school_avoidance", "need:anxiety_mood"])

    assert first.terms == {"need:school_avoidance"}
    assert first.points > second.points > 0


def test_a_rare_word_tells_more_than_a_common_one():
    assert ranking.rarity(100, 1) > ranking.rarity(100, 50) > 0


def test_a_long_text_must_use_a_word_more():
    assert ranking.length_norm(400, 100) > ranking.length_norm(100, 100)
    assert ranking.length_norm(100, 0) == ranking.length_norm(100, 100)


NEAR, SERVING = frozenset({"near:a", "near:b"}), frozenset({"serves:x", "serves:y"})
WANTED = ranking.Wanted(
    yes=frozenset({"rule:1", "rule:2"}),
    unsettled=frozenset({"rule:3"}),
    matching=(frozenset({"need:a"}), frozenset({"need:b"}), frozenset({"strength:a"})),
    near=NEAR,
    serving=SERVING,
    remote=frozenset({"delivery:online"}),
    comes=frozenset({"delivery:online", "delivery:outreach"}),
    can_travel=False,
    unsafe=frozenset({"held_in:a"}),
    safe=frozenset({"held_in:b"}),
)
TERMS = sorted(
    {
        term
        for steps in ranking.steps_for(WANTED).values()
        for step in steps
        for term in step.terms | step.unless
    }
)


def points_of(prefer, terms):
    return sum(p.points for p in prefer if p.terms & terms and not p.unless & terms)


def digits(steps, terms):
    """What a service has in each band, from the first to the last."""
    return [
        sum(
            step.points
            for step in steps.get(band, ())
            if step.terms & terms and not step.unless & terms
        )
        for band in ranking.Band
    ]


@law
@given(
    one=st.frozensets(st.sampled_from(TERMS)),
    other=st.frozensets(st.sampled_from(TERMS)),
    can_travel=st.booleans(),
    words=st.tuples(*[st.floats(0, 1)] * 2),
)
def test_a_higher_band_outranks_all_below_it_together(one, other, can_travel, words):
    wanted = replace(WANTED, can_travel=can_travel)
    order, steps = ranking.order_for(wanted, clues=3), ranking.steps_for(wanted)
    above = digits(steps, one) > digits(steps, other)
    scores = [
        ranking.score(
            clues=round(3 * word),
            by_term=round(3 * word),
            asked=3,
            text=word,
            points=points_of(order.prefer, terms),
            worth=order.words_worth,
        )
        for terms, word in zip((one, other), words, strict=True)
    ]

    if digits(steps, one) != digits(steps, other):
        assert (scores[0] > scores[1]) is above
        assert abs(scores[0] - scores[1]) * ranking.STEPS >= 1


def standing_before(better, worse, wanted=WANTED):
    order = ranking.order_for(wanted, clues=1)
    return points_of(order.prefer, frozenset(better)) > points_of(order.prefer, frozenset(worse))


SAYS_YES = ("rule:1", "need:a", "near:a", "space:has_places")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(["rule:1"], ["rule:1", "rule:3", *SAYS_YES], id="nothing left to ask"),
        pytest.param(["need:a", "need:b"], ["need:a", "near:a"], id="two needs before one, near"),
        pytest.param(["strength:a"], [], id="a strength counts like a need"),
        pytest.param(["held_in:b"], ["held_in:a", "near:a"], id="safe before near"),
        pytest.param(["held_in:a", "held_in:b"], ["held_in:a"], id="one of its places is safe"),
        pytest.param(["held_in:a", "delivery:online"], ["held_in:a"], id="online is safe"),
        pytest.param(["delivery:outreach"], ["serves:x"], id="comes to them, who cannot travel"),
        pytest.param(["near:a"], ["serves:x"], id="near before there for them"),
        pytest.param(
            ["serves:x", "delivery:online"],
            ["serves:everywhere", "delivery:online"],
            id="there before afar",
        ),
        pytest.param(
            ["serves:everywhere"], ["serves:not_stated"], id="everywhere before not stated"
        ),
        pytest.param(["serves:not_stated"], [], id="not stated before elsewhere"),
        pytest.param(["space:has_places"], ["space:ask_first"], id="places before ask first"),
        pytest.param(["space:not_confirmed"], ["space:waiting_list"], id="not known before a list"),
        pytest.param(["space:waiting_list"], ["space:full"], id="a waiting list before full"),
        pytest.param(
            ["space:full"], ["space:has_places", "closed:temporarily"], id="full before closed"
        ),
        pytest.param(
            ["space:waiting_list"], ["space:full", "wait:short"], id="space before the wait"
        ),
        pytest.param(["wait:short"], [], id="a short wait before one not known"),
        pytest.param([], ["wait:long"], id="not known before a long wait"),
        pytest.param(["wait:short"], ["freshness:current"], id="the wait before freshness"),
        pytest.param(
            ["freshness:current", "tested:unknown"], ["tested:well"], id="freshness before evidence"
        ),
        pytest.param(["tested:well"], ["tested:some"], id="well before some"),
        pytest.param(["tested:some"], ["tested:unknown"], id="some before not known"),
        pytest.param(["tested:unknown"], ["tested:not_helping"], id="not known before no good"),
    ],
)
def test_stands_before(better, worse):
    assert standing_before(better, worse)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        pytest.param(["tested:unknown"], ["tested:early"], WANTED, id="not known is not low"),
        pytest.param(
            ["serves:everywhere"],
            ["serves:not_stated"],
            replace(WANTED, near=frozenset(), serving=frozenset()),
            id="no place is known, so none is near",
        ),
        pytest.param(
            ["delivery:outreach", "serves:x"],
            ["serves:x"],
            replace(WANTED, can_travel=True),
            id="who can travel needs nobody to come",
        ),
    ],
)
def test_stands_level(one, other, wanted):
    assert not standing_before(one, other, wanted)
    assert not standing_before(other, one, wanted)


def test_points_are_whole_and_fit_into_the_number_that_orders_them():
    many = replace(WANTED, matching=tuple(frozenset({f"need:{n}"}) for n in range(80)))
    order = ranking.order_for(many, clues=12)
    listings = 1_000_000

    assert all(preference.points == int(preference.points) for preference in order.prefer)
    assert sum(abs(p.points) for p in order.prefer) * ranking.STEPS * listings < 2**63
