"""How long a restore drill takes, and how fast the record of acts is written and verified."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar
from uuid import uuid4

from alembic import command
from sqlalchemy.orm import Session

from bench.report import calibration
from navigator.audit.operations import Act, record
from navigator.audit.verification import verify
from navigator.db import alembic_config, make_engine
from navigator.secrets.columns import use_ring
from navigator.secrets.key_ring import KeyRing, new_key
from navigator.upkeep.backup import back_up, restore
from tests.bulk import fill
from tests.databases import PROGRAMS, postgresql_url

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE, ACTS, AT_A_TIME = 20_000, 100_000, 1_000

Done = TypeVar("Done")


def main() -> int:
    use_ring(KeyRing.parse(new_key("measured")))
    os.environ["PATH"] = f"{PROGRAMS}:{os.environ['PATH']}"
    print(f"Calibration: ten million additions take {calibration():.2f} s here.\n")
    print("| database | people | rows | back up s | restore s | acts | written /s | verified /s |")
    print("|---|---|---|---|---|---|---|---|")
    whole = True
    for name in ("sqlite", "postgresql"):
        with TemporaryDirectory() as folder:
            whole &= _measured(name, Path(folder))
    return 0 if whole else 1


def _measured(name: str, folder: Path) -> bool:
    """Print one row; return whether everything came back and verified."""
    engine = make_engine(_new(name, folder, "first"))
    command.upgrade(alembic_config(engine), "head")
    fill(engine, PEOPLE, at=NOW)
    backing_up, made = _timed(lambda: back_up(engine, folder / "backup", at=NOW))
    target = _new(name, folder, "second")
    restoring, back = _timed(lambda: restore(folder / "backup", target))
    with Session(engine) as session:
        writing, _ = _timed(lambda: _act(session))
        verifying, found = _timed(lambda: verify(session))
    engine.dispose()
    print(
        f"| {name} | {PEOPLE:,} | {made.rows:,} | {backing_up:.1f} | {restoring:.1f} "
        f"| {found.rows:,} | {ACTS / writing:,.0f} | {found.rows / verifying:,.0f} |"
    )
    return back == made and found.fault is None


def _act(session: Session) -> None:
    for _ in range(ACTS // AT_A_TIME):
        record(session, [_read() for _ in range(AT_A_TIME)])
        session.commit()


def _read() -> Act:
    """As long as a row is when somebody looks at somebody's record."""
    return Act(
        act="see_people",
        at=NOW,
        partnership_id=uuid4(),
        user_id=uuid4(),
        organisation_id=uuid4(),
        object_kind="user",
        object_id=uuid4(),
        owner_id=uuid4(),
        address="192.0.2.1",
        request_id=uuid4().hex,
    )


def _new(name: str, folder: Path, which: str) -> str:
    return f"sqlite:///{folder / which}.db" if name == "sqlite" else postgresql_url(folder)


def _timed(work: Callable[[], Done]) -> tuple[float, Done]:
    started = perf_counter()
    done = work()
    return perf_counter() - started, done


if __name__ == "__main__":
    sys.exit(main())
