"""The one door of search: a request in, one page of services out, each with its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from base.actor import Actor
from search.asked import Asked, counted, within
from search.database_index import DatabaseIndex
from search.index import Hit, IndexAnswer, IndexUnavailable, SearchIndex
from search.intent import Intent, read_folded, read_words
from search.reasons import reasons_for
from search.request import SearchRequest
from search.results import Notice, Result, SearchResults, Understood
from search.thesaurus import thesaurus
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
    finder = _Finder(session=session, reader=reader, gazetteer=gazetteer, index=index)
    try:
        return finder.find(request)
    except IndexUnavailable:
        slower = DatabaseIndex(session, today=today, gazetteer=gazetteer)
        found = replace(finder, index=slower, known={}).find(request)
        return replace(found, notices=(*found.notices, Notice.SLOWER))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finder:
    session: Session
    reader: Actor
    gazetteer: Gazetteer
    index: SearchIndex
    known: dict[str, bool] = field(default_factory=dict)

    def find(self, request: SearchRequest) -> SearchResults:
        intent, corrected = self._understand(request.words)
        asked = self._asked(request, intent)
        answer = self.index.search(asked.query)
        results = self._results(answer.hits, asked, corrected)
        hidden = len(answer.hits) - len(results)
        nearest, relaxed = ((), ()) if answer.total else self._nearest(asked, corrected)
        return SearchResults(
            request=request,
            total=answer.total - hidden,
            results=results,
            facets=self._facets(asked, answer),
            understood=self._understood(asked, corrected),
            notices=tuple(self._notices(asked)),
            nearest=nearest,
            relaxed=relaxed,
        )

    def _understand(self, words: str) -> tuple[Intent, Mapping[str, str]]:
        """Read the words; where nothing holds one of them, read it as the closest that is held."""
        intent = read_words(words, self.gazetteer)
        close = {word: self._close(word) for word in intent.loose}
        corrected = {word: near for word, near in close.items() if near is not None}
        if not corrected:
            return intent, corrected
        mended = read_folded(
            [corrected.get(word, word) for word in intent.words],
            self.gazetteer,
            alarms=intent.alarms,
            shortened=intent.shortened,
        )
        return mended, corrected

    def _close(self, word: str) -> str | None:
        if self._holds(word):
            return None
        close = thesaurus().close_word(word)
        return close or self.index.close_spelling(word, within=within(self.reader))

    def _holds(self, word: str) -> bool:
        """Whether any service that the reader may see uses a word: asked of the index once."""
        if word not in self.known:
            self.known[word] = self.index.holds(word, within=within(self.reader))
        return self.known[word]

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

    def _facets(self, asked: Asked, answer: IndexAnswer) -> Mapping[str, Mapping[str, int]]:
        facets = counted(answer.facets)
        request = asked.request
        if request.day:
            evening = replace(asked, request=replace(request, evening=True))
            total = answer.total if request.evening else self._total(evening)
            facets["evening"] = {"yes": total} if total else {}
        return facets

    def _total(self, asked: Asked) -> int:
        return self.index.search(replace(asked.query, facets=(), limit=0)).total

    def _nearest(
        self, asked: Asked, corrected: Mapping[str, str]
    ) -> tuple[tuple[Result, ...], tuple[str, ...]]:
        """What comes nearest: first with one filter less, then with more and more of them gone."""
        names = (*asked.in_use, "words") if asked.intent.clues else tuple(asked.in_use)
        steps = [(name,) for name in names] + [names[: n + 1] for n in range(1, len(names))]
        for let_go in steps:
            looser = asked.without(*let_go)
            query = replace(looser.query, facets=(), offset=0, limit=NEAREST)
            if hits := self.index.search(query).hits:
                return self._results(hits, looser, corrected), let_go
        return (), ()

    def _understood(self, asked: Asked, corrected: Mapping[str, str]) -> Understood:
        intent, request = asked.intent, asked.request
        unread = [word for word in intent.loose if not self._holds(word)]
        from_words = asked.home if asked.home is not None and asked.home is intent.home else None
        return Understood(
            needs=intent.needs,
            home=from_words.code if from_words else "",
            age=intent.age if request.age is None else None,
            corrected=tuple(corrected.items()),
            kinder=intent.kinder,
            alarms=intent.alarms,
            unread=len(unread),
        )

    def _notices(self, asked: Asked) -> list[Notice]:
        notices = []
        if asked.intent.shortened:
            notices.append(Notice.SHORTENED)
        if asked.request.home and asked.request.home not in self.gazetteer.homes:
            notices.append(Notice.HOME_UNKNOWN)
        return notices
