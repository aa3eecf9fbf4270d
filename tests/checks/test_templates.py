"""What templates look like: one page a file, one macro a file, and no word of their own."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ALL = sorted(TEMPLATES.rglob("*.html"))
PAGES = [path for path in ALL if "{% extends" in path.read_text()]
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
LETTERS = re.compile(r"[A-Za-z]{2,}")
SPOKEN_ATTRIBUTES = re.compile(r'(?:aria-label|alt|title|placeholder)="(?!\{\{)[^"]*[A-Za-z]')
LONGEST = 120
NO_WORDS = {"GET"}
"""The method of a call, written as programs write it."""


def named(path):
    return str(path.relative_to(TEMPLATES))


def test_there_is_something_to_check():
    assert len(PAGES) > 7
    assert len(COMPONENTS) > 7


@pytest.mark.parametrize("path", ALL, ids=named)
def test_says_no_word_that_is_not_in_the_words_table(path):
    text = TAG.sub(" ", JINJA.sub(" ", path.read_text()))

    assert set(LETTERS.findall(text)) <= NO_WORDS
    assert SPOKEN_ATTRIBUTES.findall(path.read_text()) == []


@pytest.mark.parametrize("path", ALL, ids=named)
def test_is_short_and_holds_nothing_that_the_policy_forbids(path):
    source = path.read_text()

    assert len(source.splitlines()) <= LONGEST
    for forbidden in ("|safe", "| safe", " style=", " onclick=", "<style", "autoescape"):
        assert forbidden not in source, forbidden


@pytest.mark.parametrize("path", [p for p in PAGES if p.parent.name != "layouts"], ids=named)
def test_a_page_has_a_layout_a_title_and_one_heading(path):
    source = path.read_text()

    assert '{% extends "layouts/base.html" %}' in source
    assert "{% block title %}" in source
    assert source.count("<h1") == 1


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_a_component_is_one_macro_and_says_what_for(path):
    source = path.read_text()

    assert source.count("{% macro") == 1
    assert source.startswith("{# ")
