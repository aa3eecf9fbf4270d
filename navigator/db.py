"""One engine per app, one session per request, one commit per unsafe request."""

import logging
from collections.abc import Callable
from pathlib import Path

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
    cursor.close()


def init_app(app: Flask, engine: Engine) -> None:
    app.extensions["engine"] = engine
    app.extensions["sessions"] = sessionmaker(engine)
    app.after_request(_finish)
    app.teardown_appcontext(_close)
    app.cli.add_command(db_commands)


def session() -> Session:
    """The session of this request or command."""
    if "session" not in g:
        g.session = current_app.extensions["sessions"]()
    current: Session = g.session
    return current


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
    and the person gets their page all the same.
    """
    g.setdefault("afterwards", []).append(work)


def _finish(response: Response) -> Response:
    if "session" in g:
        if request.method in SAFE_METHODS or response.status_code >= FIRST_ERROR_STATUS:
            g.session.rollback()
        else:
            g.session.commit()
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
