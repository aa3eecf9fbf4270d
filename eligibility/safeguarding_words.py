"""
The words that alarm: a table anyone can edit, ``safeguarding.toml``, read and checked.

A partnership may have a file of the same form that adds entries, and takes some away under
``[remove]``.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from itertools import product
from typing import Any, Final

from eligibility.words import fold

TABLE: Final = "safeguarding.toml"

LISTS: Final = ("learning", "between", "harmless")
REMOVE, PHRASES, CRISIS = "remove", "phrases", "crisis"

Words = tuple[str, ...]


class Urgency(StrEnum):
    """Ring 999 now, or the front door today."""

    NOW = "now"
    TODAY = "today"


class Listed(StrEnum):
    """The lists of a category, the most urgent first."""

    NOW = "now"
    TODAY = "today"
    TOPICS = "topics"

    @property
    def urgency(self) -> Urgency:
        return Urgency.NOW if self is Listed.NOW else Urgency.TODAY


class Category(StrEnum):
    """*Specialist* is help that the front door alone can start; the others are kinds of harm."""

    DANGER = "danger"
    WEAPON = "weapon"
    HURT = "hurt"
    NEGLECT = "neglect"
    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    MENTAL_HEALTH = "mental_health"
    SEXUAL_HARM = "sexual_harm"
    EXPLOITATION = "exploitation"
    MADE_TO_CARRY = "made_to_carry"
    MISSING = "missing"
    FORCED_MARRIAGE = "forced_marriage"
    SPECIALIST = "specialist"


class NotAWordTable(ValueError):
    """The file is no table of safeguarding words. The message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """
    ``phrase`` is the entry of the table that was found, never what was typed.

    In a ``crisis`` someone may harm themselves: they need a crisis line as well. ``own``: whoever
    typed seems to say it of themselves.
    """

    urgency: Urgency
    category: Category
    phrase: str
    crisis: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A ``topic`` does not alarm where somebody looks for learning about it."""

    alarm: Alarm
    words: Words
    topic: bool = False


@dataclass(frozen=True, kw_only=True)
class SafeguardingWords:
    """``entries`` stand once each, the most urgent first. The other lists hold folded words."""

    entries: tuple[Entry, ...] = ()
    learning: frozenset[Words] = frozenset()
    between: frozenset[Words] = frozenset()
    harmless: frozenset[Words] = frozenset()

    @cached_property
    def entries_by_words(self) -> Mapping[Words, Entry]:
        return {entry.words: entry for entry in self.entries}

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """How many words there are at most in an entry or harmless words, by the first of them."""
        found: dict[str, int] = {}
        for words in (*self.entries_by_words, *self.harmless):
            found[words[0]] = max(len(words), found.get(words[0], 0))
        return found

    @cached_property
    def alarms_by_phrase(self) -> Mapping[str, Alarm]:
        return {entry.alarm.phrase: entry.alarm for entry in self.entries}


@cache
def shipped_words() -> SafeguardingWords:
    """Those that everyone has."""
    text = (resources.files(__package__) / TABLE).read_text(encoding="utf-8")
    return words_from(text, before=SafeguardingWords())


def words_from(text: str, *, before: SafeguardingWords) -> SafeguardingWords:
    """
    Read a table that adds to what was there before, and takes away what it has under ``remove``.

    An entry that stands twice counts once, as the more urgent.

    :raises NotAWordTable: saying what is wrong
    """
    table = _parsed(text)
    removed = table.pop(REMOVE, {})
    _check_keys(removed, {PHRASES, *LISTS}, "[remove]")
    left = _without(before, removed)
    added = [entry for part in Listed for entry in _added(table, part, before)]
    found: dict[Words, Entry] = {}
    for entry in sorted([*left.entries, *added], key=_is_for_today):
        found.setdefault(entry.words, entry)
    lists = {name: frozenset(_expanded(table.get(name, []), name).values()) for name in LISTS}
    return SafeguardingWords(
        entries=tuple(found.values()),
        learning=left.learning | lists["learning"],
        between=left.between | lists["between"],
        harmless=left.harmless | lists["harmless"],
    )


def _parsed(text: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotAWordTable(f"It is not TOML: {error}.") from None
    _check_keys(table, {*Category, *LISTS, REMOVE}, "The file")
    for category in table.keys() & set(Category):
        _check_keys(table[category], {*Listed, CRISIS}, f"[{category}]")
    return table


def _check_keys(table: object, known: Collection[str], where: str) -> None:
    if not isinstance(table, dict):
        raise NotAWordTable(f"{where} must be a section with lists in it.")
    if unknown := sorted(table.keys() - set(known)):
        raise NotAWordTable(
            f"{where} has {unknown[0]!r}, which is unknown. Use: {', '.join(sorted(known))}."
        )


def _without(before: SafeguardingWords, removed: Mapping[str, Any]) -> SafeguardingWords:
    """:raises NotAWordTable: if something is to be taken away that is not there"""
    gone = {
        name: set(_expanded(removed.get(name, []), f"[remove] {name}").values())
        for name in (PHRASES, *LISTS)
    }
    there: Mapping[str, Collection[Words]] = {
        PHRASES: {entry.words for entry in before.entries},
        **{name: getattr(before, name) for name in LISTS},
    }
    for name, words in gone.items():
        if idle := sorted(words.difference(there[name])):
            raise NotAWordTable(f"[remove] {name} has {' '.join(idle[0])!r}, which is not there.")
    return SafeguardingWords(
        entries=tuple(entry for entry in before.entries if entry.words not in gone[PHRASES]),
        learning=before.learning - gone["learning"],
        between=before.between - gone["between"],
        harmless=before.harmless - gone["harmless"],
    )


def _added(table: Mapping[str, Any], part: Listed, before: SafeguardingWords) -> Iterator[Entry]:
    for category in Category:
        section = table.get(category, {})
        crisis = section.get(CRISIS, _is_crisis(before, category))
        if not isinstance(crisis, bool):
            raise NotAWordTable(f"[{category}] crisis must be true or false.")
        for phrase, words in _expanded(section.get(part, []), f"[{category}] {part}").items():
            alarm = Alarm(urgency=part.urgency, category=category, phrase=phrase, crisis=crisis)
            yield Entry(alarm=alarm, words=words, topic=part is Listed.TOPICS)


def _is_for_today(entry: Entry) -> bool:
    return entry.alarm.urgency is Urgency.TODAY


def _is_crisis(words: SafeguardingWords, category: Category) -> bool:
    return any(e.alarm.crisis for e in words.entries if e.alarm.category is category)


def _expanded(listed: object, where: str) -> dict[str, Words]:
    """Each entry with its folded words; a slash gives one for each choice."""
    if not isinstance(listed, list) or not all(isinstance(phrase, str) for phrase in listed):
        raise NotAWordTable(f"{where} must be a list of words in quotation marks.")
    found: dict[str, Words] = {}
    for written in listed:
        choices = [word.split("/") for word in written.split()]
        if not choices or not all(fold(choice) for words in choices for choice in words):
            raise NotAWordTable(f"{where} has {written!r}, where a word is missing.")
        for chosen in product(*choices):
            phrase = " ".join(chosen)
            found[phrase] = tuple(fold(phrase).split())
    return found
