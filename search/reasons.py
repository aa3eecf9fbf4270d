"""Why a service stands in the list. Every result has its reasons; none is made up."""

from collections.abc import Iterator, Mapping

from search.asked import Asked, near_terms, serving_terms
from search.documents import REMOTE, age_term
from search.index import Hit
from search.results import Reason, ReasonKind
from services_catalog.places import Home

REMOTE_TERMS = frozenset(f"delivery:{delivery}" for delivery in REMOTE)


def reasons_for(hit: Hit, asked: Asked, corrected: Mapping[str, str]) -> tuple[Reason, ...]:
    """
    Say why.

    :param corrected: the words as they were read, by the words they were typed as
    """
    return (*_needs(hit, asked), *word_reasons(hit, asked, corrected), *_fits(hit, asked))


def _needs(hit: Hit, asked: Asked) -> Iterator[Reason]:
    wanted = dict.fromkeys((*asked.request.need, *asked.intent.needs))
    if codes := tuple(need for need in wanted if f"need:{need}" in hit.terms):
        yield Reason(kind=ReasonKind.NEED, codes=codes)


def word_reasons(hit: Hit, asked: Asked, corrected: Mapping[str, str]) -> Iterator[Reason]:
    """The typed words that it uses, apart from those that were read as another."""
    read_as = set(corrected.values())
    used = [word for n in sorted(hit.by_words) for word in asked.intent.clues[n].words]
    if typed := tuple(dict.fromkeys(word for word in used if word not in read_as)):
        yield Reason(kind=ReasonKind.WORDS, codes=typed)
    if other := tuple(dict.fromkeys(word for word in used if word in read_as)):
        yield Reason(kind=ReasonKind.OTHER_SPELLING, codes=other)


def _fits(hit: Hit, asked: Asked) -> Iterator[Reason]:
    if asked.age is not None and age_term(asked.age) in hit.terms:
        yield Reason(kind=ReasonKind.AGE, codes=(str(asked.age),))
    elif asked.age is not None and "age:unknown" in hit.terms:
        yield Reason(kind=ReasonKind.AGE_NOT_STATED, codes=(str(asked.age),))
    if asked.home and (kind := _home_kind(hit, asked, asked.home)):
        yield Reason(kind=kind, codes=(asked.home.code,))


def _home_kind(hit: Hit, asked: Asked, home: Home) -> ReasonKind | None:
    """None where it neither serves this home nor is near it: one of the nearest alternatives."""
    remote = not REMOTE_TERMS.isdisjoint(hit.terms)
    if hit.terms & serving_terms(home, asked.gazetteer):
        return ReasonKind.SERVES_HOME
    if hit.terms & near_terms(home):
        return ReasonKind.NEAR_HOME
    if "serves:everywhere" in hit.terms:
        return ReasonKind.REMOTE if remote else ReasonKind.SERVES_HOME
    if "serves:not_stated" in hit.terms:
        return ReasonKind.REMOTE if remote else ReasonKind.AREA_NOT_STATED
    return None
