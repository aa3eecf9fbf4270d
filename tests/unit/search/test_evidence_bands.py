"""How well something has been tested."""

import pytest

from search.evidence import BANDS, EvidenceBand, evidence_band
from services_catalog.reference import rating_scales

COSTS = {"foundations_cost", "yef_cost", "eef_cost"}
NO_BAND = COSTS | {"yef_evidence"}
UNRATED = {"not_rated", "not_ratable"}


@pytest.mark.parametrize(
    ("ratings", "band"),
    [
        pytest.param([], EvidenceBand.UNKNOWN, id="nobody has rated it"),
        pytest.param(
            [("eif", "not_rated")], EvidenceBand.UNKNOWN, id="not rated is not a bad mark"
        ),
        pytest.param([("local", "not_ratable")], EvidenceBand.UNKNOWN, id="nor is not ratable"),
        pytest.param([("eif", "3plus")], EvidenceBand.WELL, id="a rigorous study"),
        pytest.param([("eef", "5")], EvidenceBand.SOME, id="a secure finding, of what is not said"),
        pytest.param([("local", "described")], EvidenceBand.EARLY, id="it says what it does"),
        pytest.param(
            [("local", "described"), ("nesta", "4")], EvidenceBand.WELL, id="the best of several"
        ),
        pytest.param(
            [("local", "feedback"), ("yef_impact", "harmful")],
            EvidenceBand.NOT_HELPING,
            id="a study that found harm outweighs what people say",
        ),
        pytest.param(
            [("eif", "ne"), ("local", "compared")],
            EvidenceBand.WELL,
            id="and a good study outweighs it",
        ),
        pytest.param([("yef_cost", "low")], EvidenceBand.UNKNOWN, id="a price says nothing"),
        pytest.param([("stars", "5")], EvidenceBand.UNKNOWN, id="a scale that nobody knows"),
    ],
)
def test_is_the_band_of_all_ratings_together(ratings, band):
    assert evidence_band(ratings) is band


@pytest.mark.parametrize("scale", sorted(rating_scales().keys() - NO_BAND))
def test_every_level_of_a_scale_of_evidence_has_one_band(scale):
    banded = [level for levels in BANDS[scale].values() for level in levels]

    assert sorted(banded) == sorted(rating_scales()[scale].levels.keys() - UNRATED)


def test_what_help_costs_is_no_evidence():
    assert BANDS.keys().isdisjoint(NO_BAND)
    assert rating_scales().keys() > NO_BAND
