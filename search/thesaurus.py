"""What people call things: the phrases of the tables that ship, found in typed words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from search.small_words import FILLERS
from search.tokens import close_words, commonest, may_be_corrected, stem, words_in
from services_catalog.reference import Synonym, level_wordings, needs, synonyms

LEAST_WITHOUT_FILLERS = 2
"""A phrase keeps its small words unless this many others are left: "in care" is not "care"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A phrase in typed words: ``positions`` of its words, and what the phrase may stand for."""

    positions: tuple[int, ...]
    meanings: tuple[Synonym, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(need for each in self.meanings for need in each.needs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Thesaurus:
    """
    Phrases by their words. ``exact`` ones are acronyms, found as they are spelt; of the others
    ``whole`` are stems with their small words and ``bare`` without them. ``uses`` counts how often
    the table has each word that a slip may be corrected to.
    """

    exact: Mapping[tuple[str, ...], tuple[Synonym, ...]]
    whole: Mapping[tuple[str, ...], tuple[Synonym, ...]]
    bare: Mapping[tuple[str, ...], tuple[Synonym, ...]]
    uses: Mapping[str, int]
    longest: int

    def find(self, words: Sequence[str]) -> list[Found]:
        """Find phrases in folded words: the longest first, and no word is used twice."""
        taken: set[int] = set()
        found = []
        for one in sorted(self._candidates(words), key=_longest_first):
            if taken.isdisjoint(one.positions):
                taken.update(one.positions)
                found.append(one)
        return sorted(found, key=lambda one: one.positions)

    def close_word(self, word: str) -> str | None:
        """The closest word of any phrase; None where none is close."""
        if not may_be_corrected(word):
            return None
        close = close_words(word, list(self.uses))
        return commonest(word, {near: self.uses[near] for near in close})

    def _candidates(self, words: Sequence[str]) -> Iterator[Found]:
        stems = [stem(word) for word in words]
        telling = [n for n, word in enumerate(words) if word not in FILLERS]
        for start in range(len(words)):
            for end in range(start + 1, min(start + self.longest, len(words)) + 1):
                span = tuple(range(start, end))
                yield from _meaning(self.exact, words, span)
                yield from _meaning(self.whole, stems, span)
        for start in range(len(telling)):
            for end in range(start + 1, min(start + self.longest, len(telling)) + 1):
                yield from _meaning(self.bare, stems, tuple(telling[start:end]))


def _meaning(
    phrases: Mapping[tuple[str, ...], tuple[Synonym, ...]],
    words: Sequence[str],
    positions: tuple[int, ...],
) -> Iterator[Found]:
    if meanings := phrases.get(tuple(words[n] for n in positions)):
        yield Found(positions=positions, meanings=meanings)


def _longest_first(found: Found) -> tuple[int, int, tuple[int, ...]]:
    """Words closer together are more surely one phrase."""
    spread = found.positions[-1] - found.positions[0]
    return (-len(found.positions), spread, found.positions)


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus of the tables that ship: each need's own name is one of its phrases."""
    named = [Synonym(phrase=need.label, needs=(need.code,)) for need in needs().values()]
    exact: dict[tuple[str, ...], list[Synonym]] = defaultdict(list)
    whole: dict[tuple[str, ...], list[Synonym]] = defaultdict(list)
    bare: dict[tuple[str, ...], list[Synonym]] = defaultdict(list)
    uses: Counter[str] = Counter()
    for synonym in (*synonyms(), *named, *_level_names()):
        words = words_in(synonym.phrase)
        if synonym.acronym:
            exact[tuple(words)].append(synonym)
            continue
        whole[tuple(stem(word) for word in words)].append(synonym)
        telling = tuple(stem(word) for word in words if word not in FILLERS)
        if len(telling) >= LEAST_WITHOUT_FILLERS:
            bare[telling].append(synonym)
        uses.update(word for word in words if may_be_corrected(word))
    return Thesaurus(
        exact={key: tuple(found) for key, found in exact.items()},
        whole={key: tuple(found) for key, found in whole.items()},
        bare={key: tuple(found) for key, found in bare.items()},
        uses=uses,
        longest=max(map(len, (*exact, *whole))),
    )


def _level_names() -> Iterator[Synonym]:
    """Everyone's wordings with a number ("tier 2"): without one, "complex" may be anything."""
    for each in level_wordings():
        if each.wording[-1].isdecimal():
            yield Synonym(phrase=each.wording, needs=(), acronym=True, level=each.level)
