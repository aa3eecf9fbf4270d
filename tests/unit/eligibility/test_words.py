"""One way to compare words."""

import pytest

from eligibility import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("  Kicked   OUT ", "kicked out", id="case and spaces"),
        pytest.param("won\u2019t go", "wont go", id="a curly apostrophe"),
        pytest.param("won't go", "wont go", id="a straight apostrophe"),
        pytest.param("S&L", "s and l", id="an ampersand"),
        pytest.param("Hartcliffe & Withywood", "hartcliffe and withywood", id="between words"),
        pytest.param("1:1", "1 1", id="a colon"),
        pytest.param("self-harm", "self harm", id="a hyphen"),
        pytest.param("snake_case", "snake case", id="an underscore"),
        pytest.param("caf\u00e9", "cafe", id="an accent"),
        pytest.param("\uff21\uff24\uff28\uff24", "adhd", id="full-width letters"),
        pytest.param("a\x00b", "a b", id="a null byte"),
        pytest.param(
            "\u0645\u0631\u062d\u0628\u0627", "\u0645\u0631\u062d\u0628\u0627", id="Arabic"
        ),
        pytest.param("!?*", "", id="no words at all"),
    ],
)
def test_words_fold(text, folded):
    assert fold(text) == folded


def test_folding_twice_changes_nothing():
    once = fold("It\u2019s \u00c9cole & Co., 1:1!")

    assert fold(once) == once
