"""What an index holds, as arrays: its segments, each as it was written, and all of them joined."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import DTypeLike, NDArray

from search import ranking

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


MANY = 32
"""From more terms than this, all pairs of a facet are read at once: rules come in hundreds."""

MASKS_KEPT = 6
"""The questions of one situation ask for the same rules several times over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Which documents of a segment have a word or term, in order, and how much of it."""

    docs: NDArray[np.int32]
    weights: NDArray[np.float32]

    @property
    def bytes(self) -> int:
        return int(self.docs.nbytes + self.weights.nbytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What each document of a segment is: all arrays are as long as the segment.

    ``names`` are folded and cut, for order alone. ``lapses`` are proleptic ordinals, 0 for never.
    """

    ids: NDArray[np.void]
    revisions: NDArray[np.int64]
    lapses: NDArray[np.int64]
    lengths: Numbers
    names: NDArray[np.bytes_]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPairs:
    """Every (document, code) of one facet: ``codes`` are positions in ``labels``."""

    docs: NDArray[np.int32]
    codes: NDArray[np.int32]
    labels: tuple[str, ...]


class Segment(Protocol):
    """A part of the index that never changes, but for documents that are deleted from it."""

    @property
    def facts(self) -> Facts: ...

    @property
    def live(self) -> Mask: ...

    def word(self, stemmed: str) -> Postings: ...

    def term(self, term: str) -> Postings: ...

    def spelling(self, word: str) -> Postings: ...

    def facet(self, name: str) -> FacetPairs: ...

    def spellings(self) -> Sequence[str]: ...

    def terms_of(self, document: int) -> frozenset[str]: ...


class Copy:
    """The whole index as it was after one commit. Nothing here changes, so threads may share it."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        sizes = [len(segment.facts.ids) for segment in segments]
        self.starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self.size = int(self.starts[-1])
        self._facets: dict[str, FacetPairs] = {}
        self._places_of: dict[str, Mapping[str, int]] = {}
        self._masks: dict[frozenset[str], Mask] = {}

    @cached_property
    def live(self) -> Mask:
        return _joined([segment.live for segment in self.segments], bool)

    @cached_property
    def ids(self) -> NDArray[np.void]:
        return _joined([segment.facts.ids for segment in self.segments], "V16")

    @cached_property
    def norms(self) -> Numbers:
        lengths = _joined([segment.facts.lengths for segment in self.segments], float)
        average = float(lengths[self.live].mean()) if self.live.any() else 1.0
        least = ranking.length_norm(0, average)
        rise = ranking.length_norm(average, average) - least
        norms: Numbers = least + rise * lengths / (average or 1.0)
        return norms

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """Where each document stands by name, then by id."""
        names = _joined([segment.facts.names for segment in self.segments], "S32")
        halves = np.frombuffer(self.ids.tobytes(), dtype=">u8").reshape(self.size, 2)
        order = np.lexsort((halves[:, 1], halves[:, 0], names))
        places = np.empty(self.size, dtype=np.int64)
        places[order] = np.arange(self.size)
        return places

    def held(self) -> Iterator[tuple[UUID, int, int]]:
        """Yield the id, revision and day of lapsing (an ordinal, 0 for never) of each document."""
        for segment in self.segments:
            facts = segment.facts
            for n in np.flatnonzero(segment.live):
                id_ = UUID(bytes=facts.ids[n].tobytes())
                yield id_, int(facts.revisions[n]), int(facts.lapses[n])

    def facet(self, name: str) -> FacetPairs:
        if name not in self._facets:
            self._facets[name] = _joined_facet(
                [segment.facet(name) for segment in self.segments], self.starts
            )
        return self._facets[name]

    def any_of(self, terms: frozenset[str]) -> Mask:
        """Which documents have any of them; what is returned is not to be changed."""
        if len(terms) <= MANY:
            return self._by_term(terms)
        mask = self._masks.get(terms)
        if mask is None:
            mask = self._by_facet(terms)
            for oldest in list(self._masks)[: 1 - MASKS_KEPT]:
                self._masks.pop(oldest, None)
            self._masks[terms] = mask
        return mask

    def _by_term(self, terms: Iterable[str]) -> Mask:
        mask = np.zeros(self.size, dtype=bool)
        for start, segment in zip(self.starts, self.segments, strict=False):
            for term in terms:
                mask[segment.term(term).docs + start] = True
        return mask

    def _by_facet(self, terms: frozenset[str]) -> Mask:
        """One look at all pairs of a facet instead of one at each term."""
        mask = np.zeros(self.size, dtype=bool)
        left = set(terms)
        while left:
            facet = next(iter(left)).partition(":")[0]
            pairs, positions = self.facet(facet), self._positions(facet)
            asked = np.zeros(len(positions), dtype=bool)
            asked[[positions[term] for term in left & positions.keys()]] = True
            mask[pairs.docs[asked[pairs.codes]]] = True
            left = {term for term in left - positions.keys() if term.partition(":")[0] != facet}
        return mask

    def _positions(self, facet: str) -> Mapping[str, int]:
        """Where the code of each term of a facet stands among its labels."""
        if facet not in self._places_of:
            labels = self.facet(facet).labels
            self._places_of[facet] = {f"{facet}:{label}": n for n, label in enumerate(labels)}
        return self._places_of[facet]

    def codes(self, facet: str, within: Iterable[frozenset[str]]) -> list[str]:
        """The codes of a facet that any document within has, in order."""
        pairs = self.facet(facet)
        had = np.zeros(len(pairs.labels), dtype=bool)
        had[pairs.codes[self.within(within)[pairs.docs]]] = True
        return [pairs.labels[n] for n in np.flatnonzero(had)]

    def within(self, required: Iterable[frozenset[str]]) -> Mask:
        mask = self.live.copy()
        for terms in required:
            mask &= self.any_of(terms)
        return mask

    def word(self, stemmed: str) -> tuple[NDArray[np.int64], Numbers]:
        found = [segment.word(stemmed) for segment in self.segments]
        docs = [p.docs + start for p, start in zip(found, self.starts, strict=False)]
        return _joined(docs, np.int64), _joined([p.weights for p in found], float)

    def spellings(self) -> Sequence[str]:
        """Every word that a slip may be corrected to."""
        return sorted({word for segment in self.segments for word in segment.spellings()})

    def uses(self, word: str, within: Mask) -> int:
        """How many of the documents within have this word, spelt so."""
        return sum(
            int(np.count_nonzero(within[segment.spelling(word).docs + start]))
            for start, segment in zip(self.starts, self.segments, strict=False)
        )


def _joined(parts: Sequence[NDArray[Any]], dtype: DTypeLike) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype=dtype), *parts]).astype(dtype, copy=False)


def _joined_facet(parts: Sequence[FacetPairs], starts: NDArray[np.int64]) -> FacetPairs:
    labels = tuple(sorted({label for part in parts for label in part.labels}))
    position = {label: n for n, label in enumerate(labels)}
    codes = [np.array([position[x] for x in p.labels], dtype=np.int32)[p.codes] for p in parts]
    docs = [part.docs + int(start) for part, start in zip(parts, starts, strict=False)]
    return FacetPairs(docs=_joined(docs, np.int32), codes=_joined(codes, np.int32), labels=labels)
