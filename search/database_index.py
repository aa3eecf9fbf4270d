"""
The same search without an index: documents made on the spot and read one by one.

Slower, and always there: what answers while the index cannot. It follows ``arrays.py`` step by
step, and one set of tests holds both to the same answers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from search import ranking
from search.documents import document_for
from search.index import Clue, Document, Hit, IndexAnswer, IndexQuery, Preference
from search.tokens import (
    close_words,
    commonest,
    length_of,
    may_be_corrected,
    spelt_words,
    stem,
    weighted_stems,
    words_in,
)
from services_catalog.criteria_queries import criteria_everywhere
from services_catalog.models import Service
from services_catalog.places import Gazetteer
from services_catalog.queries import SHOWN_STATUSES, WHOLE_LISTING

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Read:
    """A document, with its words worked out once they are asked for."""

    document: Document

    @property
    def terms(self) -> frozenset[str]:
        return self.document.terms

    @cached_property
    def stems(self) -> Mapping[str, float]:
        return weighted_stems(self.document)

    @cached_property
    def length(self) -> int:
        return length_of(self.document)

    @cached_property
    def place(self) -> tuple[bytes, UUID]:
        """Where it stands among equals."""
        name = " ".join(words_in(self.document.fields.get("name", "")))
        return name.encode()[:32], self.document.id

    def has_any(self, terms: frozenset[str]) -> bool:
        return not terms.isdisjoint(self.terms)

    def has_each(self, groups: Iterable[frozenset[str]]) -> bool:
        return all(self.has_any(terms) for terms in groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Which clues one document has."""

    read: Read
    by_term: frozenset[int]
    by_words: frozenset[int]

    @property
    def clues(self) -> frozenset[int]:
        return self.by_term | self.by_words


class PlainIndex:
    """``SearchIndex`` over documents in memory."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._documents = {document.id: Read(document=document) for document in documents}

    def search(self, query: IndexQuery) -> IndexAnswer:
        asked = [
            one
            for one in self._asked(query)
            if one.read.has_each(query.required) and not one.read.has_any(query.excluded)
        ]
        found = [one for one in asked if one.read.has_each(query.filters.values())]
        scores = self._scores(found, query)
        best = sorted(found, key=lambda one: (-scores[one.read.document.id], one.read.place))
        return IndexAnswer(
            total=len(found),
            hits=tuple(
                _hit(one, scores) for one in best[query.offset : query.offset + query.limit]
            ),
            facets={name: _counts(name, asked, query) for name in query.facets},
        )

    def held(self) -> Mapping[UUID, tuple[int, date | None]]:
        return {
            id_: (read.document.revision, read.document.lapses_on)
            for id_, read in self._documents.items()
        }

    def update(self, documents: Iterable[Document], *, gone: Iterable[UUID] = ()) -> None:
        for id_ in gone:
            self._documents.pop(id_, None)
        self._documents |= {document.id: Read(document=document) for document in documents}

    def rebuild(self, documents: Iterable[Document]) -> None:
        self._documents = {document.id: Read(document=document) for document in documents}

    def holds(self, word: str, *, within: tuple[frozenset[str], ...]) -> bool:
        stemmed = stem(word)
        return any(stemmed in read.stems for read in self._within(within))

    def close_spelling(self, word: str, *, within: tuple[frozenset[str], ...]) -> str | None:
        if not may_be_corrected(word):
            return None
        uses = Counter(
            spelt for read in self._within(within) for spelt in spelt_words(read.document)
        )
        return commonest(word, {near: uses[near] for near in close_words(word, list(uses))})

    def codes(self, facet: str, *, within: tuple[frozenset[str], ...]) -> Sequence[str]:
        prefix = f"{facet}:"
        return sorted(
            {
                term.removeprefix(prefix)
                for read in self._within(within)
                for term in read.terms
                if term.startswith(prefix)
            }
        )

    def _within(self, required: tuple[frozenset[str], ...]) -> list[Read]:
        return [read for read in self._documents.values() if read.has_each(required)]

    def _asked(self, query: IndexQuery) -> list[_Asked]:
        least = len(query.clues) if query.every else min(1, len(query.clues))
        found = [_asked(read, query.clues) for read in self._documents.values()]
        return [one for one in found if len(one.clues) >= least]

    def _scores(self, found: Sequence[_Asked], query: IndexQuery) -> dict[UUID, float]:
        """Scores in whole steps, so that equals are equal."""
        shares = self._shares(query.clues)
        average = self._average_length if shares else 0.0
        scores = {}
        for one in found:
            score = ranking.score(
                clues=len(one.clues),
                by_term=len(one.by_term),
                asked=len(query.clues),
                text=_text(one, query.clues, shares, average),
                points=sum(p.points for p in query.prefer if _prefers(p, one.read)),
                worth=query.words_worth,
            )
            scores[one.read.document.id] = round(score * ranking.STEPS) / ranking.STEPS
        return scores

    def _shares(self, clues: Sequence[Clue]) -> dict[str, float]:
        """How much of what was asked each word is."""
        words = [word for clue in clues for word in clue.words]
        reads = self._documents.values()
        rarities = {
            word: ranking.rarity(len(reads), sum(stem(word) in read.stems for read in reads))
            for word in set(words)
        }
        whole = sum(rarities[word] for word in words)
        return {word: rarity / whole for word, rarity in rarities.items()}

    @property
    def _average_length(self) -> float:
        reads = self._documents.values()
        return sum(read.length for read in reads) / len(reads) if reads else 0.0


class DatabaseIndex(PlainIndex):
    """The listings of the database as they are now. Makes each document once, when first asked."""

    def __init__(self, session: Session, *, today: date, gazetteer: Gazetteer) -> None:
        super().__init__(_documents(session, today=today, gazetteer=gazetteer))


def _documents(session: Session, *, today: date, gazetteer: Gazetteer) -> Iterator[Document]:
    shown = (
        select(Service)
        .where(Service.status.in_(SHOWN_STATUSES))
        .options(*WHOLE_LISTING)
        .execution_options(yield_per=BATCH)
    )
    for services in session.scalars(shown).partitions():
        criteria = criteria_everywhere(session, services)
        for service in services:
            yield document_for(
                service,
                today=today,
                gazetteer=gazetteer,
                criteria=criteria[service.id].criteria,
            )


def _asked(read: Read, clues: Sequence[Clue]) -> _Asked:
    return _Asked(
        read=read,
        by_term=frozenset(n for n, clue in enumerate(clues) if read.has_any(clue.terms)),
        by_words=frozenset(
            n
            for n, clue in enumerate(clues)
            if clue.words and all(stem(word) in read.stems for word in clue.words)
        ),
    )


def _prefers(preference: Preference, read: Read) -> bool:
    return read.has_any(preference.terms) and not read.has_any(preference.unless)


def _text(one: _Asked, clues: Sequence[Clue], shares: Mapping[str, float], average: float) -> float:
    words = [word for n in sorted(one.by_words) for word in clues[n].words]
    norm = ranking.length_norm(one.read.length, average) if words else 0.0
    weights = [(word, one.read.stems[stem(word)]) for word in words]
    return sum(shares[word] * weight / (weight + norm) for word, weight in weights)


def _hit(one: _Asked, scores: Mapping[UUID, float]) -> Hit:
    return Hit(
        id=one.read.document.id,
        score=scores[one.read.document.id],
        by_term=one.by_term,
        by_words=one.by_words,
        terms=one.read.terms,
    )


def _counts(name: str, asked: Sequence[_Asked], query: IndexQuery) -> Mapping[str, int]:
    others = [terms for other, terms in query.filters.items() if other != name]
    prefix = f"{name}:"
    return Counter(
        term.removeprefix(prefix)
        for one in asked
        if one.read.has_each(others)
        for term in one.read.terms
        if term.startswith(prefix)
    )
