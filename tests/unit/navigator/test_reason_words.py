"""Every reason that a search may give has words."""

import pytest

from navigator.web.reasons import STANDING, reason_phrase, reason_sentence
from search.documents import WAITS
from search.evidence import EvidenceBand
from search.results import Reason, ReasonKind
from services_catalog.codes import Freshness, Space
from tests.unit.search.gazetteer import AUTHORITY, SOUTH, TOWN

CODES = {
    ReasonKind.SPACE: (*Space, "closed"),
    ReasonKind.WAIT: tuple(WAITS),
    ReasonKind.FRESHNESS: tuple(each for each in Freshness if each is not Freshness.LONG_OVERDUE),
    ReasonKind.TESTED: tuple(EvidenceBand),
}
"""A listing that is long overdue is withdrawn from search."""


def phrase(kind, *codes):
    return reason_phrase(Reason(kind=kind, codes=codes), TOWN)


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_kind_has_words(kind):
    for code in CODES.get(kind, (SOUTH,)):
        assert phrase(kind, code)


def test_what_a_service_says_of_itself_has_words_for_every_code():
    assert CODES.keys() == STANDING


@pytest.mark.parametrize(
    ("kind", "codes", "said"),
    [
        pytest.param(ReasonKind.NEED, ["bereavement"], "“Bereavement”", id="a need"),
        pytest.param(ReasonKind.STRENGTH, ["hopes_plans"], "“Hopes for the future”", id="strength"),
        pytest.param(ReasonKind.NEAR_SCHOOL, [SOUTH], "Lower Example and Testwick", id="a ward"),
        pytest.param(ReasonKind.SERVES_HOME, [AUTHORITY], "Exampleton", id="an authority"),
        pytest.param(ReasonKind.NEAR_HOME, ["BS99"], "BS99", id="an outward code"),
        pytest.param(ReasonKind.OTHER_SPELLING, ["boxing"], "“boxing”", id="a word"),
    ],
)
def test_names_what_it_is_about(kind, codes, said):
    assert said in phrase(kind, *codes)


def test_where_they_would_not_feel_safe_is_never_named():
    assert phrase(ReasonKind.NOT_SAFE, SOUTH) == phrase(ReasonKind.NOT_SAFE)


def test_a_reason_may_be_a_sentence():
    sentence = reason_sentence(Reason(kind=ReasonKind.TESTED, codes=("unknown",)), TOWN)

    assert sentence == "We do not know if it has been tested."
