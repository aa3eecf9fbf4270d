"""
A typed sentence → what it says of a young person, and the words that are left to search for.

What could say who a child is (birth dates, NHS numbers, full postcodes, e-mail addresses, phone
numbers) is taken out before anything else looks at the words, as ``search.intent`` does.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from eligibility import Alarm, Situation, alarms_in
from search.intent import LONGEST_PLACE, OLDEST_READ, YOUNGEST_BARE, without_personal
from search.said_access import TAKING_PART_SAYINGS
from search.said_agreement import AGREEMENT_SAYINGS
from search.said_help import HELP_SAYINGS
from search.said_person import NOT_COUNTED, PERSON_SAYINGS
from search.said_school import SCHOOL_SAYINGS
from search.said_send import SEND_SAYINGS
from search.said_text import RANGE, SaidText
from search.saying import Saying, Sayings, Spoken, one_of
from search.settling import joined, standing
from search.small_words import GENERIC, STOP
from search.thesaurus import thesaurus
from services_catalog.criteria_names import place_of
from services_catalog.places import Gazetteer, Home

LONGEST_SENTENCE = 1000
"""Characters that are read; the rest is ignored, and the person is told."""

SEARCHED = frozenset({"age", "school_year", "needs", "home"})
"""What a search may say in an address too. Anything else stays on the server."""

IN = "(?:in|to|into|at|around|near|through|of)"
ROLES: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (fact, re.compile(rf"(?<!\S){one_of(before)} $"))
    for fact, before in (
        (
            "places_not_safe",
            rf"""
            (?:(?:not|never|isnt|doesnt|dont) (?:feels? )?safe|unsafe|avoids?|avoiding)(?: {IN})*
            (?:scared|afraid|frightened)(?: to go| of going)?(?: {IN})*
            (?:cant|cannot|can not|wont|will not) (?:go|travel|walk)(?: {IN})*
            """,
        ),
        ("school", rf"(?:school|college|pru)(?: is)?(?: {IN})+"),
        ("gp", rf"(?:gp|gp surgery)(?: is)?(?: {IN})+"),
    )
)
"""What is said before a place that is not where they live."""

ROLE_LOOK_BACK = 40
STREETS = one_of("road|rd|street|st|avenue|ave|close|lane|drive|way|court|place|crescent")
BARE_AGE = re.compile(
    rf"(?<!\S)(?<!{RANGE} )(\d{{1,2}})(?!\S){NOT_COUNTED}(?! (?:\w+ ){{1,2}}{STREETS}(?!\S))"
)
"""A number alone, unless it counts something, ends a range or stands before a street."""

_SETTING = """
    address age aged also attending attends born brother called currently dad days didnt dob
    email father hasnt havent home isnt known last likes live lives living longer looking loves
    mobile mother mum nan never nhs none now once parent parents phone placed plan postcode
    previously recently risk said says school since sister still surname tel term times twice
    upn wasnt weeks without yes
"""
SETTING = frozenset(_SETTING.split())
"""Words that only place or join what stands beside them, or what was taken out."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Heard:
    """``fact`` is the name of a field of ``Situation``; ``typed`` the words it was read from."""

    fact: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sentence:
    """
    What was read. ``rest`` are the words that were not; they may hold a name, so a caller keeps
    them on the server where the sentence ``is_private``. ``home`` is what ``situation.home`` came
    from: a ward or an outward code. ``of_someone``: more was told of somebody than could be kept
    ("no EHCP"). ``shortened``: more was typed than is read.
    """

    situation: Situation
    rest: str = ""
    heard: tuple[Heard, ...] = ()
    home: Home | None = None
    alarms: tuple[Alarm, ...] = ()
    of_someone: bool = False
    shortened: bool = False

    @property
    def is_private(self) -> bool:
        """Whether it says more of someone than an age or school year, needs and a home."""
        return self.of_someone or any(one.fact not in SEARCHED for one in self.heard)


@dataclass(frozen=True, slots=True)
class _Fact:
    name: str
    value: object
    positions: Sequence[int]


TABLE: Sequence[Saying] = (
    *HELP_SAYINGS,
    *SCHOOL_SAYINGS,
    *SEND_SAYINGS,
    *AGREEMENT_SAYINGS,
    *PERSON_SAYINGS,
    *TAKING_PART_SAYINGS,
)


@cache
def sayings() -> Sayings:
    return Sayings(TABLE)


def read_sentence(typed: str, gazetteer: Gazetteer) -> Sentence:
    """
    Read places of several words first, then what is said, then needs, as a search does; a place
    of one word and a bare number are read last, of the words that nothing else has understood.
    """
    text = SaidText.of(without_personal(typed[:LONGEST_SENTENCE]))
    reading = _Reading(text, gazetteer)
    reading.read_places(at_least=2)
    reading.read_sayings()
    reading.read_needs()
    reading.read_places(at_least=1)
    reading.read_bare_age()
    return Sentence(
        situation=Situation().filled(reading.values()),
        rest=reading.rest(),
        heard=reading.heard(),
        home=reading.home,
        alarms=alarms_in(typed),  # all of it: a cry for help may stand at the end
        of_someone=reading.of_someone,
        shortened=len(typed) > LONGEST_SENTENCE,
    )


class _Reading:
    """A sentence while it is read: what was found so far, and which tokens that has used up."""

    def __init__(self, text: SaidText, gazetteer: Gazetteer) -> None:
        self.home: Home | None = None
        self.of_someone = False
        self._text = text
        self._gazetteer = gazetteer
        self._facts: list[_Fact] = []
        self._used: set[int] = set()
        self._no_needs: set[int] = set()

    def read_places(self, *, at_least: int) -> None:
        longest = LONGEST_PLACE if at_least > 1 else 1
        for length in range(longest, at_least - 1, -1):
            for start in range(len(self._text.words) - length + 1):
                positions = range(start, start + length)
                words = [self._text.words[n] for n in positions]
                if all(words) and self._used.isdisjoint(positions):
                    self._take_place(self._gazetteer.home(" ".join(words)), positions)

    def read_sayings(self) -> None:
        found = list(sayings().find(self._text.without(self._used)))
        facts = [fact for spoken in found for fact in self._facts_of(spoken)]
        stands = {name: standing(name, values) for name, values in _by_name(facts).items()}
        self._facts += [fact for fact in facts if fact.value in stands[fact.name]]
        self.of_someone = any(spoken.of_someone for spoken in found)
        for spoken in found:
            positions = self._positions(spoken)
            if not spoken.tells_need:
                self._no_needs.update(positions)
            if spoken.understood and all(stands[name] for name in spoken.facts):
                self._used.update(positions)
        self._use_up()

    def read_needs(self) -> None:
        """Words that were read as something else may tell of a need too: "suspended twice"."""
        hidden = self._no_needs | self._of("home", "school", "gp", "places_not_safe")
        words = ["" if n in hidden else word for n, word in enumerate(self._text.words)]
        for phrase in thesaurus().find(words):
            if phrase.needs:
                self._facts.append(_Fact("needs", frozenset(phrase.needs), phrase.positions))
        self._use_up()

    def read_bare_age(self) -> None:
        """Take it if just one is there and no age was said; "11 to 16" says none."""
        if any(fact.name == "age" for fact in self._facts):
            return
        found = [
            (int(one[1]), self._text.positions(one.start(1), one.end(1)))
            for one in BARE_AGE.finditer(self._text.without(self._used))
        ]
        ages = {age for age, _ in found if YOUNGEST_BARE <= age <= OLDEST_READ}
        if len(ages) == 1:
            self._facts += [_Fact("age", age, at) for age, at in found if age in ages]
            self._use_up()

    def values(self) -> Mapping[str, object]:
        return {name: joined(values) for name, values in _by_name(self._facts).items()}

    def heard(self) -> tuple[Heard, ...]:
        return tuple(
            Heard(fact=fact.name, typed=self._text.as_typed(fact.positions))
            for fact in sorted(self._facts, key=lambda fact: fact.positions[0])
        )

    def rest(self) -> str:
        unread = [word for n, word in enumerate(self._text.words) if n not in self._used]
        asking = [word for word in unread if len(word) > 1 and not word[0].isdecimal()]
        telling = [word for word in asking if word not in STOP | GENERIC | SETTING]
        if not (telling or self._facts):
            telling = [word for word in asking if word not in STOP]
        return " ".join(telling)

    def _take_place(self, home: Home | None, positions: Sequence[int]) -> None:
        if home is None:
            return
        name = self._role(positions[0])
        if name == "places_not_safe":
            self._facts.append(_Fact(name, home.wards, positions))
        elif not any(fact.name == name for fact in self._facts):
            self._facts.append(_Fact(name, place_of(home, self._gazetteer), positions))
            self.home = home if name == "home" else self.home
        self._use_up()

    def _role(self, position: int) -> str:
        end = self._text.start_of(position)
        for name, before in ROLES:
            if before.search(self._text.marked, max(0, end - ROLE_LOOK_BACK), end):
                return name
        return "home"

    def _facts_of(self, spoken: Spoken) -> Iterator[_Fact]:
        positions = self._positions(spoken)
        yield from (_Fact(name, value, positions) for name, value in spoken.facts.items())

    def _positions(self, spoken: Spoken) -> Sequence[int]:
        return self._text.positions(spoken.start, spoken.end)

    def _of(self, *names: str) -> set[int]:
        return {n for fact in self._facts if fact.name in names for n in fact.positions}

    def _use_up(self) -> None:
        self._used.update(n for fact in self._facts for n in fact.positions)


def _by_name(facts: Sequence[_Fact]) -> Mapping[str, list[object]]:
    named: dict[str, list[object]] = defaultdict(list)
    for fact in facts:
        named[fact.name].append(fact.value)
    return named
