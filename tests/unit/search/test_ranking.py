"""What comes first."""

import pytest

from search import ranking

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
