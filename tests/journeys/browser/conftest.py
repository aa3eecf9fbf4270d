"""A real browser, and a real server with the sample catalogue for it to visit."""

import os
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from alembic import command
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from base.clock import now, today
from config import Settings
from navigator import create_app
from navigator.accounts.browser_sessions import write_facts
from navigator.db import alembic_config
from navigator.outbox.models import OutboxMail
from navigator.web.finding import current_index
from search.repair import repair_index
from services_catalog.gazetteer_loading import load_geography
from services_catalog.models import Organisation, Partnership, Service
from services_catalog.places import load_gazetteer
from tests import factories
from tests.journeys import sample
from tests.journeys.browser.cast_there import CAST, cast_there, key_of
from tests.journeys.browser.pages_there import PAGES, addresses_of
from tests.journeys.browser.people_there import draft_there, people_there
from tests.journeys.browser.visitors import NAME, NOTHING_KEPT, Visits
from tests.keys import KEYS
from tests.signing_in import signed_in_key

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MISSING = "Chromium was not found. On Debian, apt-get install chromium puts it there."


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(MISSING)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield opened
        opened.close()


class Served(NamedTuple):
    """A running server, with the ids of its listings by their source ids, and of what else."""

    address: str
    ids: dict[str, str]
    app: Flask


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("browser")
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    settings = Settings(
        instance=folder,
        public_address=address,
        database_url=f"sqlite:///{folder / 'navigator.db'}",
        secret_key="a secret of the browser tests, long enough",
        keys=KEYS,
    )
    app = create_app(settings)
    with app.app_context():
        ids = fill(app)
    port = listening.getsockname()[1]
    server = make_server("127.0.0.1", port, app, threaded=True, fd=listening.fileno())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(address, ids, app)
    server.shutdown()
    thread.join()
    server.server_close()
    listening.close()
    app.extensions["engine"].dispose()


def fill(app) -> dict[str, str]:
    command.upgrade(alembic_config(app.extensions["engine"]), "head")
    with app.extensions["sessions"]() as session:
        load_geography(session)
        partnership = Partnership(
            name="Example Safeguarding Partnership", place="Bristol",
            front_door_name="First Response",
            front_door_phone="0117 496 0001", front_door_hours="Monday to Friday, 9am to 5pm",
            out_of_hours_phone="0117 496 0002 (ask for the emergency duty team, at any hour)",
        )  # fmt: skip
        session.add(partnership)
        session.flush()
        sample.fill(session, partnership.id)
        tell(session, partnership.id)
        come_in(session, partnership)
        somebody_answers(session)
        there = cast_there(session, partnership)
        session.commit()
        places = load_gazetteer(session)
        repair_index(session, current_index(), today=today(), gazetteer=places)
        listed = session.scalars(select(Service)).all()
        ids = {service.source_id: str(service.id) for service in listed}
        ids["organisation"] = str(listed[0].organisation_id)
        name = SIGNED_IN["account, "]["name"]
        ids |= draft_there(session, name, [UUID(ids["full"]), UUID(ids["bare"])])
        return ids | there | people_there(session, name)


@pytest.fixture(scope="session")
def addresses(served) -> dict[str, str]:
    return addresses_of(served[1])


def pytest_generate_tests(metafunc):
    if "every_page" in metafunc.fixturenames:
        metafunc.parametrize("every_page", PAGES)


TOLD = {
    "age": 6, "school_year": 9, "home": "BS13", "school": "E05010900", "needs": ["bereavement"],
    "attendance": "50_to_90", "suspensions": 2, "send": "waiting", "education": "post_16",
    "languages": ["en", "so"], "tried": ["club", "mentoring"], "access_needs": ["step_free"],
    "level": "unsure", "parent_agrees": True, "places_not_safe": ["E05010900"],
}  # fmt: skip
"""Much of a situation, some of which hardly goes together."""

FITS = {
    "school_year": 9, "home": "E05010900", "needs": ["attendance", "exclusion"],
    "attendance": "50_to_90", "suspensions": 2,
}  # fmt: skip
"""One that puts services into each of the three groups."""

SESSIONS = {
    "told, ": {"situation": TOLD, "words": "boxing"},
    "fits, ": {"situation": FITS},
    "too old, ": {"situation": {"age": 60}},
}
"""What the server keeps for the pages whose names begin so."""


def tell(session, partnership_id) -> None:
    for name, facts in SESSIONS.items():
        write_facts(session, key_of(name), facts, partnership_id=partnership_id, at=now())


SIGNED_IN = {
    "account, ": {"name": "Zoë O’Neill-Example", "has_app": True, "is_full": True},
    "half in, ": {"name": "Half Example", "has_app": True, "is_full": False},
    "new here, ": {"name": "New Example", "has_app": False, "is_full": False},
}
"""Who is signed in on the pages whose names begin so, and how far."""


def come_in(session, partnership) -> None:
    """Sign each of them in, for long enough: the clock of the tests may not move."""
    factories.use(session)
    organisation = factories.Make.organisation(partnership=partnership, name="Example School")
    roles, at = ["administrator", "coordinator", "practitioner"], now() + timedelta(hours=2)
    for name, who in SIGNED_IN.items():
        person = factories.Make.person(organisation=organisation, name=who["name"], roles=roles)
        if who["has_app"]:
            person.totp_secret, person.totp_confirmed_at = "A" * 32, at
        signed_in_key(session, person, at=at, is_full=who["is_full"], key=key_of(name))


def somebody_answers(session) -> None:
    """The organisation of the sample has somebody who takes referrals."""
    trust = session.scalars(select(Organisation).where(Organisation.feed == "sample")).one()
    factories.Make.person(organisation=trust, roles=["provider"])


def bring_session(page: Page, served, name: str) -> None:
    """Come to a page of this name as the browser that it is meant for."""
    page.context.clear_cookies()
    if name.startswith((*SESSIONS, *SIGNED_IN, *(f"{each}, " for each in CAST))):
        cookie = {"name": "navigator", "value": key_of(name), "url": served[0]}
        page.context.add_cookies([cookie])


def new_page(browser: Browser, served, request, *, width: int, **options) -> Page:
    context = browser.new_context(
        base_url=served[0], viewport={"width": width, "height": 740}, **options
    )
    page = context.new_page()
    shown = getattr(request.node, "callspec", None)
    bring_session(page, served, shown.params.get("every_page", "") if shown else "")
    return page


@pytest.fixture
def phone(browser, served, request) -> Iterator[Page]:
    page = new_page(browser, served, request, width=360, has_touch=True, is_mobile=True)
    yield page
    page.context.close()


@pytest.fixture
def desktop(browser, served, request) -> Iterator[Page]:
    page = new_page(browser, served, request, width=1280)
    yield page
    page.context.close()


@pytest.fixture
def narrow(browser, served, request) -> Iterator[Page]:
    page = new_page(browser, served, request, width=320)
    yield page
    page.context.close()


@pytest.fixture
def without_scripts(browser, served, request) -> Iterator[Page]:
    page = new_page(browser, served, request, width=360, java_script_enabled=False)
    yield page
    page.context.close()


@pytest.fixture
def come(browser, served):
    """``come(who)``: somebody with a browser. Nothing personal may be left where they have been."""
    visits = Visits(browser, served.address)
    yield visits.come
    kept = visits.leave()
    assert visits.witness.personal == []
    assert kept <= {NOTHING_KEPT}


@pytest.fixture(scope="module")
def mailed(served):
    """``mailed(who)``: the link in the last mail to them."""

    def last(who) -> str:
        with served.app.app_context(), served.app.extensions["sessions"]() as own:
            mails = own.scalars(select(OutboxMail).order_by(OutboxMail.made_at.desc()))
            body = next(mail.body for mail in mails if mail.address == CAST[who].email)
        assert NAME not in body
        return re.search(r"http://\S+", body)[0]

    return last
