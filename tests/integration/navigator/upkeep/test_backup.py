"""A backup is made while the service is used, is whole, and comes back as it was."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.orm import Session

from navigator.audit.operations import record
from navigator.audit.verification import verify
from navigator.db import alembic_config, make_engine
from navigator.upkeep.backup import (
    BackupDamaged,
    BackupRefused,
    back_up,
    read_manifest,
    restore,
)
from navigator.upkeep.fingerprints import fingerprints
from tests.bulk import FILLED, fill
from tests.databases import PROGRAMS, postgresql_url
from tests.integration.navigator.audit.conftest import an_act

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ON_SQLITE = pytest.mark.parametrize("new_url", ["sqlite"], indirect=True)
"""What does not depend on how the copy is made is tried on the database that is quick to make."""


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request, tmp_path, monkeypatch):
    """Gives the address of an empty database of this test, a new one each time."""
    monkeypatch.setenv("PATH", str(PROGRAMS), prepend=":")
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'{uuid4().hex}.db'}"
    return lambda: postgresql_url(tmp_path)


@pytest.fixture
def engine(new_url):
    made = make_engine(new_url())
    command.upgrade(alembic_config(made), "head")
    yield made
    made.dispose()


def test_check_60_what_was_backed_up_comes_back_row_for_row(engine, new_url, tmp_path, proof):
    count = proof(300, 20_000)
    fill(engine, count, at=NOW)
    made = back_up(engine, tmp_path / "backup", at=NOW)
    target = new_url()

    assert restore(tmp_path / "backup", target) == made

    brought_back = make_engine(target)
    with engine.connect() as before, brought_back.connect() as after:
        hashes = fingerprints(after)
        assert hashes == fingerprints(before)
        assert {name: hashes[name].rows for name in FILLED} == dict.fromkeys(FILLED, count)
    with Session(brought_back) as session:
        assert verify(session).fault is None
    brought_back.dispose()


@ON_SQLITE
def test_check_60_a_row_that_does_not_come_back_as_it_was_is_seen(
    engine, new_url, tmp_path, monkeypatch
):
    fill(engine, 3, at=NOW)
    back_up(engine, tmp_path / "backup", at=NOW)

    def copy_badly(source, target):
        Path(target).write_bytes(Path(source).read_bytes())
        with closing(sqlite3.connect(target)) as changed, changed:
            changed.execute("UPDATE membership SET role = 'coordinator' WHERE rowid = 1")

    monkeypatch.setattr("navigator.upkeep.backup.shutil.copyfile", copy_badly)

    with pytest.raises(BackupDamaged, match="not come back as they were: membership"):
        restore(tmp_path / "backup", new_url())


def test_check_60_it_is_of_one_moment_though_somebody_writes_meanwhile(engine, new_url, tmp_path):
    fill(engine, 200, at=NOW)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with Session(engine) as session, session.begin():
                record(session, [an_act()])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        back_up(engine, tmp_path / "backup", at=NOW)
    finally:
        stop.set()
        writer.join()
    target = new_url()
    restore(tmp_path / "backup", target)

    brought_back = make_engine(target)
    with Session(brought_back) as session:
        assert verify(session).fault is None
    brought_back.dispose()


@ON_SQLITE
def test_check_49_the_keys_are_not_in_it(engine, tmp_path):
    back_up(engine, tmp_path / "backup", at=NOW)

    names = sorted(path.name for path in (tmp_path / "backup").iterdir())
    assert names in (["manifest.json", "navigator.db"], ["manifest.json", "navigator.dump"])


def _cut(folder):
    path = next(path for path in folder.iterdir() if path.name != "manifest.json")
    path.write_bytes(path.read_bytes()[:-10])


def _flip(folder):
    path = next(path for path in folder.iterdir() if path.name != "manifest.json")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def _lose(folder):
    next(path for path in folder.iterdir() if path.name != "manifest.json").unlink()


def _scribble(folder):
    (folder / "manifest.json").write_text("{}")


def _empty(folder):
    (folder / "manifest.json").unlink()


@ON_SQLITE
@pytest.mark.parametrize("damage", [_cut, _flip, _lose, _scribble, _empty])
def test_check_60_a_damaged_backup_is_found_before_anything_is_brought_back(
    engine, new_url, tmp_path, damage
):
    back_up(engine, tmp_path / "backup", at=NOW)
    damage(tmp_path / "backup")

    with pytest.raises(BackupDamaged):
        read_manifest(tmp_path / "backup")
    with pytest.raises(BackupDamaged):
        restore(tmp_path / "backup", new_url())


def test_a_database_that_holds_something_is_left_alone(engine, tmp_path):
    fill(engine, 3, at=NOW)
    back_up(engine, tmp_path / "backup", at=NOW)

    with pytest.raises(BackupRefused, match="already"):
        restore(tmp_path / "backup", engine.url.render_as_string(hide_password=False))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM app_user")) == 3


@ON_SQLITE
def test_a_backup_replaces_no_other(engine, tmp_path):
    back_up(engine, tmp_path / "backup", at=NOW)

    with pytest.raises(BackupRefused, match="new folder"):
        back_up(engine, tmp_path / "backup", at=NOW)


@ON_SQLITE
def test_check_58_a_disk_that_is_full_leaves_nothing_half(engine, tmp_path, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("navigator.upkeep.backup._checksum", full)

    with pytest.raises(BackupRefused, match="No space left"):
        back_up(engine, tmp_path / "backup", at=NOW)
    assert list(tmp_path.glob("*backup*")) == []


def test_a_backup_of_the_other_kind_is_refused(engine, tmp_path):
    back_up(engine, tmp_path / "backup", at=NOW)
    other = "postgresql://a/b" if engine.dialect.name == "sqlite" else "sqlite:///x.db"

    with pytest.raises(BackupRefused, match="backup of"):
        restore(tmp_path / "backup", other)
