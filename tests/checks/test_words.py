"""The table of words: nothing missing, nothing idle, and all of it plain."""

import re
from pathlib import Path

import pytest

from navigator.web.words import words

ROOT = Path(__file__).resolve().parents[2]
SAID = re.compile(r"""\bsay\(\s*f?["']([^"'{]+)["']""")
SAID_BY_CODE = re.compile(r"""\bsay\(\s*f["']([a-z_]+)\.([a-z_]*)\{""")
LABELLED = re.compile(r"""\b(?:label|choices_of|pairs_of)\(\s*["']([a-z_]+)["']""")
SCHEMES_IN_PYTHON = {
    "route", "access", "open", "prevention", "space", "freshness", "relaxed",
    "moved_sender", "moved_receiver", "moved_coordinator",
    "decline_reason", "withdraw_reason", "early_reason", "complete_reason", "pause_reason",
    "step_up_reason", "step_down_to", "reopen_reason", "mistake_reason",
    "answer", "capacity", "told", "urgency", "basis", "override_reason", "feed_back",
}  # fmt: skip
"""Sections reached by a code whose scheme is a value: ``label(scheme, code)``."""

NAME_OF_KEY = re.compile(r"[a-z_]+\.[a-z0-9_]+")
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
OFFICIAL = {
    "accessibility", "accessible", "bereavement", "demonstration", "developers", "interpreter",
    "navigator", "organisation", "prevention", "primary", "secondary", "tertiary", "professional",
}  # fmt: skip
"""Terms that the field or the law gives; they stand where no other word would do."""

QUOTED_BY_LAW = {"data.geography_credit"}
OLDEST_READER = 12
LONG_ENOUGH_TO_MEASURE = 12
FIRST_YEAR_OF_SCHOOL = 5


def sources():
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("navigator/**/*.py")]
    return "\n".join(path.read_text() for path in files)


def used_keys():
    source = sources()
    prefixes = {f"{section}.{start}" for section, start in SAID_BY_CODE.findall(source)}
    prefixes |= {f"{section}." for section in {*LABELLED.findall(source), *SCHEMES_IN_PYTHON}}
    return set(SAID.findall(source)), prefixes


def test_every_key_that_is_said_is_in_the_table():
    said, _ = used_keys()
    assert len(said) > 100, "would prove little"

    assert sorted(key for key in said if NAME_OF_KEY.fullmatch(key) and key not in words()) == []


def test_every_key_in_the_table_is_said():
    said, prefixes = used_keys()

    idle = [
        key
        for key in words()
        if key.removesuffix("_one") not in said and not key.startswith(tuple(prefixes))
    ]
    assert idle == []


@pytest.mark.parametrize("key", sorted(words()))
def test_is_written_as_print(key):
    text = words()[key]

    assert not re.search(r"""["']|\.\.\.| - |\be\.g\.|\bi\.e\.|\betc\b""", text), text
    assert "  " not in text
    assert text == text.strip()


@pytest.mark.parametrize("key", sorted(words().keys() - QUOTED_BY_LAW))
def test_reads_at_age_12_or_below(key):
    text = words()[key]
    if len(text.split()) >= LONG_ENOUGH_TO_MEASURE:
        assert reading_age(text) <= OLDEST_READER, (round(reading_age(text), 1), text)


@pytest.mark.parametrize(
    ("text", "youngest", "oldest"),
    [
        ("The cat sat on the mat. It was a big cat. It was hot.", 3, 7),
        ("Multidisciplinary professionals operationalise safeguarding accountability.", 20, 99),
    ],
)
def test_the_measure_tells_plain_from_hard(text, youngest, oldest):
    assert youngest <= reading_age(text) <= oldest


def reading_age(text):
    """Flesch-Kincaid grade, as the age at which that grade is reached; official terms are easy."""
    plain = PLACEHOLDER.sub("it", text).lower()
    found = re.findall(r"[a-z’]+", plain)
    sentences = max(1, len(re.findall(r"[.?!:](?:\s|$)", plain)))
    parts = sum(1 if word in OFFICIAL else syllables(word) for word in found)
    grade = 0.39 * len(found) / sentences + 11.8 * parts / len(found) - 15.59
    return grade + FIRST_YEAR_OF_SCHOOL


def syllables(word):
    """A vowel group each, less a silent e at the end."""
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)
