"""
How the index lies in Whoosh's files: what is written, and reading it back in blocks, into arrays.

Whoosh unpickles what it reads, so an index folder is code: never open one from elsewhere.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.matching import Matcher
from whoosh.reading import IndexReader

from search.index import Document
from search.segments import FacetPairs, Facts, Mask, Postings
from search.shelf import Shelf
from search.tokens import length_of, spelt_words, weighted_stems, words_in

NAME_BYTES = 32


class WeightedWords(formats.Format):  # type: ignore[misc]
    """Postings made from (stem, weight) pairs that are worked out already."""

    posting_size = 0

    def word_values(
        self, value: Sequence[tuple[str, float]], analyzer: object, **_: object
    ) -> Iterator[tuple[str, int, float, bytes]]:
        del analyzer
        return ((word, 1, weight, b"") for word, weight in value)

    def decode_weight(self, value: bytes) -> float:
        del value
        return 1.0


class PlainTerms(formats.Format):  # type: ignore[misc]
    """Postings made from words or terms that are there or are not."""

    posting_size = 0

    def word_values(
        self, value: Sequence[str], analyzer: object, **_: object
    ) -> Iterator[tuple[str, int, float, bytes]]:
        del analyzer
        return ((word, 1, 1.0, b"") for word in value)

    def decode_weight(self, value: bytes) -> float:
        del value
        return 1.0


class ReadyMade(fields.FieldType):  # type: ignore[misc]
    """A field whose postings are worked out before Whoosh sees them."""

    def __init__(self, form: formats.Format) -> None:
        super().__init__(form, analyzer=None, scorable=False, stored=False)


def schema() -> fields.Schema:
    """``facts``: id, revision, day it lapses, words, name in order and terms of a document."""
    return fields.Schema(
        id=fields.ID(unique=True),
        text=ReadyMade(WeightedWords()),
        terms=ReadyMade(PlainTerms()),
        spelling=ReadyMade(PlainTerms()),
        facts=fields.STORED(),
    )


def row(document: Document) -> dict[str, object]:
    """What Whoosh is given of a document, by field."""
    name = " ".join(words_in(document.fields.get("name", "")))
    return {
        "id": document.id.hex,
        "text": sorted(weighted_stems(document).items()),
        "terms": sorted(document.terms),
        "spelling": sorted(spelt_words(document)),
        "facts": (
            document.id.bytes,
            document.revision,
            document.lapses_on.toordinal() if document.lapses_on else 0,
            length_of(document),
            name.encode()[:NAME_BYTES],
            " ".join(sorted(document.terms)),
        ),
    }


NOTHING = Postings(docs=np.empty(0, dtype=np.int32), weights=np.empty(0, dtype=np.float32))


MOST_TERMS_KEPT = 5_000
"""Documents of a segment whose terms are kept decoded: about 5 kB each."""


@dataclass(slots=True)
class Unchanging:
    """What is worked out once for a segment, and holds for as long as the segment does."""

    facts: Facts
    facets: dict[str, FacetPairs] = field(default_factory=dict)
    spellings: tuple[str, ...] | None = None
    terms: dict[int, frozenset[str]] = field(default_factory=dict)


class WhooshSegment:
    """One segment as it was after one commit: ``arrays.Segment``, read from Whoosh's files."""

    def __init__(self, reader: IndexReader, *, shelf: Shelf, known: dict[str, Unchanging]) -> None:
        self._reader = reader
        self._shelf = shelf
        self._turn = threading.Lock()  # a reader has one place in its file at a time
        self.name: str = reader.segment().segment_id()
        if self.name not in known:
            known[self.name] = Unchanging(facts=read_facts(reader))
        self._kept = known[self.name]

    @property
    def facts(self) -> Facts:
        return self._kept.facts

    @cached_property
    def live(self) -> Mask:
        live = np.ones(self._reader.doc_count_all(), dtype=bool)
        live[list(self._reader.segment().deleted_docs())] = False
        return live

    def word(self, stemmed: str) -> Postings:
        return self._postings("text", stemmed)

    def term(self, term: str) -> Postings:
        return self._postings("terms", term)

    def spelling(self, word: str) -> Postings:
        return self._postings("spelling", word)

    def facet(self, name: str) -> FacetPairs:
        if name not in self._kept.facets:
            self._kept.facets[name] = self._read_facet(f"{name}:")
        return self._kept.facets[name]

    def spellings(self) -> tuple[str, ...]:
        if self._kept.spellings is None:
            with self._turn:
                words = tuple(word.decode() for word in self._reader.lexicon("spelling"))
            self._kept.spellings = words
        return self._kept.spellings

    def terms_of(self, document: int) -> frozenset[str]:
        """Return the terms of one document, decoded once while there is room."""
        kept = self._kept.terms
        found = kept.get(document)
        if found is None:
            with self._turn:
                *_, terms = self._reader.stored_fields(document)["facts"]
            if len(kept) >= MOST_TERMS_KEPT:
                kept.clear()
            found = kept[document] = frozenset(terms.split())
        return found

    def _postings(self, name: str, text: str) -> Postings:
        return self._shelf.get((self.name, name, text), lambda: self._read(name, text))

    def _read(self, name: str, text: str) -> Postings:
        with self._turn:
            return read_postings(self._reader, name, text)

    def _read_facet(self, prefix: str) -> FacetPairs:
        with self._turn:
            terms = [term.decode() for term in self._reader.expand_prefix("terms", prefix)]
        found = [self.term(term).docs for term in terms]
        return FacetPairs(
            docs=np.concatenate([NOTHING.docs, *found]),
            codes=np.repeat(np.arange(len(terms), dtype=np.int32), [len(docs) for docs in found]),
            labels=tuple(term.removeprefix(prefix) for term in terms),
        )


def read_facts(reader: IndexReader) -> Facts:
    """Read row by row: all rows at once would hold every term of every document for a moment."""
    count = reader.doc_count_all()
    facts = Facts(
        ids=np.empty(count, dtype="V16"),
        revisions=np.empty(count, dtype=np.int64),
        lapses=np.empty(count, dtype=np.int64),
        lengths=np.empty(count, dtype=np.float64),
        names=np.empty(count, dtype=f"S{NAME_BYTES}"),
    )
    for n in range(count):
        id_, revision, lapses, length, name, _ = reader.stored_fields(n)["facts"]
        facts.ids[n] = np.void(id_)
        facts.revisions[n] = revision
        facts.lapses[n] = lapses
        facts.lengths[n] = length
        facts.names[n] = name
    return facts


def read_postings(reader: IndexReader, name: str, text: str) -> Postings:
    """
    Read all postings of a term, those of deleted documents too.

    Whoosh hands postings out one at a time; taking its blocks whole is what makes this fast. The
    underscored names are the same in every distribution of Whoosh (see the search tests).
    """
    term = text.encode()
    if (name, term) not in reader:
        return NOTHING
    matcher = reader._terms.matcher(name, term, reader.schema[name].format)  # noqa: SLF001
    blocks = list(_blocks(matcher))
    return Postings(
        docs=np.concatenate([docs for docs, _ in blocks]),
        weights=np.concatenate([weights for _, weights in blocks]),
    )


def _blocks(matcher: Matcher) -> Iterator[tuple[Any, Any]]:
    if not isinstance(matcher, W3LeafMatcher):  # a term of one document lies beside its entry
        yield from _one_by_one(matcher)
        return
    while matcher.is_active():
        matcher._read_data()  # noqa: SLF001
        steps, weights, _ = matcher._data  # noqa: SLF001
        docs = np.cumsum(np.array(steps, dtype=np.int32), dtype=np.int32)
        even = 1.0 if weights is None else weights
        yield docs, np.broadcast_to(np.array(even, dtype=np.float32), docs.shape)
        matcher._next_block()  # noqa: SLF001


def _one_by_one(matcher: Matcher) -> Iterator[tuple[Any, Any]]:
    while matcher.is_active():
        yield (
            np.array([matcher.id()], dtype=np.int32),
            np.array([matcher.weight()], dtype=np.float32),
        )
        matcher.next()
