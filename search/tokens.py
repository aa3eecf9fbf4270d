"""Words and their stems: the same for what is typed, what is indexed and the thesaurus."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from whoosh.lang.porter2 import stem as porter_stem

from eligibility.words import fold
from search.index import FIELDS, Document
from services_catalog.reference import synonyms

LONGEST_EXACT = 3
"""Words of up to three letters are taken as they are: ASD and ASB are different things."""

LONGEST_TOKEN = 64
SHORTEST_CORRECTED = 4
LONG_WORD = 8


def words_in(text: str) -> list[str]:
    return [word[:LONGEST_TOKEN] for word in fold(text).split()]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what the forms of a word have in common; acronyms and short words stay whole."""
    if len(word) <= LONGEST_EXACT or word in acronyms() or not word.isalpha():
        return word
    return str(porter_stem(word)) or word


@cache
def acronyms() -> frozenset[str]:
    return frozenset(s.phrase for s in synonyms() if s.acronym and " " not in s.phrase)


def may_be_corrected(word: str) -> bool:
    """Never an acronym, nor a word of two or three letters, nor a number."""
    return len(word) >= SHORTEST_CORRECTED and word.isalpha() and word not in acronyms()


def close_words(typed: str, words: Sequence[str]) -> list[str]:
    """
    Return the words that are one slip away, or two where the word typed is long.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour.
    """
    allowed = 2 if len(typed) >= LONG_WORD else 1
    found = process.extract(
        typed, words, scorer=OSA.distance, processor=None, score_cutoff=allowed, limit=None
    )
    return [word for word, slips, _ in found if slips]


def commonest(typed: str, uses: Mapping[str, int]) -> str | None:
    """Of words close to what was typed, the closest, then the one used most; None if none is."""
    used = [word for word, n in uses.items() if n]
    return min(used, key=lambda w: (OSA.distance(typed, w), -uses[w], w), default=None)


def weighted_stems(document: Document) -> Mapping[str, float]:
    """Each stem of a document, with how much its uses are worth together."""
    weights: dict[str, float] = {}
    for field, worth in FIELDS.items():
        for word in words_in(document.fields.get(field, "")):
            key = stem(word)
            weights[key] = weights.get(key, 0.0) + worth
    return weights


def spelt_words(document: Document) -> frozenset[str]:
    """The words of a document that a slip may be corrected to."""
    return frozenset(
        word
        for field in FIELDS
        for word in words_in(document.fields.get(field, ""))
        if may_be_corrected(word)
    )


def length_of(document: Document) -> int:
    """How many words a document has: in a long one, each says less."""
    return sum(len(words_in(document.fields.get(field, ""))) for field in FIELDS)
