"""A real server for each database, with two partnerships and everybody in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy.orm import Session

from config import Settings
from navigator import create_app
from navigator.db import alembic_config, make_engine
from tests.conftest import DATABASES
from tests.databases import postgresql_url
from tests.journeys.trust.cells import Asking
from tests.journeys.trust.server import SECRET, Server, running
from tests.journeys.trust.world import World
from tests.keys import KEYS


@pytest.fixture(scope="session", params=DATABASES)
def served(request, tmp_path_factory) -> Iterator[tuple[Server, World]]:
    """A running server, and the world that its database holds."""
    folder: Path = tmp_path_factory.mktemp("trust")
    url = database(request.param, folder)
    engine = make_engine(url)
    with Session(engine) as session:
        world = World(session)
        session.commit()
        with running(url, folder) as server:
            yield server, world
    engine.dispose()


def database(kind: str, folder: Path) -> str:
    """The address of a new database with every table."""
    url = postgresql_url(folder) if kind == "postgresql" else f"sqlite:///{folder / 'test.db'}"
    engine = make_engine(url)
    command.upgrade(alembic_config(engine), "head")
    engine.dispose()
    return url


@pytest.fixture
def asking(served) -> Asking:
    """Somebody of each kind, new for this test."""
    server, world = served
    made = Asking(server, world)
    world.session.commit()
    return made


@pytest.fixture(scope="session")
def rules(tmp_path_factory):
    """The app, to be asked for its rules and its views alone."""
    folder = tmp_path_factory.mktemp("rules")
    app = create_app(
        Settings(instance=folder, database_url="sqlite://", secret_key=SECRET, keys=KEYS)
    )
    yield app
    app.extensions["engine"].dispose()
