"""A real browser, and a real server with the sample catalogue for it to visit."""

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from base.clock import now, today
from config import Settings
from navigator import create_app
from navigator.accounts.browser_sessions import write_facts
from navigator.db import alembic_config
from navigator.web.finding import current_index
from search.repair import repair_index
from services_catalog.gazetteer_loading import load_geography
from services_catalog.models import Partnership, Service
from services_catalog.places import load_gazetteer
from tests import factories
from tests.journeys import sample
from tests.journeys.browser.people_there import people_there
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


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a running server, and the ids of its listings by their source ids."""
    folder = tmp_path_factory.mktemp("browser")
    settings = Settings(
        instance=folder,
        database_url=f"sqlite:///{folder / 'navigator.db'}",
        secret_key="a secret of the browser tests, long enough",
        keys=KEYS,
    )
    app = create_app(settings)
    with app.app_context():
        ids = fill(app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", ids
    server.shutdown()
    thread.join()
    server.server_close()
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
        session.commit()
        places = load_gazetteer(session)
        repair_index(session, current_index(), today=today(), gazetteer=places)
        listed = session.scalars(select(Service)).all()
        ids = {service.source_id: str(service.id) for service in listed}
        ids["organisation"] = str(listed[0].organisation_id)
        return ids | people_there(session, SIGNED_IN["account, "]["name"])


@pytest.fixture(scope="session")
def addresses(served) -> dict[str, str]:
    """Every page in every state that it can be in, by a name for it."""
    _, ids = served
    return {
        "search": "/",
        "search, wrong age": "/services?q=boxing&age=x",
        "results": "/services",
        "results, filled": "/services?q=bereavment&age=14&home=BS13&level=early_help",
        "results, last page": "/services?q=boxing&page=3",
        "results, danger": "/services?q=he+is+going+to+stab+someone",
        "results, crisis": "/services?q=wants+to+kill+herself",
        "results, specialist": "/services?q=step+up",
        "stop": "/stop",
        "results, nothing": "/services?q=boxing&need=bereavement",
        "service, full": f"/services/{ids['full']}?q=bereavement",
        "service, bare": f"/services/{ids['bare']}",
        "service, private": f"/services/{ids['refuge']}",
        "service, closed": f"/services/{ids['closed']}",
        "service, overdue": f"/services/{ids['overdue']}",
        "service, long words": f"/services/{ids['long']}",
        "organisation": f"/organisations/{ids['organisation']}",
        "list, empty": "/shortlist",
        "list": f"/list?{named(ids, 'full', 'bare', 'refuge', 'long')}&service=gone",
        "list, for the file": f"/list/print?{named(ids, 'full', 'bare', 'long')}",
        "compare": f"/compare?{named(ids, 'full', 'refuge', 'long')}",
        "compare, one": f"/compare?{named(ids, 'bare')}",
        "compare, too many": f"/compare?{named(ids, 'full', 'bare', 'refuge', 'long')}",
        "sheet": f"/services/{ids['full']}/sheet",
        "sheet, bare": f"/services/{ids['bare']}/sheet",
        "sheet, private": f"/services/{ids['refuge']}/sheet",
        "sheet, invented": f"/services/{ids['invented']}/sheet",
        "needs": "/needs",
        "levels": "/levels",
        "situation": "/situation",
        "situation, from a search": "/situation?q=boxing&age=14&home=BS13&level=universal",
        "told, search": "/",
        "told, results": "/services",
        "told, results by need": "/services?q=boxing&need=positive_activity",
        "told, situation": "/situation?level=universal",
        "fits, results": "/services",
        "too old, results": "/services",
        "sign in": "/sign-in",
        "signed out": "/signed-out",
        "forgotten password": "/password/forgot",
        "forgotten password, asked": "/password/asked",
        "half in, code": "/sign-in/code",
        "new here, set up": "/sign-in/set-up",
        "account, search": "/",
        "account, own": "/account",
        "account, password": "/account/password",
        "account, keys": "/account/keys",
        "account, app": "/account/app",
        "account, recovery codes": "/account/recovery-codes",
        "account, again": "/sign-in/again",
        "account, people": f"/organisations/{ids['school']}/people",
        "account, one person": f"/organisations/{ids['school']}/people/{ids['person']}",
        "account, record": f"/organisations/{ids['school']}/record",
        "account, organisations": "/partnership/organisations",
        "demonstration": "/demonstration",
        "demonstration, mail": "/demonstration/mail",
        "about the data": "/about-the-data",
        "accessibility": "/accessibility",
        "privacy": "/privacy",
        "developers": "/api",
        "not found": "/nothing-here",
    }


PAGES = [
    "search", "search, wrong age", "results", "results, filled", "results, last page",
    "results, danger", "results, crisis", "results, specialist", "stop", "results, nothing",
    "service, full", "service, bare",
    "service, private", "service, closed", "service, overdue", "service, long words",
    "organisation", "list, empty", "list", "list, for the file", "compare", "compare, one",
    "compare, too many", "sheet", "sheet, bare", "sheet, private", "sheet, invented", "needs",
    "levels",
    "situation", "situation, from a search", "told, search", "told, results",
    "told, results by need", "told, situation",
    "fits, results", "too old, results",
    "sign in", "signed out", "forgotten password", "forgotten password, asked",
    "half in, code", "new here, set up", "account, search", "account, own", "account, password",
    "account, keys", "account, app", "account, recovery codes", "account, again",
    "account, people", "account, one person", "account, record", "account, organisations",
    "demonstration", "demonstration, mail",
    "about the data", "accessibility", "privacy", "developers", "not found",
]  # fmt: skip


def named(ids: dict[str, str], *source_ids: str) -> str:
    """The part of an address that names these services."""
    return "&".join(f"service={ids[each]}" for each in source_ids)


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


def key_of(name: str) -> str:
    return f"a-session-of-the-browser-tests-{name.partition(',')[0].replace(' ', '-'):->20}"


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


def bring_session(page: Page, served, name: str) -> None:
    """Come to a page of this name as the browser that it is meant for."""
    page.context.clear_cookies()
    if name.startswith((*SESSIONS, *SIGNED_IN)):
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
