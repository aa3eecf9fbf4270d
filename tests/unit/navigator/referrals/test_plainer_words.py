"""Labels in what somebody wrote are found as words of their own, and each has plainer ones."""

import pytest

from navigator.referrals.lawful_basis import USUAL
from navigator.referrals.plainer_words import _table, labels_in
from services_catalog.codes import OrganisationKind
from tests.checks.test_words import OLDEST_READER, reading_age


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("He is a gang member.", ["gang"], id="one"),
        pytest.param("GANG-RELATED", ["gang"], id="with a hyphen, in capitals"),
        pytest.param("She is street-wise and aggressive", ["streetwise", "aggressive"], id="two"),
        pytest.param("a prolific offender", ["prolific"], id="before another word"),
        pytest.param("hard  to\nreach", ["hard_to_reach"], id="over a line"),
        pytest.param("The gangway was closed.", [], id="within another word"),
        pytest.param("She likes boxing.", [], id="none"),
        pytest.param("", [], id="nothing written"),
    ],
)
def test_finds_labels_as_words_of_their_own(text, codes):
    assert [found.code for found in labels_in(text)] == codes


def test_says_the_label_as_it_was_written():
    assert labels_in("Very Street-Wise.")[0].said == "Street-Wise"


def test_each_label_has_plain_words_to_use_instead():
    rows = _table()
    assert {code for code, _, _ in rows} == {
        "gang", "streetwise", "prolific", "aggressive", "hard_to_reach",
    }  # fmt: skip
    for _, _, instead in rows:
        assert reading_age(instead) <= OLDEST_READER, instead


def test_every_kind_of_organisation_has_a_usual_basis():
    assert set(USUAL) == set(OrganisationKind)
