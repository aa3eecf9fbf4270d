"""A catalogue that is searched: rows, an index of them, and a search in one call."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy.orm import Session

from base.actor import Actor
from search.finder import find_services
from search.index import SearchIndex
from search.repair import rebuild_index
from search.request import SearchRequest
from search.whoosh_index import WhooshIndex
from tests.factories import TODAY
from tests.unit.search.gazetteer import TOWN


@dataclass(frozen=True, kw_only=True)
class Search:
    session: Session
    index: SearchIndex
    reader: Actor

    def rebuild(self):
        """Index what is there now; the listings are let go, so read what is needed before."""
        self.session.flush()
        rebuild_index(self.session, self.index, today=TODAY, gazetteer=TOWN)

    def __call__(self, words="", **asked):
        return find_services(
            self.session,
            self.index,
            SearchRequest(words=words, **asked),
            reader=self.reader,
            today=TODAY,
            gazetteer=TOWN,
        )

    def names(self, words="", **asked):
        return [result.service.name for result in self(words, **asked).results]

    def reasons(self, words="", **asked):
        """The reasons of the first result: codes by kind."""
        first = self(words, **asked).results[0]
        return {reason.kind: reason.codes for reason in first.reasons}

    def as_professional(self):
        return replace(self, reader=replace(self.reader, sees_professional=True))


@pytest.fixture
def index(tmp_path) -> WhooshIndex:
    return WhooshIndex(tmp_path / "index")


@pytest.fixture
def search(session, index, public) -> Search:
    return Search(session=session, index=index, reader=public)
