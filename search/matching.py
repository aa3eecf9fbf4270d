"""The door of results by fit: a situation and a request in, groups of services with reasons out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from base.actor import Actor
from eligibility import Situation, Verdict, assess
from search.answering import facets_of, or_slower
from search.asked import Asked, fewer_and_fewer, within
from search.database_index import DatabaseIndex
from search.fit import Fit, fit_of
from search.fit_reasons import reasons_of_fit
from search.index import Hit, SearchIndex
from search.intent import Intent
from search.merging import merged
from search.reading import WordReader, notices
from search.request import SearchRequest
from search.results import Matches, Result
from search.rules import RULE
from search.situated import Situated
from search.whereabouts import HELD_IN, around, held_in, whereabouts
from services_catalog.criteria_names import CatalogueNames
from services_catalog.criteria_queries import criteria_by_service
from services_catalog.places import Gazetteer
from services_catalog.queries import services_by_ids

CLOSED_SHOWN = 10
"""How many of those not set up for this are shown, on the first page: the most relevant."""

NEAREST = 5
PLACE = {verdict: place for place, verdict in enumerate(Verdict)}


def find_matches(  # noqa: PLR0913  callers have all of it at hand
    session: Session,
    index: SearchIndex,
    request: SearchRequest,
    situation: Situation,
    *,
    reader: Actor,
    today: date,
    gazetteer: Gazetteer,
    names: CatalogueNames,
) -> Matches:
    """
    Find what fits, of what the reader may see. Without the index, the database is searched.

    The age and home of the request are those of the situation where it has none. They leave
    nothing out; every other filter does.
    """

    def find(index: SearchIndex) -> Matches:
        matcher = _Matcher(
            session=session,
            index=index,
            reader=reader,
            today=today,
            gazetteer=gazetteer,
            names=names,
        )
        return matcher.find(request, situation)

    return or_slower(find, index, lambda: DatabaseIndex(session, today=today, gazetteer=gazetteer))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matcher:
    session: Session
    index: SearchIndex
    reader: Actor
    today: date
    gazetteer: Gazetteer
    names: CatalogueNames

    def find(self, request: SearchRequest, situation: Situation) -> Matches:
        words = WordReader(index=self.index, reader=self.reader, gazetteer=self.gazetteer)
        intent, corrected = words.read(request.words)
        asked = self._situated(request, intent, situation)
        answer = self.index.search(asked.open)
        closed = self.index.search(asked.closed(CLOSED_SHOWN if request.page == 1 else 0))
        surest = self.index.search(asked.surest).total
        hits = (*answer.hits, *closed.hits)
        found = self._results(hits, asked, corrected)
        totals = (surest, answer.total - surest, closed.total)
        nearest, relaxed = ((), ()) if answer.total else self._nearest(asked, corrected)
        return Matches(
            request=request,
            situation=asked.situation,
            counts=_counts(dict(zip(Verdict, totals, strict=True)), hits, found, asked.fit),
            results=tuple(each for each in found if not _is_closed(each)),
            closed=tuple(each for each in found if _is_closed(each)),
            facets=facets_of(asked.asked, answer, lambda other: self._total(asked, other)),
            understood=words.understood(asked.asked, corrected),
            notices=notices(asked.asked),
            nearest=nearest,
            relaxed=relaxed,
        )

    def _situated(self, request: SearchRequest, intent: Intent, situation: Situation) -> Situated:
        whole, intent, home = merged(situation, request, intent, self.gazetteer)
        asked = Asked(
            request=request,
            intent=intent,
            reader=self.reader,
            gazetteer=self.gazetteer,
            home=home,
            age=whole.age,
        )
        places = whereabouts(whole, home, self.gazetteer)
        seen = (*within(self.reader), *around(places))
        unsafe = whole.places_not_safe or frozenset()
        return Situated(
            asked=asked,
            situation=whole,
            places=places,
            fit=fit_of(self.index.codes(RULE, within=seen), whole, on=self.today),
            unsafe=held_in(unsafe),
            safe=held_in(self.index.codes(HELD_IN, within=seen)) - held_in(unsafe),
        )

    def _results(
        self, hits: Sequence[Hit], asked: Situated, corrected: Mapping[str, str]
    ) -> tuple[Result, ...]:
        """
        The services of hits as the database has them now, those that can probably help first.

        One that the database no longer shows is left out.
        """
        by_id = {hit.id: hit for hit in hits}
        shown = services_by_ids(self.session, list(by_id), reader=self.reader) if hits else []
        rules = criteria_by_service(self.session, shown, reader=self.reader)
        found = (
            Result(
                service=service,
                reasons=reasons_of_fit(by_id[service.id], asked, corrected),
                assessment=assess(
                    rules[service.id].criteria, asked.situation, on=self.today, names=self.names
                ),
            )
            for service in shown
        )
        return tuple(sorted(found, key=lambda result: PLACE[_verdict(result)]))

    def _total(self, asked: Situated, other: Asked) -> int:
        return self.index.search(replace(asked.asking(other).open, facets=(), limit=0)).total

    def _nearest(
        self, asked: Situated, corrected: Mapping[str, str]
    ) -> tuple[tuple[Result, ...], tuple[str, ...]]:
        """What comes nearest: first with one filter less, then with more and more of them gone."""
        for let_go in fewer_and_fewer(asked.in_use):
            looser = asked.asking(asked.asked.without(*let_go))
            query = replace(looser.open, facets=(), offset=0, limit=NEAREST)
            if hits := self.index.search(query).hits:
                return self._results(hits, looser, corrected), let_go
        return (), ()


def _verdict(result: Result) -> Verdict:
    assert result.assessment is not None  # noqa: S101  every result here was assessed
    return result.assessment.verdict


def _is_closed(result: Result) -> bool:
    return _verdict(result) is Verdict.NOT_SET_UP


def _counts(
    totals: Mapping[Verdict, int], hits: Iterable[Hit], found: Iterable[Result], fit: Fit
) -> Mapping[Verdict, int]:
    """What the index counts, put right by what the database says of those that are shown."""
    counts = Counter(totals)
    counts.subtract(fit.verdict(hit.terms) for hit in hits)
    counts.update(_verdict(result) for result in found)
    return {verdict: max(counts[verdict], 0) for verdict in Verdict}
