"""
Typed words → what they ask for: needs, a place, an age, and the words that are left.

What could say who a child is (birth dates, NHS numbers, full postcodes, e-mail addresses, phone
numbers) is taken out before anything else looks at the words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eligibility import Alarm, alarms_in
from search.documents import age_term
from search.index import Clue
from search.request import LONGEST_WORDS
from search.small_words import GENERIC, STOP
from search.thesaurus import Found, thesaurus
from search.tokens import words_in
from services_catalog.places import Gazetteer, Home, is_full_postcode, outward_of

MOST_WORDS = 12
LONGEST_PLACE = 5
"""Words in the name of a place, at most."""

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
BIRTH_DATES = re.compile(
    rf"\b\d{{1,4}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?\d{{1,4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})[a-z]*\.?,?\s+(?:\d{{4}}|\d{{2}})\b"
    rf"|\b(?:{MONTHS})[a-z]*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b",
    re.IGNORECASE,
)
LONG_NUMBERS = re.compile(r"\+?\b\d(?:[\s\-]?\d){5,}\b")
"""NHS numbers, phone numbers and dates run together: no search needs six digits."""

EMAILS = re.compile(r"\S+@\S+")
POSTCODE_SHAPE = re.compile(r"\b[A-Z]{1,2}[0-9OI][A-Z0-9]?\s*[0-9OI][A-Z]{2}\b", re.IGNORECASE)
TYPED_IN_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")

OLDEST_READ = 25
YOUNGEST_BARE = 4
"""A number alone is an age from here on: "3" may be anything."""

SCHOOL_YEARS = range(1, 14)
AGE_IN_YEAR_0 = 4
"""A pupil is read as being the age at which they start a school year: 13 in Year 9."""

AGE_WORD = re.compile(r"(\d{1,2})(?:yo|y|yr|yrs)")
SCHOOL_YEAR_WORD = re.compile(r"(?:y|yr|year)(\d{1,2})")
BEFORE_AGE = frozenset({"age", "aged"})
BEFORE_SCHOOL_YEAR = frozenset({"year", "yr"})
AFTER_AGE = frozenset({"year", "years", "yr", "yrs", "yo", "old"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """
    What words ask for. ``words`` are all that were read, folded; ``loose`` those among them that
    were understood as nothing else and may be a slip. ``shortened``: more was typed than is read.
    """

    words: tuple[str, ...] = ()
    clues: tuple[Clue, ...] = ()
    needs: tuple[str, ...] = ()
    home: Home | None = None
    age: int | None = None
    loose: tuple[str, ...] = ()
    kinder: tuple[tuple[str, str], ...] = ()
    alarms: tuple[Alarm, ...] = ()
    shortened: bool = False


def read_words(typed: str, gazetteer: Gazetteer) -> Intent:
    cut = typed[:LONGEST_WORDS]
    clean = without_personal(cut)
    words = words_in(clean)
    spelt_out = frozenset(word.lower() for word in TYPED_IN_CAPITALS.findall(clean))
    return read_folded(
        words[:MOST_WORDS],
        gazetteer,
        exact=spelt_out,
        alarms=alarms_in(typed),  # all of it: a cry for help may stand at the end
        shortened=len(typed) > LONGEST_WORDS or len(words) > MOST_WORDS,
    )


def without_personal(typed: str) -> str:
    """The words without what could say who a child is; a full postcode becomes its outward code."""
    text = EMAILS.sub(" ", typed)
    text = BIRTH_DATES.sub(" ", text)
    text = POSTCODE_SHAPE.sub(_outward, text)
    return LONG_NUMBERS.sub(" ", text)


def _outward(found: re.Match[str]) -> str:
    return (outward_of(found[0]) or "") if is_full_postcode(found[0]) else found[0]


def read_folded(
    words: Sequence[str],
    gazetteer: Gazetteer,
    *,
    exact: frozenset[str] = frozenset(),
    alarms: tuple[Alarm, ...] = (),
    shortened: bool = False,
) -> Intent:
    """
    Read words that are folded already.

    A place of several words is read before phrases, one of a single word after them: "Lawrence
    Hill" is never a hill, and "central" may be part of a phrase.
    """
    left = _Left(words)
    home = left.take_place(gazetteer, at_least=2)
    phrases = thesaurus().find(left.words)
    for phrase in phrases:
        left.take(phrase.positions)
    home = home or left.take_place(gazetteer, at_least=1)
    years = [phrase for phrase in phrases if _school_year(phrase) is not None]
    age = left.take_age() if not years else _school_year(years[0])
    loose = left.telling(but=STOP | GENERIC)
    if not (phrases or home or age is not None or loose):
        loose = left.telling(but=STOP)
    clues = [(n, Clue(words=(word,))) for n, word in loose]
    clues += [
        (phrase.positions[0], _clue(phrase, words)) for phrase in phrases if phrase not in years
    ]
    return Intent(
        words=tuple(words),
        clues=tuple(clue for _, clue in sorted(clues, key=lambda placed: placed[0])),
        needs=tuple(dict.fromkeys(need for phrase in phrases for need in phrase.needs)),
        home=home,
        age=age,
        loose=tuple(word for _, word in loose if word not in exact),
        kinder=tuple(_kinder(phrases, words)),
        alarms=alarms,
        shortened=shortened,
    )


class _Left:
    """The words that nothing has understood yet; one that is taken leaves an empty one behind."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = list(words)

    def take(self, positions: Sequence[int]) -> None:
        for n in positions:
            self.words[n] = ""

    def take_place(self, gazetteer: Gazetteer, *, at_least: int) -> Home | None:
        for length in range(LONGEST_PLACE, at_least - 1, -1):
            for start in range(len(self.words) - length + 1):
                span = self.words[start : start + length]
                if all(span) and (home := gazetteer.home(" ".join(span))):
                    self.take(range(start, start + length))
                    return home
        return None

    def take_age(self) -> int | None:
        """Take the age, if just one is there: "11 to 16" says none."""
        ages = dict(self._ages())
        if len(set(ages.values())) != 1:
            return None
        for n in ages:
            self.take([n])
            if self._at(n - 1) in BEFORE_AGE | BEFORE_SCHOOL_YEAR:
                self.take([n - 1])
            after = n + 1
            while self._at(after) in AFTER_AGE:
                self.take([after])
                after += 1
        return ages.popitem()[1]

    def telling(self, *, but: frozenset[str]) -> list[tuple[int, str]]:
        """Words that may ask for something: no letter or number alone."""
        return [
            (n, word)
            for n, word in enumerate(self.words)
            if len(word) > 1 and not word.isdecimal() and word not in but
        ]

    def _ages(self) -> Iterator[tuple[int, int]]:
        for n, word in enumerate(self.words):
            age = self._age_at(n, word)
            if age is not None and age <= OLDEST_READ:
                yield n, age

    def _age_at(self, n: int, word: str) -> int | None:
        if found := AGE_WORD.fullmatch(word):
            return int(found[1])
        if found := SCHOOL_YEAR_WORD.fullmatch(word):
            return _age_in_year(int(found[1]))
        if not (word.isascii() and word.isdecimal()) or self._at(n + 1) == "a":  # 5 a side
            return None
        number = int(word)
        if self._at(n - 1) in BEFORE_SCHOOL_YEAR:
            return _age_in_year(number)
        surely = self._at(n - 1) in BEFORE_AGE or self._at(n + 1) in AFTER_AGE
        return number if surely or number >= YOUNGEST_BARE else None

    def _at(self, n: int) -> str:
        return self.words[n] if 0 <= n < len(self.words) else ""


def _age_in_year(school_year: int) -> int | None:
    return school_year + AGE_IN_YEAR_0 if school_year in SCHOOL_YEARS else None


def _school_year(phrase: Found) -> int | None:
    """The age that a phrase such as "year 9" stands for, and nothing else; None otherwise."""
    [ages, *others] = [meaning.ages for meaning in phrase.meanings]
    if others or ages is None or phrase.needs or phrase.meanings[0].level:
        return None
    return ages[0] if ages[1] - ages[0] <= 1 else None


def _clue(phrase: Found, words: Sequence[str]) -> Clue:
    typed = [words[n] for n in phrase.positions]
    terms = {f"need:{need}" for need in phrase.needs}
    for meaning in phrase.meanings:
        if meaning.level:
            terms.add(f"level:{meaning.level}")
        if meaning.ages:
            terms.update(age_term(age) for age in range(meaning.ages[0], meaning.ages[1] + 1))
    return Clue(words=tuple(typed), terms=frozenset(terms))


def _kinder(phrases: Sequence[Found], words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What was typed, with each wording that is suggested for it once."""
    for phrase in phrases:
        typed = " ".join(words[n] for n in phrase.positions)
        kinder = dict.fromkeys(meaning.kinder for meaning in phrase.meanings if meaning.kinder)
        yield from ((typed, wording) for wording in kinder)
