"""One engine per app, one session per request, one commit per unsafe request."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from alembic import command
from alembic.config import Config
from flask import Flask, Response, current_app, g, request
from flask.cli import AppGroup
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIRST_ERROR_STATUS = 400
BUSY_TIMEOUT_SECONDS = 10
MIGRATIONS = Path(__file__).parent / "migrations"

View = TypeVar("View", bound=Callable[..., Any])

log = logging.getLogger(__name__)

db_commands = AppGroup("db", help="Migrate the database.")


def make_engine(url: str) -> Engine:
    """An engine for SQLite (write-ahead log, foreign keys on) or PostgreSQL."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    return create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True
    )


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")  # what was erased leaves no bytes behind
    cursor.close()


def init_app(app: Flask, engine: Engine) -> None:
    app.extensions["engine"] = engine
    app.extensions["sessions"] = sessionmaker(engine)
    app.extensions["before_commit"] = []
    app.after_request(_finish)
    app.teardown_appcontext(_close)
    app.cli.add_command(db_commands)


def session() -> Session:
    """The session of this request or command."""
    if "session" not in g:
        g.session = current_app.extensions["sessions"]()
    current: Session = g.session
    return current


@contextmanager
def borrowed(current: Session) -> Iterator[None]:
    """Outside requests: within it, ``session()`` is this one, which the caller commits or ends."""
    g.session = current
    try:
        yield
    finally:
        g.pop("session", None)


def separate_session() -> Session:
    """
    A session of its own, for short writes that do not belong to the request's transaction.

    The caller commits and closes it: ``with separate_session() as own, own.begin(): ...``
    """
    own: Session = current_app.extensions["sessions"]()
    return own


def gather_statistics(current: Session) -> None:
    """
    Let the database count its rows, after many have come or gone.

    SQLite never does so by itself, and then looks up twenty listings by reading all of them.
    """
    current.execute(text("ANALYZE"))


def afterwards(work: Callable[[Session], object]) -> None:
    """
    Do ``work`` once this request's own session has ended, in a short transaction of its own.

    For what a reading request leaves behind (a search counted). Where it fails, the log says so
    and the person gets their page all the same. In read-only mode nothing is left behind.
    """
    if not current_app.config["NAVIGATOR"].read_only:
        g.setdefault("afterwards", []).append(work)


def before_commit(app: Flask, work: Callable[[Session, Response], None]) -> None:
    """
    Do ``work`` in the transaction of every request that changes something, as the last of it.

    Where it fails, nothing of the request is kept.
    """
    app.extensions["before_commit"].append(work)


def will_commit(response: Response) -> bool:
    """Whether this request keeps what its session did: a read or a refusal never does."""
    refused = response.status_code >= FIRST_ERROR_STATUS
    return "session" in g and changes_something() and not refused


def changing(view: View) -> View:
    """
    Mark a view that changes something though it is asked for with GET.

    Whoever comes back from another website's page comes back so. What such a view takes works once.
    """
    view.changing = True  # type: ignore[attr-defined]
    return view


def changes_something() -> bool:
    """Whether this request is one that changes something: by its method, or as its view says."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method not in SAFE_METHODS or getattr(view, "changing", False)


def _finish(response: Response) -> Response:
    if will_commit(response):
        for work in current_app.extensions["before_commit"]:
            work(g.session, response)
        g.session.commit()
    elif "session" in g:
        g.session.rollback()
    return response


def _close(_: BaseException | None) -> None:
    if (current := g.pop("session", None)) is not None:
        current.close()
    for work in g.pop("afterwards", []):
        try:
            with separate_session() as own, own.begin():
                work(own)
        except SQLAlchemyError as failure:
            log.warning("not counted: %s", type(failure).__name__)


def alembic_config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    return config


@db_commands.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database up to REVISION (default: the newest)."""
    command.upgrade(alembic_config(current_app.extensions["engine"]), revision)


@db_commands.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database back to REVISION."""
    command.downgrade(alembic_config(current_app.extensions["engine"]), revision)


@db_commands.command("check")
def check() -> None:
    """Say whether the migrations make exactly the tables that the code describes."""
    command.check(alembic_config(current_app.extensions["engine"]))


@db_commands.command("revision")
@click.argument("message")
def revision(message: str) -> None:
    """Write the next migration from what differs between the code and the database."""
    command.revision(
        alembic_config(current_app.extensions["engine"]),
        message,
        autogenerate=True,
        rev_id=f"{len(list((MIGRATIONS / 'versions').glob('*.py'))) + 1:04d}",
    )
