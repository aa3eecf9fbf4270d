"""A catalogue that is searched: rows, an index of them, and a search in one call."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy.orm import Session

from base.actor import Actor
from search.finder import find_services
from search.index import SearchIndex
from search.matching import find_matches
from search.repair import rebuild_index
from search.request import SearchRequest
from search.whoosh_index import WhooshIndex
from services_catalog.criteria_names import CatalogueNames
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from services_catalog.models import CriteriaVersion
from tests.factories import NOON, TODAY
from tests.integration.search.fitting import THIRTEEN
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


@pytest.fixture
def match(search):
    def ask(situation=THIRTEEN, words="", index=search.index, reader=search.reader, **asked):
        return find_matches(
            search.session,
            index,
            SearchRequest(words=words, **asked),
            situation,
            reader=reader,
            today=TODAY,
            gazetteer=TOWN,
            names=CatalogueNames(gazetteer=TOWN),
        )

    return ask


@pytest.fixture
def rules(session, public):
    def set_to(service, *criteria):
        change = CriteriaChange(criteria=criteria, reason="To try it", by="Sam Example")
        set_criteria(session, service.id, change, actor=public, at=NOON)

    return set_to


@pytest.fixture
def kept(session):
    """Rules as the database may have them, whoever wrote them."""

    def keep(service, stored):
        session.add(
            CriteriaVersion(
                partnership_id=service.partnership_id,
                service_id=service.id,
                version=1,
                criteria=stored,
                changed_by="Sam Example",
                changed_at=NOON,
                reason="To try it",
            )
        )
        session.flush()

    return keep
