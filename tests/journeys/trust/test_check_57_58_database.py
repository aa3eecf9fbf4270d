"""The database goes away, or its disk is full: people are told, and nothing is lost."""

import os
import resource
import signal
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from navigator.db import alembic_config, make_engine
from navigator.web.access import public
from navigator.web.words import say
from tests.databases import embedded_postgres
from tests.journeys.trust.cells import KIND, Asking
from tests.journeys.trust.conftest import database
from tests.journeys.trust.server import HERE, TRACEBACK, running
from tests.journeys.trust.world import World

ROOM = 20_000
"""Bytes that a file may still grow by when the disk is said to be full."""

PUBLIC = ("/", "/needs", "/services", "/stop")
CONNECTIONS = 200
"""More than the database server allows."""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="What it does to a process is asked of Linux's /proc."
)


@contextmanager
def asking_of(url: str, folder: Path) -> Iterator[Asking]:
    """A server of its own: what happens to it here would disturb others."""
    engine = make_engine(url)
    with Session(engine) as session:
        world = World(session)
        session.commit()
        with running(url, folder) as server:
            made = Asking(server, world)
            session.commit()
            yield made
            session.rollback()
    engine.dispose()


@pytest.fixture(scope="module")
def postgresql():
    """A database server that may be stopped: nobody else uses it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = embedded_postgres.get_server(
            tempfile.mkdtemp(prefix="navigator-postgresql-"), cleanup_mode="delete"
        )
    yield server
    server.cleanup()


@pytest.fixture(scope="module")
def far(postgresql, tmp_path_factory) -> Iterator[Asking]:
    """Asking a service whose database is in that server."""
    engine = make_engine(postgresql.get_uri())
    command.upgrade(alembic_config(engine), "head")
    engine.dispose()
    with asking_of(postgresql.get_uri(), tmp_path_factory.mktemp("far")) as asking:
        yield asking


def invite(asking: Asking, name: str):
    path = f"/organisations/{asking.world.own.organisation}/people/invite"
    return asking.post(KIND["administrator"], path, name="Somebody New",
                       email=f"{name}@example.org", roles="practitioner")  # fmt: skip


def invited(asking: Asking, name: str) -> bool:
    with asking.world.session.get_bind().connect() as connection:
        wanted = text("SELECT count(*) FROM single_use_token WHERE email = :email")
        return bool(connection.scalar(wanted, {"email": f"{name}@example.org"}))


def show_that_it_is_away(asking: Asking, name: str) -> None:
    """Whoever asks gets a page that says so, or one that needs no database."""
    caller = asking.callers[KIND["administrator"]]
    for path in (*PUBLIC, "/account", "/api/v1/needs"):
        answer = asking.server.ask("GET", path, caller.headers)
        assert answer.status in {200, 503}, path
        assert answer.status == 200 or answer.headers["retry-after"], path
        assert TRACEBACK not in answer.text
    assert asking.server.ask("GET", "/account", caller.headers).status == 503
    refused = invite(asking, name)
    assert refused.status == 503
    assert say("error.not_saved") in refused.text
    assert asking.server.ask("GET", "/health/ready").status == 503
    assert asking.server.ask("GET", "/health/live").status == 200


def show_that_it_is_back(asking: Asking, name: str) -> None:
    """Without a restart, and at the first try."""
    process = asking.server.process.pid, processes(asking.server.process.pid)
    assert invite(asking, name).status == 303
    assert invited(asking, name)
    assert asking.server.ask("GET", "/health/ready").status == 200
    assert process == (asking.server.process.pid, processes(asking.server.process.pid))


def test_check_57_a_database_that_stops_at_once_and_starts_again(far, postgresql):
    assert invite(far, "before-stop").status == 303
    with stopped(postgresql):
        show_that_it_is_away(far, "while-stopped")

    show_that_it_is_back(far, "after-stop")
    assert invited(far, "before-stop")
    assert not invited(far, "while-stopped")


def test_check_57_one_that_stands_still_loses_nothing_that_was_said_to_be_kept(
    far, postgresql, proof
):
    line = far.server.new_line()
    with ThreadPoolExecutor(1) as beside:
        with still(postgresql.get_pid()):
            sent = beside.submit(invite, far, "while-still")
            until = time.monotonic() + proof(2, 30)
            while time.monotonic() < until:
                line.request("GET", "/health/live", headers={"Host": HERE})
                answer = line.getresponse()
                answer.read()
                assert answer.status == 200
            assert not sent.done(), "would prove nothing"
        said = sent.result(timeout=60).status
    line.close()

    assert said in {303, 503}
    assert invited(far, "while-still") == (said == 303)
    show_that_it_is_back(far, "after-still")


def test_check_57_connections_that_are_cut_are_made_anew(far, postgresql):
    for number in range(5):
        cut(postgresql)
        assert far.server.ask("GET", "/needs").status == 200
        assert invite(far, f"cut-{number}").status == 303


def test_check_57_a_database_that_takes_no_more_connections(far, postgresql):
    with ExitStack() as opened:
        cut(postgresql)
        with suppress(psycopg.OperationalError):
            for _ in range(CONNECTIONS):
                opened.enter_context(psycopg.connect(postgresql.get_uri()))
        show_that_it_is_away(far, "while-exhausted")

    show_that_it_is_back(far, "after-exhausted")
    assert not invited(far, "while-exhausted")


def test_check_57_connections_of_our_own_that_are_all_taken(app):
    def wait():
        raise PoolTimeout("QueuePool limit of size 5 overflow 10 reached")

    app.add_url_rule("/waits", "waits", public(wait))
    answer = app.test_client().get("/waits")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "QueuePool" not in answer.text


def test_check_58_where_the_disk_is_full_reading_goes_on(tmp_path):
    with asking_of(database("sqlite", tmp_path), tmp_path) as asking:
        with no_file_grows_beyond(asking.server, size_of(tmp_path / "test.db-wal") + ROOM):
            answers = [invite(asking, f"full-{number}") for number in range(30)]
            assert 503 in {answer.status for answer in answers} <= {303, 503}
            assert all(say("error.not_saved") in a.text for a in answers if a.status == 503)
            for path in PUBLIC:
                assert asking.server.ask("GET", path).status == 200, path
            personal = f"/organisations/{asking.world.own.organisation}/people"
            caller = asking.callers[KIND["administrator"]]
            assert asking.server.ask("GET", personal, caller.headers).status == 503
        kept = [invited(asking, f"full-{number}") for number in range(30)]

        assert kept == [answer.status == 303 for answer in answers]
        show_that_it_is_back(asking, "after")
        assert asking.world.session.scalar(text("PRAGMA integrity_check")) == "ok"


def test_check_58_where_the_disk_of_the_log_is_full_all_goes_on(far):
    before = size_of(far.server.log)
    with no_file_grows_beyond(far.server, before):
        for path in PUBLIC:
            assert far.server.ask("GET", path).status == 200, path
        assert invite(far, "without-a-log").status == 303

    assert size_of(far.server.log) == before, "would prove nothing"
    show_that_it_is_back(far, "with-a-log")
    assert size_of(far.server.log) > before


@contextmanager
def stopped(postgresql) -> Iterator[None]:
    """As "pg_ctl stop -m immediate" does, and as it is after the power went."""
    pid = postgresql.get_pid()
    os.kill(pid, signal.SIGQUIT)
    while Path(f"/proc/{pid}").exists() and "(zombie)" not in status(pid):
        time.sleep(0.05)
    yield
    postgresql.ensure_postgres_running()


def status(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/status").read_text()
    return "(zombie)"


@contextmanager
def still(pid: int) -> Iterator[None]:
    every = processes(pid)
    for each in every:
        os.kill(each, signal.SIGSTOP)
    yield
    for each in every:
        os.kill(each, signal.SIGCONT)


def cut(postgresql) -> None:
    with psycopg.connect(postgresql.get_uri(), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )


@contextmanager
def no_file_grows_beyond(server, size: int) -> Iterator[None]:
    """For the server's processes it is as on a disk that is full."""
    before = {
        pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in processes(server.process.pid)
    }
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    yield
    for pid, limits in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def size_of(file: Path) -> int:
    return file.stat().st_size


def processes(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]
