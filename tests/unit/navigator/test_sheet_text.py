"""The text of a sheet stays short enough for one page."""

import pytest

from navigator.web.pages.sheet import LONGEST_TEXT, shortened
from navigator.web.words import words
from tests.checks.test_words import reading_age

OLDEST_READER = 11
LONG_ENOUGH_TO_MEASURE = 8
SECTIONS = ("sheet.", "sheet_cost.", "sheet_way.")
FOR_THE_GROWN_UP = {"sheet.not_public"}


def test_short_text_stays_whole():
    assert shortened("We ring you. Then we meet.") == "We ring you. Then we meet."


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("One. " * 100, ("One. " * 36).strip(), id="whole sentences"),
        pytest.param("First line\n" + "word " * 100, "First line", id="whole lines"),
        pytest.param("a" * 10 + " b" * 400, "a" * 10 + " b" * 84 + "…", id="whole words"),
        pytest.param("x" * 1_000, "x" * LONGEST_TEXT + "…", id="one long word"),
    ],
)
def test_long_text_ends_where_a_sentence_does(text, kept):
    assert shortened(text) == kept
    assert len(shortened(text)) <= LONGEST_TEXT + 1


@pytest.mark.parametrize(
    "key", [key for key in words() if key.startswith(SECTIONS) and key not in FOR_THE_GROWN_UP]
)
def test_the_words_of_a_sheet_read_at_age_11(key):
    text = words()[key]
    if len(text.split()) >= LONG_ENOUGH_TO_MEASURE:
        assert reading_age(text) <= OLDEST_READER, (round(reading_age(text), 1), text)
