"""Answer a query from arrays: which documents match, how many of what, and which come first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import DTypeLike, NDArray

from search import ranking
from search.index import Clue, Hit, IndexAnswer, IndexQuery, Preference
from search.tokens import stem

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """One clue: which documents have it, and how much of the asked text each holds."""

    by_term: Mask
    by_words: Mask
    text: Numbers


class Copy:
    """The whole index as it was after one commit. Nothing here changes, so threads may share it."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        sizes = [len(segment.facts.ids) for segment in segments]
        self.starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self.size = int(self.starts[-1])
        self._facets: dict[str, FacetPairs] = {}

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

    def any_of(self, terms: Iterable[str]) -> Mask:
        mask = np.zeros(self.size, dtype=bool)
        for start, segment in zip(self.starts, self.segments, strict=False):
            for term in terms:
                mask[segment.term(term).docs + start] = True
        return mask

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


def search(copy: Copy, query: IndexQuery) -> IndexAnswer:
    within = copy.within(query.required)
    matches = _matches(copy, query.clues)
    asked = within & _asked_for(copy, matches, every=query.every)
    filters = {name: copy.any_of(terms) for name, terms in query.filters.items()}
    found = _all_but(None, asked, filters)
    docs = np.flatnonzero(found)
    scores = _scores(docs, matches) + _points(copy, docs, query.prefer)
    shown = _best(copy, docs, scores, query.offset + query.limit)[query.offset :]
    return IndexAnswer(
        total=len(docs),
        hits=tuple(_hit(copy, int(docs[n]), float(scores[n]), matches) for n in shown),
        facets={
            name: _counts(copy.facet(name), _all_but(name, asked, filters)) for name in query.facets
        },
    )


def _matches(copy: Copy, clues: Sequence[Clue]) -> list[_Match]:
    words = {word: stem(word) for clue in clues for word in clue.words}
    found = {word: copy.word(stemmed) for word, stemmed in words.items()}
    rarities = {word: ranking.rarity(copy.size, len(docs)) for word, (docs, _) in found.items()}
    whole = sum(rarities[word] for clue in clues for word in clue.words) or 1.0
    shares = {word: rarity / whole for word, rarity in rarities.items()}
    return [_match(copy, clue, found, shares) for clue in clues]


def _match(
    copy: Copy,
    clue: Clue,
    found: Mapping[str, tuple[NDArray[np.int64], Numbers]],
    shares: Mapping[str, float],
) -> _Match:
    by_words = np.full(copy.size, bool(clue.words))
    text = np.zeros(copy.size)
    for word in clue.words:
        docs, weights = found[word]
        has = np.zeros(copy.size, dtype=bool)
        has[docs] = True
        by_words &= has
        text[docs] += shares[word] * weights / (weights + copy.norms[docs])
    text[~by_words] = 0.0
    return _Match(by_term=copy.any_of(clue.terms), by_words=by_words, text=text)


def _asked_for(copy: Copy, matches: Sequence[_Match], *, every: bool) -> Mask:
    asked = np.full(copy.size, every or not matches)
    for match in matches:
        has = match.by_term | match.by_words
        asked = asked & has if every else asked | has
    return asked


def _all_but(name: str | None, asked: Mask, filters: Mapping[str, Mask]) -> Mask:
    mask = asked
    for other, allowed in filters.items():
        if other != name:
            mask = mask & allowed
    return mask


def _scores(docs: NDArray[np.int64], matches: Sequence[_Match]) -> Numbers:
    scores = np.zeros(len(docs))
    for match in matches:
        by_term, by_words = match.by_term[docs], match.by_words[docs]
        scores += ranking.CLUE * (by_term | by_words) + ranking.BY_TERM * by_term
        scores += ranking.TEXT * len(matches) * match.text[docs]
    return scores


def _points(copy: Copy, docs: NDArray[np.int64], prefer: Sequence[Preference]) -> Numbers:
    points = np.zeros(len(docs))
    for preference in prefer:
        points += preference.points * copy.any_of(preference.terms)[docs]
    return points


def _best(copy: Copy, docs: NDArray[np.int64], scores: Numbers, wanted: int) -> NDArray[np.int64]:
    """Return positions in ``docs``, best first: one whole number says score and then place."""
    keys = copy.places[docs] - np.rint(scores * ranking.STEPS).astype(np.int64) * copy.size
    if wanted < len(keys):
        first = np.argpartition(keys, wanted)[:wanted]
        return first[np.argsort(keys[first])]
    return np.argsort(keys)


def _hit(copy: Copy, doc: int, score: float, matches: Sequence[_Match]) -> Hit:
    number = int(np.searchsorted(copy.starts, doc, side="right")) - 1
    return Hit(
        id=UUID(bytes=copy.ids[doc].tobytes()),
        score=score,
        by_term=frozenset(n for n, match in enumerate(matches) if match.by_term[doc]),
        by_words=frozenset(n for n, match in enumerate(matches) if match.by_words[doc]),
        terms=copy.segments[number].terms_of(doc - int(copy.starts[number])),
    )


def _counts(facet: FacetPairs, mask: Mask) -> Mapping[str, int]:
    counts = np.bincount(facet.codes[mask[facet.docs]], minlength=len(facet.labels))
    return {label: int(n) for label, n in zip(facet.labels, counts, strict=True) if n}


def _joined(parts: Sequence[NDArray[Any]], dtype: DTypeLike) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype=dtype), *parts]).astype(dtype, copy=False)


def _joined_facet(parts: Sequence[FacetPairs], starts: NDArray[np.int64]) -> FacetPairs:
    labels = tuple(sorted({label for part in parts for label in part.labels}))
    position = {label: n for n, label in enumerate(labels)}
    codes = [np.array([position[x] for x in p.labels], dtype=np.int32)[p.codes] for p in parts]
    docs = [part.docs + int(start) for part, start in zip(parts, starts, strict=False)]
    return FacetPairs(docs=_joined(docs, np.int32), codes=_joined(codes, np.int32), labels=labels)
