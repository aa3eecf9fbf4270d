"""scrub ..."""

import pytest

from navigator.web.personal import scrub


@pytest.mark.parametrize(
    ("typed", "words", "postcode"),
    [
        pytest.param("boxing BS13 8AB now", "boxing now", "BS13 8AB", id="a postcode"),
        pytest.param("boxing bs138ab", "boxing", "bs138ab", id="run together"),
        pytest.param("boxing BS13", "boxing BS13", "", id="an outward code stays"),
        pytest.param("year 9 boy, 14", "year 9 boy, 14", "", id="an age and a year stay"),
    ],
)
def test_hands_back_a_postcode_and_leaves_the_rest(typed, words, postcode):
    scrubbed = scrub(typed)

    assert (scrubbed.words, scrubbed.postcode) == (words, postcode)
    assert not scrubbed.took_something


@pytest.mark.parametrize(
    "secret", ["14/03/2010", "14 March 2010", "943 476 5919", "0117 496 0123", "a@example.org"]
)
def test_takes_out_what_could_say_who_a_child_is(secret):
    scrubbed = scrub(f"boxing {secret}")

    assert (scrubbed.words, scrubbed.took_something) == ("boxing", True)
