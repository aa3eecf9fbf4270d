"""Answer a query from arrays: which documents match, how many of what, and which come first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from search import ranking
from search.index import Clue, Hit, IndexAnswer, IndexQuery, Preference
from search.segments import Copy, FacetPairs, Mask, Numbers
from search.tokens import stem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """One clue: which documents have it, and how much of the asked text each holds."""

    by_term: Mask
    by_words: Mask
    text: Numbers


def search(copy: Copy, query: IndexQuery) -> IndexAnswer:
    within = copy.within(query.required) & ~copy.any_of(query.excluded)
    matches = _matches(copy, query.clues)
    asked = within & _asked_for(copy, matches, every=query.every)
    filters = {name: copy.any_of(terms) for name, terms in query.filters.items()}
    found = _all_but(None, asked, filters)
    docs = np.flatnonzero(found)
    scores = query.words_worth * _scores(docs, matches) + _points(copy, docs, query.prefer)
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
        liked = copy.any_of(preference.terms)[docs]
        if preference.unless:
            liked &= ~copy.any_of(preference.unless)[docs]
        points += preference.points * liked
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
