"""Postcodes as people type them."""

import pytest

from services_catalog.postcodes import is_full_postcode, outward_of, split_postcode


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        pytest.param("BS13 8AB", ("BS13", "8AB"), id="as it should be"),
        pytest.param("bs138ab", ("BS13", "8AB"), id="lower case, no space"),
        pytest.param(" b s 1 3 8 a b ", ("BS13", "8AB"), id="spaces everywhere"),
        pytest.param("BS1\u00a04DJ", ("BS1", "4DJ"), id="a space that does not break"),
        pytest.param("BS13-8AB.", ("BS13", "8AB"), id="a hyphen and a full stop"),
        pytest.param("LU7 ONY", ("LU7", "0NY"), id="O for 0 in the inward part"),
        pytest.param("BSI 4DJ", ("BS1", "4DJ"), id="I for 1 in the outward part"),
        pytest.param("0X1 2AB", ("OX1", "2AB"), id="0 for O at the start"),
        pytest.param("S014 7XX", ("SO14", "7XX"), id="0 for O in the second place"),
        pytest.param("S01 7XX", ("SO1", "7XX"), id="and with one digit after it"),
        pytest.param("BI1 1AA", ("BI1", "1AA"), id="nothing mended where nothing need be"),
        pytest.param("BS99 9ZZ", ("BS99", "9ZZ"), id="a postcode that does not exist"),
        pytest.param("M1 1AE", ("M1", "1AE"), id="one letter, one digit"),
        pytest.param("B33 8TH", ("B33", "8TH"), id="one letter, two digits"),
        pytest.param("W1A 0AX", ("W1A", "0AX"), id="a letter after the digit"),
        pytest.param("EC1A 1BB", ("EC1A", "1BB"), id="two letters, a digit, a letter"),
    ],
)
def test_a_full_postcode_is_split(typed, parts):
    assert split_postcode(typed) == parts
    assert is_full_postcode(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("BS13", id="an outward code alone"),
        pytest.param("boxing", id="a word"),
        pytest.param("soloist", id="a word of letters that look like digits"),
        pytest.param("BS13 8AB extra", id="more than a postcode"),
        pytest.param("BS13 8CI", id="letters that no inward part has"),
        pytest.param("123 456", id="a number"),
        pytest.param("BS13 \u0668AB", id="a digit of another script"),
        pytest.param("BS13\x008AB", id="a null byte"),
        pytest.param("BS13 8AB" * 2_000, id="very long"),
    ],
)
def test_what_is_no_postcode_is_not_split(typed):
    assert split_postcode(typed) is None
    assert not is_full_postcode(typed)


@pytest.mark.parametrize(
    ("typed", "outward"),
    [
        pytest.param("bs13", "BS13", id="lower case"),
        pytest.param("BS 13", "BS13", id="a space inside"),
        pytest.param("BSI3", "BS13", id="I for 1"),
        pytest.param("BS13 8AB", "BS13", id="of a full postcode"),
        pytest.param("boi", None, id="a word that could be mended into one"),
        pytest.param("year 7", None, id="words with a digit"),
        pytest.param("13", None, id="an age"),
    ],
)
def test_an_outward_code_is_found(typed, outward):
    assert outward_of(typed) == outward
