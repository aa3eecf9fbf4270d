"""A cell that would run as a formula does not, and can be had back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.web.csv_file import guarded, without_guards

BEGINS = "=+-@\t\r\n\0＝＋－＠"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("Example School", "Example School", id="a name stays as it is"),
        pytest.param("2026-11-02", "2026-11-02", id="a date stays as it is"),
        pytest.param("O’Neill; St Paul's", "O’Neill; St Paul's", id="so does an apostrophe"),
        pytest.param("", "", id="nothing stays nothing"),
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+44 117 496 0000", "'+44 117 496 0000", id="a number, still to be read"),
        pytest.param("a;=1+1", "a;'=1+1", id="a formula where a semicolon parts cells"),
        pytest.param("\t=1", "'\t'=1", id="a formula behind a tab"),
    ],
)
def test_what_begins_a_formula_is_guarded(text, cell):
    assert guarded(text) == cell


@given(st.text(alphabet=BEGINS + ";|'ab1 ", max_size=12))
def test_a_guarded_cell_begins_no_formula_and_is_had_back(text):
    cell = guarded(text)

    assert not any(part[:1] in set(BEGINS) for part in cell.split(";") if part)
    assert without_guards(cell) == text
