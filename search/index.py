"""
What a search engine must do for us, and the plain values that pass in and out of it.

An engine knows words, terms and counts. It knows nothing of needs, places or people: a filter is a
set of terms, and which terms a service has is decided in ``documents.py``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    One service as the index holds it.

    ``fields`` are texts by name (``FIELDS``), best first. ``terms`` are exact codes such as
    ``need:trauma``, for filters and facets; a term holds no space. ``lapses_on`` is the first day
    on which its terms will have changed although nobody has edited it (space lapses, a check falls
    due); None is never.
    """

    id: UUID
    revision: int
    fields: Mapping[str, str]
    terms: frozenset[str]
    lapses_on: date | None = None


FIELDS: Mapping[str, float] = MappingProxyType(
    {
        "name": 4.0,
        "needs": 2.0,
        "summary": 2.0,
        "organisation": 1.5,
        "place": 1.0,
        "description": 1.0,
    }
)
"""The texts of a document and how much a word in each is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """
    One thing that was asked for: a document has it if it has any of ``terms`` or all of ``words``.

    ``words`` are as typed, folded to lower case; the engine stems them as it stems documents.
    """

    words: tuple[str, ...]
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """A document with any of ``terms`` and none of ``unless`` has more ``points``."""

    terms: frozenset[str]
    points: float
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexQuery:
    """
    ``clues`` are what was asked for, in order; none means everything. ``every`` asks for documents
    that have all of them; otherwise any one is enough.

    ``required`` holds sets of terms: a document must have one of each. ``filters`` are the same,
    by the name of their facet; a facet is counted with every filter but its own. An empty set
    matches nothing. A document with any term of ``excluded`` is out. ``prefer`` lifts some above
    others, and drops none; ``words_worth`` scales what the clues are worth beside it.
    """

    clues: tuple[Clue, ...] = ()
    every: bool = False
    required: tuple[frozenset[str], ...] = ()
    excluded: frozenset[str] = frozenset()
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    prefer: tuple[Preference, ...] = ()
    words_worth: float = 1.0
    facets: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """
    ``score`` is comparable within one answer alone.

    ``by_term`` and ``by_words`` are the positions, in the query, of the clues that this document
    has by a term and by its own words.
    """

    id: UUID
    score: float
    by_term: frozenset[int] = frozenset()
    by_words: frozenset[int] = frozenset()
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexAnswer:
    """
    ``total`` counts every match; ``hits`` are those from ``offset`` on, best first: highest score,
    then by name, then by id.

    ``facets`` counts documents by facet and code, zeros left out.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]


class IndexUnavailable(Exception):
    """The index cannot be opened, read or written; the database can still answer."""


class SearchIndex(Protocol):
    """
    A copy of the catalogue that can be searched. A facet *f* counts terms that start with ``f:``.

    Every method raises ``IndexUnavailable`` where the copy cannot be used. ``within`` is read as
    ``IndexQuery.required`` is: what lies outside it must not show, not even by a word it holds.
    """

    def search(self, query: IndexQuery) -> IndexAnswer: ...

    def held(self) -> Mapping[UUID, tuple[int, date | None]]:
        """The revision and the day it lapses of every document held."""
        ...

    def codes(self, facet: str, *, within: tuple[frozenset[str], ...]) -> Sequence[str]:
        """Every code of a facet that any document has, in order."""
        ...

    def update(self, documents: Iterable[Document], *, gone: Iterable[UUID] = ()) -> None:
        """Add or replace documents and drop those gone, in one commit."""
        ...

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new copy beside the old one and put it in its place at once."""
        ...

    def holds(self, word: str, *, within: tuple[frozenset[str], ...]) -> bool:
        """Whether any document has this word, in any of its forms."""
        ...

    def close_spelling(self, word: str, *, within: tuple[frozenset[str], ...]) -> str | None:
        """The closest word held, the commonest of those (``tokens.close_words``); or None."""
        ...
