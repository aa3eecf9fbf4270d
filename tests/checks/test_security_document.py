"""``docs/security.md`` answers every line of the standard that was chosen, with tests there are."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
DOCUMENT = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (V\S+) \| (.+?) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
TEST = re.compile(r"`([^`]+)`")

# OWASP Application Security Verification Standard 5.0.0 (github.com/OWASP/ASVS): the lines that can
# be tried from outside, as they were chosen when the project began.
CHOSEN = {
    "1.2": "1 4 10",
    "1.3": "1 6 11 12",
    "1.5": "1",
    "2.2": "2",
    "2.3": "1 3 4",
    "2.4": "1",
    "3.2": "1",
    "3.3": "1 2 3 4",
    "3.4": "1 2 3 4 5 6 8",
    "3.5": "1 3",
    "3.7": "2",
    "4.1": "1 3 4",
    "5.2": "1 2 3 5",
    "5.3": "2",
    "5.4": "1 2",
    "6.2": "1 2 3 4 5 6 7 8 9 10 11 12",
    "6.3": "1 2 3 5 7 8",
    "6.4": "1 2 3",
    "6.5": "1 5",
    "6.6": "3",
    "7.2": "3 4",
    "7.3": "1 2",
    "7.4": "1 2 3 4 5",
    "7.5": "1",
    "8.2": "1 2 3",
    "8.3": "2",
    "8.4": "1",
    "11.4": "2",
    "11.5": "1",
    "13.4": "1 2 3 4 5 6",
    "14.2": "1 7",
    "14.3": "1 2 3",
    "15.3": "1 2 3 7",
    "15.4": "2",
    "16.2": "2 5",
    "16.3": "1 2 3",
    "16.4": "1 2",
    "16.5": "1 2 3 4",
}
LINES = [f"V{part}.{line}" for part, lines in CHOSEN.items() for line in lines.split()]

SHOWN = {"yes", "in part"}
NOT_SHOWN = {"no", "does not arise"}
"""What needs no test, and a reason instead."""


def rows() -> list[tuple[str, ...]]:
    return [tuple(found) for found in ROW.findall(DOCUMENT)]


def named() -> list[str]:
    return sorted({test for *_, tests in rows() for test in TEST.findall(tests)})


@cache
def functions_of(path: str) -> frozenset[str]:
    read = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in read.body if isinstance(node, ast.FunctionDef))


def test_every_line_has_one_row_and_no_other_has_any():
    assert Counter(line for line, *_ in rows()) == Counter(LINES)


def test_no_row_is_passed_over():
    """A row that is written in another way would not be read."""
    assert DOCUMENT.count("\n| V") == len(rows())


@pytest.mark.parametrize(
    ("line", "_asks", "met", "how", "tests"), rows(), ids=[row[0] for row in rows()]
)
def test_what_is_met_is_shown_and_what_is_not_has_its_reason(line, _asks, met, how, tests):
    assert met in SHOWN | NOT_SHOWN
    assert bool(TEST.findall(tests)) is (met in SHOWN)
    assert how.endswith(".")


@pytest.mark.parametrize("test", named())
def test_every_test_that_is_named_is_there(test):
    path, _, name = test.partition("::")

    assert (TESTS / path).is_file(), f"there is no file {path}"
    assert name in functions_of(path), f"{path} has no {name}"
