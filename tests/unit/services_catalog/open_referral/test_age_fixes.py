"""Ages ..."""

import pytest

from services_catalog.open_referral.fixes.ages import highest_age, in_order, lowest_age
from services_catalog.open_referral.fixes.fixed import Code


@pytest.mark.parametrize(
    ("sent", "age", "code"),
    [
        pytest.param(11, 11, None, id="a number"),
        pytest.param("11", 11, None, id="a number as text"),
        pytest.param(0, 0, None, id="from birth"),
        pytest.param(13.0, 13, None, id="a whole number with a point"),
        pytest.param(-1, None, Code.AGE_NOT_STATED, id="minus one, which says nobody has said"),
        pytest.param(None, None, None, id="null"),
        pytest.param("", None, None, id="empty text"),
        pytest.param(121, None, Code.AGE_NOT_USABLE, id="above 120"),
        pytest.param(-2, None, Code.AGE_NOT_USABLE, id="below zero"),
        pytest.param("teens", None, Code.AGE_NOT_USABLE, id="a word"),
        pytest.param(float("nan"), None, Code.AGE_NOT_USABLE, id="not a number"),
        pytest.param(float("inf"), None, Code.AGE_NOT_USABLE, id="infinite"),
        pytest.param("9" * 5000, None, Code.AGE_NOT_USABLE, id="thousands of digits"),
        pytest.param(True, None, None, id="a truth value"),
        pytest.param({"age": 3}, None, None, id="a record"),
    ],
)
def test_a_lowest_age_is_a_whole_number_or_unknown(sent, age, code):
    fixed = lowest_age(sent)

    assert (fixed.value, fixed.code) == (age, code)


@pytest.mark.parametrize(
    ("sent", "age"),
    [
        pytest.param(25, 25, id="a real end"),
        pytest.param(98, 98, id="98 is still an age"),
        pytest.param(99, None, id="99 means no end"),
        pytest.param(104, None, id="104 means no end"),
        pytest.param(120, None, id="120 means no end"),
    ],
)
def test_a_highest_age_of_99_or_more_is_no_end(sent, age):
    assert highest_age(sent).value == age


@pytest.mark.parametrize(
    ("ends", "kept", "code"),
    [
        pytest.param((11, 18), (11, 18), None, id="in order"),
        pytest.param((16, 16), (16, 16), None, id="one age"),
        pytest.param((18, 11), (11, 18), Code.AGES_SWAPPED, id="swapped"),
        pytest.param((11, 0), (11, None), Code.AGE_NOT_USABLE, id="a blank filled with 0"),
        pytest.param((25, None), (25, None), None, id="no upper end"),
    ],
)
def test_ends_the_wrong_way_round_are_swapped(ends, kept, code):
    fixed = in_order(*ends)

    assert (fixed.value, fixed.code) == (kept, code)
