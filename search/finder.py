"""The one door of search: a request in, one page of services out, each with its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from base.actor import Actor
from search.answering import facets_of, or_slower
from search.asked import Asked, fewer_and_fewer
from search.database_index import DatabaseIndex
from search.index import Hit, SearchIndex
from search.intent import Intent
from search.reading import WordReader, notices
from search.reasons import reasons_for
from search.request import SearchRequest
from search.results import Result, SearchResults
from services_catalog.places import Gazetteer
from services_catalog.queries import services_by_ids

NEAREST = 5


def find_services(
    session: Session,
    index: SearchIndex,
    request: SearchRequest,
    *,
    reader: Actor,
    today: date,
    gazetteer: Gazetteer,
) -> SearchResults:
    """Find what the reader may see. Where the index cannot be used, the database is searched."""

    def find(index: SearchIndex) -> SearchResults:
        return _Finder(session=session, reader=reader, gazetteer=gazetteer, index=index).find(
            request
        )

    return or_slower(find, index, lambda: DatabaseIndex(session, today=today, gazetteer=gazetteer))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finder:
    session: Session
    reader: Actor
    gazetteer: Gazetteer
    index: SearchIndex

    def find(self, request: SearchRequest) -> SearchResults:
        words = WordReader(index=self.index, reader=self.reader, gazetteer=self.gazetteer)
        intent, corrected = words.read(request.words)
        asked = self._asked(request, intent)
        answer = self.index.search(asked.query)
        results = self._results(answer.hits, asked, corrected)
        hidden = len(answer.hits) - len(results)
        nearest, relaxed = ((), ()) if answer.total else self._nearest(asked, corrected)
        return SearchResults(
            request=request,
            total=answer.total - hidden,
            results=results,
            facets=facets_of(asked, answer, self._total),
            understood=words.understood(asked, corrected),
            notices=notices(asked),
            nearest=nearest,
            relaxed=relaxed,
        )

    def _asked(self, request: SearchRequest, intent: Intent) -> Asked:
        return Asked(
            request=request,
            intent=intent,
            reader=self.reader,
            gazetteer=self.gazetteer,
            home=self.gazetteer.homes.get(request.home) or intent.home,
            age=intent.age if request.age is None else request.age,
        )

    def _results(
        self, hits: Sequence[Hit], asked: Asked, corrected: Mapping[str, str]
    ) -> tuple[Result, ...]:
        """The services of hits, in order; one that the database no longer shows is left out."""
        by_id = {hit.id: hit for hit in hits}
        shown = services_by_ids(self.session, list(by_id), reader=self.reader) if hits else []
        return tuple(
            Result(service=service, reasons=reasons_for(by_id[service.id], asked, corrected))
            for service in shown
        )

    def _total(self, asked: Asked) -> int:
        return self.index.search(replace(asked.query, facets=(), limit=0)).total

    def _nearest(
        self, asked: Asked, corrected: Mapping[str, str]
    ) -> tuple[tuple[Result, ...], tuple[str, ...]]:
        """What comes nearest: first with one filter less, then with more and more of them gone."""
        names = (*asked.in_use, "words") if asked.intent.clues else tuple(asked.in_use)
        for let_go in fewer_and_fewer(names):
            looser = asked.without(*let_go)
            query = replace(looser.query, facets=(), offset=0, limit=NEAREST)
            if hits := self.index.search(query).hits:
                return self._results(hits, looser, corrected), let_go
        return (), ()
