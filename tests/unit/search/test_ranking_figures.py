"""What ranking's figures come to, by hand."""

import math

import pytest

from search import ranking
from search.ranking import Band, Step, Wanted

WHERE = Wanted(
    near=frozenset({"near"}),
    serving=frozenset({"serving"}),
    remote=frozenset({"online"}),
    unsafe=frozenset({"unsafe"}),
    safe=frozenset({"safe"}),
)


@pytest.mark.parametrize(
    ("documents", "having", "told"),
    [
        pytest.param(1000, 9, math.log(100) + 1, id="few have it"),
        pytest.param(10, 9, 1.0, id="all but one have it"),
        pytest.param(10, 10, 1.0, id="all have it"),
        pytest.param(5, 10, 1.0, id="more than there are, while the index is mended"),
    ],
)
def test_how_much_a_word_tells(documents, having, told):
    assert ranking.rarity(documents, having) == pytest.approx(told)


@pytest.mark.parametrize(
    ("length", "average", "norm"),
    [
        pytest.param(100, 100, 1.2, id="as long as most"),
        pytest.param(200, 100, 2.1, id="twice as long"),
        pytest.param(0, 100, 0.3, id="empty"),
        pytest.param(7, 0, 1.2, id="no average yet"),
    ],
)
def test_how_far_length_matters(length, average, norm):
    assert ranking.length_norm(length, average) == pytest.approx(norm)


@pytest.mark.parametrize(
    ("worth", "total"),
    [
        pytest.param({}, 305.25, id="clues in full"),
        pytest.param({"worth": 0.5}, 152.75, id="clues by half, points in full"),
    ],
)
def test_a_score_is_clues_and_text_by_what_they_are_worth_and_points(worth, total):
    facts = {"clues": 3, "by_term": 1, "asked": 4, "text": 0.25, "points": 0.25}

    assert ranking.score(**facts, **worth) == pytest.approx(total)


@pytest.mark.parametrize(
    ("clues", "worth"),
    [
        pytest.param(0, 0.9, id="no words"),
        pytest.param(1, 0.9 / 105, id="one clue"),
        pytest.param(4, 0.9 / 420, id="four clues"),
    ],
)
def test_all_words_together_are_worth_less_than_the_least_step(clues, worth):
    assert ranking.order_for(Wanted(), clues=clues).words_worth == pytest.approx(worth)


def test_bands_count_like_digits_and_an_empty_band_takes_no_place():
    steps = {
        Band.TESTED: (Step(terms=frozenset({"well"}), points=2),),
        Band.WAIT: (
            Step(terms=frozenset({"short"})),
            Step(terms=frozenset({"long"}), points=-1, unless=frozenset({"free"})),
        ),
        Band.MATCH: (Step(terms=frozenset()), Step(terms=frozenset({"need"}))),
    }

    found = {term: (p.points, p.unless) for p in ranking.in_bands(steps) for term in p.terms}

    nothing = frozenset()
    assert found == {
        "well": (2, nothing),
        "short": (3, nothing),
        "long": (-3, frozenset({"free"})),
        "need": (9, nothing),
    }


def points(band, *terms):
    """What a service with these terms has of one band."""
    return sum(
        step.points
        for step in ranking.steps_for(WHERE)[band]
        if not step.terms.isdisjoint(terms) and step.unless.isdisjoint(terms)
    )


@pytest.mark.parametrize(
    ("terms", "worth"),
    [
        pytest.param(["near"], 3, id="near"),
        pytest.param(["near", "serving", "serves:everywhere"], 3, id="near counts once"),
        pytest.param(["near", "serves:not_stated"], 3, id="near, and says no area"),
        pytest.param(["serving"], 2, id="for people there"),
        pytest.param(["serving", "serves:everywhere", "online"], 2, id="for people there, online"),
        pytest.param(["serving", "serves:not_stated"], 2, id="there, and says no area"),
        pytest.param(["serves:everywhere"], 2, id="for people everywhere"),
        pytest.param(["serves:everywhere", "online"], 1, id="from afar"),
        pytest.param(["serves:not_stated"], 1, id="says no area"),
        pytest.param(["elsewhere"], 0, id="elsewhere"),
    ],
)
def test_how_near_is_counted(terms, worth):
    assert points(Band.NEARNESS, *terms) == worth


@pytest.mark.parametrize(
    ("terms", "worth"),
    [
        pytest.param(["unsafe"], -1, id="only where they would not feel safe"),
        pytest.param(["unsafe", "safe"], 0, id="somewhere else too"),
        pytest.param(["unsafe", "online"], 0, id="from afar too"),
        pytest.param([], 0, id="nowhere"),
    ],
)
def test_a_place_that_does_not_feel_safe_counts_once(terms, worth):
    assert points(Band.SAFE, *terms) == worth
