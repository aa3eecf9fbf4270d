"""
What must go to 999 or the front door before anything else is shown.

It is a list of words, not a judgement: "not suicidal" alarms too, because showing a number in vain
costs little. Naming a harm in order to learn about it does not alarm ("self-harm training").
Finding nothing here never means that a child is safe.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from eligibility.ages import possible_ages
from eligibility.codes import Sector, SocialCare
from eligibility.levels import Level
from eligibility.safeguarding_words import (
    Alarm,
    Category,
    Entry,
    SafeguardingWords,
    Urgency,
    Words,
    shipped_words,
)
from eligibility.situation import Situation
from eligibility.words import fold

SENTENCE_ENDS = re.compile(r"[.!?;\n]")

ABOUT = frozenset({"about", "on", "around", "in", "re", "regarding"})
"""Between a word of learning and a topic: "a workshop on self-harm"."""

AUDIENCES = frozenset({
    "staff", "schools", "teachers", "parents", "carers", "professionals", "pupils", "students",
    "workers", "volunteers", "everyone",
})  # fmt: skip
"""Whom the learning is for: "training for staff on exploitation"."""

AND = frozenset({"and", "or"})
MOST_BETWEEN = 2

ME = frozenset({"i", "im", "ive", "me", "my", "myself", "mine"})
ME_AFTER = frozenset({"me", "myself", "my"})
SOMEBODY_ELSE = frozenset({
    "he", "hes", "him", "himself", "his", "she", "shes", "her", "herself", "they", "theyre", "them",
    "themself", "themselves", "their", "someone", "somebody", "friend", "friends", "mate", "mates",
    "brother", "sister", "cousin", "girlfriend", "boyfriend", "child", "children", "kid", "kids",
    "boy", "girl", "son", "daughter", "grandson", "granddaughter", "niece", "nephew", "pupil",
    "pupils", "student", "students", "client", "patient", "yp", "teenager",
})  # fmt: skip
FAR_BACK = 3
"""Words before an entry that may still say whom it is about: "I am really suicidal"."""

ADULT = 18

SITUATION_PHRASES = {
    Level.SPECIALIST: "specialist level",
    SocialCare.CHILD_PROTECTION: "child protection",
}
"""What an answer raises, as an entry of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whether whoever typed seems to be the one in trouble, and whether that one is an adult."""

    typing: bool = False
    adult: bool = False


def alarms_in(typed: str, *, table: SafeguardingWords | None = None) -> tuple[Alarm, ...]:
    """Return every entry that is in the words, the most urgent first; usually none."""
    table = table or shipped_words()
    text = _read(typed, table)
    hits = list(_hits(text, table))
    if not hits:
        return ()
    learnt = _learnt(hits, text, table)
    own: dict[Words, bool] = {}
    for hit in hits:
        if not (hit.entry.topic and hit.start in learnt):
            words = hit.entry.words
            own[words] = own.get(words, False) or text.is_own(hit.start, hit.end)
    return tuple(
        replace(entry.alarm, own=own[entry.words]) for entry in table.entries if entry.words in own
    )


def alarms_from_phrases(
    phrases: Iterable[str], *, table: SafeguardingWords | None = None
) -> tuple[Alarm, ...]:
    """
    The alarms that were kept as their phrases, the most urgent first.

    One that the table no longer has still alarms: it may have been taken out since.
    """
    known = (table or shipped_words()).alarms_by_phrase
    found = [
        known.get(phrase) or Alarm(urgency=Urgency.TODAY, category=Category.DANGER, phrase=phrase)
        for phrase in dict.fromkeys(phrases)
    ]
    return tuple(sorted(found, key=lambda alarm: alarm.urgency is Urgency.TODAY))


def alarms_of(situation: Situation) -> tuple[Alarm, ...]:
    """What the answers raise: help that only the front door can start."""
    said = (situation.level, situation.social_care)
    return tuple(
        Alarm(urgency=Urgency.TODAY, category=Category.SPECIALIST, phrase=phrase)
        for answer, phrase in SITUATION_PHRASES.items()
        if answer in said
    )


def about_whom(alarms: Iterable[Alarm], situation: Situation, *, on: date) -> About:
    """Someone is an adult only where every age that they may be is 18 or more."""
    ages = [youngest for youngest, _ in possible_ages(situation, on=on)]
    return About(
        typing=situation.sector is Sector.YOUNG_PERSON or any(alarm.own for alarm in alarms),
        adult=bool(ages) and min(ages) >= ADULT,
    )


@dataclass(frozen=True)
class _Text:
    """Folded words, harmless ones left out as "", and where each sentence starts."""

    words: Sequence[str]
    starts: frozenset[int]

    @cached_property
    def is_of_one_person(self) -> bool:
        return not ME.isdisjoint(self.words) and SOMEBODY_ELSE.isdisjoint(self.words)

    def at(self, n: int) -> str:
        return self.words[n] if 0 <= n < len(self.words) else ""

    def span(self, start: int, end: int) -> Words:
        return tuple(self.words[max(start, 0) : end])

    def one_sentence(self, start: int, end: int) -> bool:
        return self.starts.isdisjoint(range(start + 1, end))

    def is_own(self, start: int, end: int) -> bool:
        """Whether an entry seems to be said of whoever typed it."""
        if not ME.isdisjoint(self.span(start, end)) or self.at(end) in ME_AFTER:
            return True
        for word in reversed(self.span(start - FAR_BACK, start)):
            if word in ME or word in SOMEBODY_ELSE:
                return word in ME
        return self.is_of_one_person


@dataclass(frozen=True, slots=True)
class _Hit:
    """``end`` is the first word after it."""

    start: int
    end: int
    entry: Entry


def _read(typed: str, table: SafeguardingWords) -> _Text:
    words: list[str] = []
    starts = set()
    for sentence in SENTENCE_ENDS.split(typed):
        starts.add(len(words))
        words.extend(fold(sentence).split())
    text = _Text(words, frozenset(starts))
    n = 0
    while n < len(words):
        length = _harmless_at(n, text, table)
        words[n : n + length] = [""] * length
        n += length or 1
    return text


def _harmless_at(start: int, text: _Text, table: SafeguardingWords) -> int:
    """How many harmless words start here, all in one sentence."""
    longest = table.longest.get(text.words[start], 0)
    for length in range(longest, 0, -1):
        end = start + length
        if text.span(start, end) in table.harmless and text.one_sentence(start, end):
            return length
    return 0


def _hits(text: _Text, table: SafeguardingWords) -> Iterator[_Hit]:
    for start, word in enumerate(text.words):
        for end in range(start + 1, start + 1 + table.longest.get(word, 0)):
            entry = table.entries_by_words.get(text.span(start, end))
            if entry and end <= len(text.words):
                yield _Hit(start, end, entry)


def _learnt(hits: Iterable[_Hit], text: _Text, table: SafeguardingWords) -> set[int]:
    """Where the topics start that somebody looks for learning about."""
    return {
        start
        for run in _runs([hit for hit in hits if hit.entry.topic], text)
        if _learning_after(run.end, text, table) or _learning_before(run.starts[0], text, table)
        for start in run.starts
    }


@dataclass(slots=True)
class _Run:
    """Topics of a sentence that overlap or follow each other: "CSE, FGM and self-harm"."""

    starts: list[int]
    end: int

    def reaches(self, start: int, text: _Text) -> bool:
        near = start <= self.end + (text.at(self.end) in AND)
        return near and text.one_sentence(self.end - 1, start + 1)


def _runs(topics: Iterable[_Hit], text: _Text) -> Iterator[_Run]:
    run: _Run | None = None
    for topic in topics:
        if run and run.reaches(topic.start, text):
            run.starts.append(topic.start)
            run.end = max(run.end, topic.end)
        else:
            if run:
                yield run
            run = _Run([topic.start], topic.end)
    if run:
        yield run


def _learning_after(end: int, text: _Text, table: SafeguardingWords) -> bool:
    """Whether learning is named next, as in "suicide prevention course"."""
    at = end
    while at < end + MOST_BETWEEN and (text.at(at),) in table.between:
        at += 1
    return any(
        text.span(at, at + len(words)) == words and text.one_sentence(end - 1, at + 1)
        for words in table.learning
    )


def _learning_before(start: int, text: _Text, table: SafeguardingWords) -> bool:
    """Whether learning comes first, as in "a workshop for parents about exploitation"."""
    if text.at(start - 1) not in ABOUT:
        return False
    end = start - 1
    if text.at(end - 1) in AUDIENCES and text.at(end - 2) == "for":
        end -= 2
    return any(
        text.span(end - len(words), end) == words and text.one_sentence(end - 1, start + 1)
        for words in table.learning
    )
