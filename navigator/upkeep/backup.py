"""
Copy a database while it is in use, and bring a copy back.

A backup is a folder: the copy, made by the database's own means (SQLite's online backup; pg_dump),
and a manifest with its checksum and the fingerprint of every table at that moment. The keys are
never in it: without them, what is locked in it stays locked. The search index is not either, since
it is made anew from the database.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text

from navigator.upkeep.fingerprints import Fingerprint, fingerprints

MANIFEST = "manifest.json"
SQLITE_COPY, POSTGRESQL_COPY = "navigator.db", "navigator.dump"
LAYOUT = 1
CHUNK = 1 << 20


class BackupRefused(Exception):
    """A backup cannot be made, or brought back, like this. The message says what to do."""


class BackupDamaged(Exception):
    """What is in the folder is not what was put there, or did not come back whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """``made_at`` is UTC, ISO 8601; ``kind`` is sqlite or postgresql."""

    made_at: str
    kind: str
    revision: str
    file: str
    checksum: str
    tables: Mapping[str, Fingerprint]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def back_up(engine: Engine, folder: Path, *, at: datetime) -> Manifest:
    """
    Copy the database into a new folder, which is there only once all of it is.

    :raises BackupRefused: if the folder is there already, or the copy cannot be made
    """
    if folder.exists():
        raise BackupRefused(f"{folder.name} is there already. Give the name of a new folder.")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    try:
        copy = _copy_sqlite if engine.dialect.name == "sqlite" else _copy_postgresql
        manifest = copy(engine, unfinished, at)
        (unfinished / MANIFEST).write_text(json.dumps(_plain(manifest), indent=1))
        unfinished.rename(folder)
    except OSError as failure:
        raise BackupRefused(f"The copy could not be written: {failure.strerror}.") from failure
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """
    Return what a backup says it holds, having checked that the copy is what it was.

    :raises BackupDamaged: if it is not, or there is no backup there
    """
    try:
        found = json.loads((folder / MANIFEST).read_text())
        tables = {name: Fingerprint(**each) for name, each in found.pop("tables").items()}
        found.pop("layout")
        manifest = Manifest(tables=tables, **found)
        checksum = _checksum(folder / manifest.file)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BackupDamaged("There is no whole backup in that folder.") from problem
    if checksum != manifest.checksum:
        raise BackupDamaged("The copy was changed or cut short since it was made.")
    return manifest


def restore(folder: Path, url: str) -> Manifest:
    """
    Bring a backup back into a database that is empty or not there, and compare every table.

    :raises BackupDamaged: if the copy is not what it was, or did not come back whole
    :raises BackupRefused: if the database holds something, or is of another kind
    """
    manifest = read_manifest(folder)
    target = make_url(url)
    if target.get_backend_name() != manifest.kind:
        raise BackupRefused(f"This is a backup of {manifest.kind}: give such a database.")
    bring_back = _restore_sqlite if manifest.kind == "sqlite" else _restore_postgresql
    bring_back(folder / manifest.file, url)
    engine = create_engine(_driver(url))
    try:
        with engine.connect() as connection:
            came_back = fingerprints(connection)
    finally:
        engine.dispose()
    wrong = sorted(
        name
        for name in {*came_back, *manifest.tables}
        if came_back.get(name) != manifest.tables.get(name)
    )
    if wrong:
        raise BackupDamaged(f"These tables did not come back as they were: {', '.join(wrong)}.")
    return manifest


def _copy_sqlite(engine: Engine, folder: Path, at: datetime) -> Manifest:
    target = folder / SQLITE_COPY
    source = sqlite3.connect(f"file:{engine.url.database}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    reader = create_engine(f"sqlite:///{target}")
    try:
        with reader.connect() as connection:
            return _manifest(connection, target, at)
    finally:
        reader.dispose()


def _copy_postgresql(engine: Engine, folder: Path, at: datetime) -> Manifest:
    """The dump and the fingerprints are of one moment: both read the same snapshot."""
    target = folder / POSTGRESQL_COPY
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={target}",
            url=engine.url.render_as_string(hide_password=False),
        )
        return _manifest(connection, target, at)


def _restore_sqlite(copy: Path, url: str) -> None:
    target = Path(make_url(url).database or "")
    if target.exists() and target.stat().st_size:
        raise BackupRefused("That database is there already. Give one that is not.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(copy, target)


def _restore_postgresql(copy: Path, url: str) -> None:
    engine = create_engine(_driver(url))
    try:
        held = inspect(engine).get_table_names()
    finally:
        engine.dispose()
    if held:
        raise BackupRefused("That database holds tables already. Give an empty one.")
    _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", str(copy), url=url)


def _run(program: str, *arguments: str, url: str) -> None:
    """The address goes in by the environment: a list of processes must not show a password."""
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(
            f"{program} was not found. It comes with PostgreSQL's own client programs "
            "(postgresql-client)."
        )
    plain = make_url(url).set(drivername="postgresql")
    environment = os.environ | _connection(plain)
    database = ("--dbname=" + str(plain.database),) if program == "pg_restore" else ()
    done = subprocess.run(  # noqa: S603  a fixed program, and arguments of our own
        [found, *database, *arguments], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise BackupRefused(f"{program} failed: {done.stderr.decode(errors='replace')[-300:]}")


def _connection(url: Any) -> dict[str, str]:  # noqa: ANN401  an address of SQLAlchemy
    host = url.query.get("host", url.host)
    known = {
        "PGHOST": host,
        "PGPORT": url.query.get("port", url.port),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    return {name: str(value) for name, value in known.items() if value}


def _manifest(connection: Connection, copy: Path, at: datetime) -> Manifest:
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return Manifest(
        made_at=at.astimezone(UTC).isoformat(),
        kind=connection.dialect.name,
        revision=str(revision),
        file=copy.name,
        checksum=_checksum(copy),
        tables=fingerprints(connection),
    )


def _checksum(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            made.update(chunk)
    return made.hexdigest()


def _plain(manifest: Manifest) -> dict[str, Any]:
    return {"layout": LAYOUT, **asdict(manifest)}


def _driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)
