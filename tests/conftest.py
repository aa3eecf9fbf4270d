"""Both databases, rolled back after every test; an app on top of them; rows and pages."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from argon2 import PasswordHasher
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import Session, sessionmaker

from base.actor import Actor
from config import Settings
from navigator import create_app
from navigator.accounts.passwords import use_hasher
from navigator.db import alembic_config, make_engine
from navigator.secrets.columns import use_ring
from navigator.secrets.key_ring import KeyRing
from services_catalog.models import Partnership
from tests import factories
from tests.databases import postgresql_url
from tests.keys import KEYS
from tests.pages import PageClient

DATABASES = ("sqlite", "postgresql")


def pytest_collection_modifyitems(items):
    """Tests of one database run together, so that its engine is made once."""
    items.sort(
        key=lambda item: getattr(item, "callspec", None) is not None and "postgresql" in item.name
    )


@pytest.fixture(scope="session", params=DATABASES)
def engine(request, tmp_path_factory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        made = make_engine(f"sqlite:///{folder / 'test.db'}")
        event.listen(made, "connect", _leave_transactions_to_us)
        event.listen(made, "begin", _begin)
    else:
        made = make_engine(postgresql_url(folder))
    command.upgrade(alembic_config(made), "head")
    yield made
    made.dispose()


def _leave_transactions_to_us(connection, _) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.execute(text("BEGIN"))


@pytest.fixture(scope="session", autouse=True)
def _quick_hashing():
    """Argon2 is slow on purpose; a test of what it protects need not be."""
    use_hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(scope="session", autouse=True)
def _keys():
    use_ring(KeyRing.parse(KEYS))


@pytest.fixture
def connection(engine) -> Iterator[Connection]:
    with engine.connect() as opened:
        outer = opened.begin()
        yield opened
        outer.rollback()


@pytest.fixture
def session(connection) -> Iterator[Session]:
    with Session(connection, join_transaction_mode="create_savepoint") as opened:
        factories.use(opened)
        yield opened


@pytest.fixture
def make(session) -> factories.Make:
    return factories.Make()


@pytest.fixture
def partnership(make) -> Partnership:
    return make.partnership()


@pytest.fixture
def public(partnership) -> Actor:
    """A reader who has not signed in."""
    return Actor(partnership_id=partnership.id)


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(
        instance=tmp_path / "instance",
        database_url="sqlite://",
        secret_key="a secret of the tests, long enough",
        keys=KEYS,
    )


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory) -> FileSystemBytecodeCache:
    """Every test has an app of its own; compiling its templates takes longer than most tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings, connection, session, partnership, compiled_templates):
    """The app on the connection of this test: what it commits is rolled back too."""
    made = create_app(settings)
    made.jinja_env.bytecode_cache = compiled_templates
    made.testing = False
    made.test_client_class = PageClient
    made.extensions["engine"] = connection.engine
    made.extensions["sessions"] = sessionmaker(connection, join_transaction_mode="create_savepoint")
    return made


@pytest.fixture
def client(app) -> PageClient:
    return app.test_client()


@pytest.fixture(scope="session")
def proof() -> Callable[[int, int], int]:
    """``proof(25, 200)``: 25 in ``make test``, 200 in ``make proof``."""
    return lambda small, full: full if os.environ.get("NAVIGATOR_PROOF") else small
