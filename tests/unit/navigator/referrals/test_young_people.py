"""When two names are the same: marks, accents, case and order aside, and never by initials."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.referrals.young_people import folded_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Zoë O’Neill", "Zoe O'Neill", id="a printed and a typed mark"),
        pytest.param("Zoë O’Neill", "zoe oneill", id="no mark at all"),
        pytest.param("Zoë O’Neill", "ZOË O`NEILL", id="capitals, and another mark"),
        pytest.param("Zoë O’Neill", "Zoe\u0308 O’Neill", id="an accent apart from its letter"),
        pytest.param("Ńkẹ́mdilim Okoro", "Nkemdilim Okoro", id="several accents on a letter"),
        pytest.param("Robin Invented", "Invented, Robin", id="the other way round"),
        pytest.param("Robin Invented", "  robin   INVENTED ", id="spaces and case"),
        pytest.param("Anne-Marie Smith", "Annemarie Smith", id="a hyphen"),
        pytest.param("Weiß Anna", "Weiss Anna", id="a sharp s"),
        pytest.param("Robin Q Invented", "Robin Q. Invented", id="a stop after an initial"),
        pytest.param("Zoë O\u02bcNeill", "zoe oneill", id="a mark that counts as a letter"),
        pytest.param("Anne\u2011Marie Smith", "annemarie smith", id="a hyphen that holds fast"),
        pytest.param("Ro\u200bbin Invented", "Robin Invented", id="a space of no width"),
        pytest.param("\u202eRobin\u202c Invented", "Robin Invented", id="turned round"),
        pytest.param("Robin Invented 2", "Robin Invented", id="a figure"),
    ],
)
def test_check_65_the_same_name_written_otherwise_matches(one, other):
    assert folded_name(one) is not None
    assert folded_name(one) == folded_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robin Invented", "Robyn Invented"),
        ("Robin Q Invented", "Robin Invented"),
        ("Robin Invented", "Robin Robin Invented"),
    ],
)
def test_another_name_does_not_match(one, other):
    assert folded_name(one) != folded_name(other)


@pytest.mark.parametrize(
    "name", ["", " ", "R I", "R.I.", "RI", "Robin", "Robin I", "R. Invented", "😀", "??", "12 34"]
)
def test_initials_and_single_names_match_nobody(name):
    assert folded_name(name) is None


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("מרים כהן", id="right to left"),
        pytest.param("\u202eRobin\u202c Invented", id="turned round"),
        pytest.param("👩\u200d👧 Robin Invented", id="joined pictures"),
        pytest.param("Ro\u200bbin Invented", id="a space of no width"),
        pytest.param("Robin\x00Invented", id="NUL"),
        pytest.param("Null True", id="words of programs"),
        pytest.param("=1+1 Robin Invented", id="a formula"),
        pytest.param("Robin " + "Invented" * 25, id="200 letters"),
    ],
)
def test_check_65_strange_names_are_folded_and_crash_nothing(name):
    folded = folded_name(name)

    assert folded
    assert folded == folded_name(unicodedata.normalize("NFD", name))


@given(st.text(max_size=60))
def test_check_65_folding_is_done_when_it_is_done_once(name):
    folded = folded_name(name)

    assert folded is None or folded_name(folded) == folded
