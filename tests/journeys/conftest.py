"""A catalogue to look through: places, the sample, and an index of both."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from base.actor import Actor
from base.clock import now, today
from navigator.web.finding import current_index
from search.repair import repair_index
from services_catalog.models import Authority, Outcode, Postcode, Service, Ward
from services_catalog.operations import put_listing
from services_catalog.places import load_gazetteer
from tests.journeys import sample

BRISTOL = "E06000023"
NEAR = {"latitude": 51.407, "longitude": -2.613}


@pytest.fixture
def places(session) -> None:
    session.add(Authority(code=BRISTOL, name="Bristol, City of"))
    session.flush()
    session.add_all(
        [
            Ward(code=sample.HARTCLIFFE, name="Hartcliffe and Withywood", authority_code=BRISTOL,
                 **NEAR),
            Outcode(code="BS13", authority_codes=BRISTOL, ward_codes=sample.HARTCLIFFE, **NEAR),
            Outcode(code="BS37", authority_codes="E06000025", ward_codes="", latitude=51.54,
                    longitude=-2.42),
            Postcode(code="BS13 0AA", ward_code=sample.HARTCLIFFE, lsoa_code="E01014485",
                     authority_code=BRISTOL, live=True, **NEAR),
            Postcode(code="BS37 4AA", ward_code=None, authority_code="E06000025", live=True,
                     latitude=51.54, longitude=-2.42),
        ]
    )  # fmt: skip
    session.flush()


@pytest.fixture
def day() -> date:
    return today()


@pytest.fixture
def listed(app, session, partnership, places, day):
    """``listed(listing, ...)``: put listings into the catalogue and its index."""

    def put(*listings):
        for listing in listings:
            put_listing(session, listing, actor=Actor(partnership_id=partnership.id), at=now())
        session.commit()
        with app.app_context(), app.extensions["sessions"]() as own:
            repair_index(own, current_index(), today=day, gazetteer=load_gazetteer(own))

    return put


@pytest.fixture
def kept_ids(session, partnership, places, day):
    """``kept_ids(listing, ...)``: put listings into the catalogue alone; ids by source ids."""

    def put(*listings) -> dict[str, str]:
        for listing in listings:
            put_listing(session, listing, actor=Actor(partnership_id=partnership.id), at=now())
        session.commit()
        return {each.source_id: str(each.id) for each in session.scalars(select(Service))}

    return put


@pytest.fixture
def catalogue(listed, day) -> None:
    listed(sample.BARE, sample.full(day), *sample.awkward(day), *sample.many(day, count=22))


@pytest.fixture
def find(client):
    """``find(q="boxing")``: fill in the search form of the first page, and send it."""

    def send(**typed):
        token = client.page("/").select_one("input[name=csrf_token]")["value"]
        return client.post("/search", data={"csrf_token": token, **typed})

    return send


@pytest.fixture
def found(client, find):
    """``found(q="boxing")``: the page of results that the search leads to."""

    def follow(**typed) -> BeautifulSoup:
        sent = find(**typed)
        assert sent.status_code == 303, sent.text[:2000]
        return client.page(sent.headers["Location"])

    return follow
