"""A real browser, and a real server with the sample catalogue for it to visit."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from base.clock import today
from config import Settings
from navigator import create_app
from navigator.db import alembic_config
from navigator.web.finding import current_index
from search.repair import repair_index
from services_catalog.gazetteer_loading import load_geography
from services_catalog.models import Partnership, Service
from services_catalog.places import load_gazetteer
from tests.journeys import sample

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
        session.commit()
        places = load_gazetteer(session)
        repair_index(session, current_index(), today=today(), gazetteer=places)
        listed = session.scalars(select(Service)).all()
        ids = {service.source_id: str(service.id) for service in listed}
        return ids | {"organisation": str(listed[0].organisation_id)}


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
        "results, nothing": "/services?q=boxing&need=bereavement",
        "service, full": f"/services/{ids['full']}?q=bereavement",
        "service, bare": f"/services/{ids['bare']}",
        "service, private": f"/services/{ids['refuge']}",
        "service, closed": f"/services/{ids['closed']}",
        "service, overdue": f"/services/{ids['overdue']}",
        "service, long words": f"/services/{ids['long']}",
        "organisation": f"/organisations/{ids['organisation']}",
        "needs": "/needs",
        "about the data": "/about-the-data",
        "accessibility": "/accessibility",
        "privacy": "/privacy",
        "developers": "/api",
        "not found": "/nothing-here",
    }


PAGES = [
    "search", "search, wrong age", "results", "results, filled", "results, last page",
    "results, danger", "results, crisis", "results, nothing", "service, full", "service, bare",
    "service, private", "service, closed", "service, overdue", "service, long words",
    "organisation", "needs", "about the data", "accessibility", "privacy", "developers",
    "not found",
]  # fmt: skip


def pytest_generate_tests(metafunc):
    if "every_page" in metafunc.fixturenames:
        metafunc.parametrize("every_page", PAGES)


def new_page(browser: Browser, served, *, width: int, **options) -> Page:
    context = browser.new_context(
        base_url=served[0], viewport={"width": width, "height": 740}, **options
    )
    return context.new_page()


@pytest.fixture
def phone(browser, served) -> Iterator[Page]:
    page = new_page(browser, served, width=360, has_touch=True, is_mobile=True)
    yield page
    page.context.close()


@pytest.fixture
def desktop(browser, served) -> Iterator[Page]:
    page = new_page(browser, served, width=1280)
    yield page
    page.context.close()


@pytest.fixture
def narrow(browser, served) -> Iterator[Page]:
    page = new_page(browser, served, width=320)
    yield page
    page.context.close()


@pytest.fixture
def without_scripts(browser, served) -> Iterator[Page]:
    page = new_page(browser, served, width=360, java_script_enabled=False)
    yield page
    page.context.close()
