"""A request and a situation together: the questions that an index is asked for results by fit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from eligibility import Situation
from search import ranking
from search.asked import Asked
from search.documents import REMOTE
from search.fit import Fit
from search.index import Clue, IndexQuery
from search.whereabouts import Whereabouts, around
from services_catalog.codes import Access, Delivery

REMOTE_TERMS = frozenset(f"delivery:{delivery}" for delivery in REMOTE)
COMES_TERMS = REMOTE_TERMS | {f"delivery:{Delivery.OUTREACH}", f"access:{Access.TRAVEL_HELP}"}
"""What is there for someone who cannot travel: from afar, to their door, or with help to come."""

RULED = ("age", "home")
"""Filters that are rules here: they settle the verdict and leave nothing out."""


@dataclass(frozen=True, kw_only=True)
class Situated:
    """``unsafe`` are the terms of places where they would not feel safe, ``safe`` of all others."""

    asked: Asked
    situation: Situation
    places: tuple[Whereabouts, ...]
    fit: Fit
    unsafe: frozenset[str] = frozenset()
    safe: frozenset[str] = frozenset()

    def asking(self, asked: Asked) -> Self:
        """The same situation with another request."""
        return replace(self, asked=asked)

    @property
    def in_use(self) -> list[str]:
        """What can be let go of where nothing fits, in the order in which it would be."""
        names = [name for name in self.asked.in_use if name not in {*RULED, "need"}]
        if self.asked.intent.clues:
            names.append("words")
        return [*names, "need"] if self._wanted or self.asked.request.need else names

    @cached_property
    def open(self) -> IndexQuery:
        """One page of what can probably help and then what to ask first, with every facet."""
        query = self.asked.without(*RULED).query
        clues = (*query.clues, *self._wanted_clues())
        order = ranking.order_for(self._order, clues=len(clues))
        return replace(
            query,
            clues=clues,
            required=(*query.required, *around(self.places)),
            excluded=self.fit.no,
            prefer=order.prefer,
            words_worth=order.words_worth,
        )

    @property
    def surest(self) -> IndexQuery:
        """How many can probably help."""
        required = (*self.open.required, self.fit.yes)
        excluded = self.fit.no | self.fit.unsettled
        return replace(
            self.open, required=required, excluded=excluded, prefer=(), facets=(), offset=0, limit=0
        )

    def closed(self, limit: int) -> IndexQuery:
        """The first of those that are not set up for this."""
        required = (*self.open.required, self.fit.no)
        return replace(
            self.open, required=required, excluded=frozenset(), facets=(), offset=0, limit=limit
        )

    @property
    def near(self) -> frozenset[str]:
        return frozenset().union(*(place.near for place in self.places))

    @property
    def matching(self) -> tuple[frozenset[str], ...]:
        """Each thing that counts when it is matched: needs, strengths, and phrases for needs."""
        chosen = dict.fromkeys((*self._wanted, *(f"need:{n}" for n in self.asked.request.need)))
        phrases = (
            frozenset(term for term in clue.terms if term.startswith("need:"))
            for clue in self.asked.intent.clues
        )
        return (
            *(frozenset({term}) for term in chosen),
            *(terms for terms in phrases if terms and terms.isdisjoint(chosen)),
        )

    @property
    def _order(self) -> ranking.Wanted:
        return ranking.Wanted(
            yes=self.fit.yes,
            unsettled=self.fit.unsettled,
            matching=self.matching,
            near=self.near,
            serving=frozenset().union(*(place.serving for place in self.places)),
            remote=REMOTE_TERMS,
            comes=COMES_TERMS,
            can_travel=self.situation.can_travel is not False,
            unsafe=self.unsafe,
            safe=self.safe,
        )

    @cached_property
    def _wanted(self) -> tuple[str, ...]:
        needs = sorted(self.situation.needs or ())
        strengths = sorted(self.situation.strengths or ())
        return (*(f"need:{code}" for code in needs), *(f"strength:{code}" for code in strengths))

    def _wanted_clues(self) -> Iterator[Clue]:
        if self._wanted and "need" not in self.asked.let_go:
            yield Clue(words=(), terms=frozenset(self._wanted))
