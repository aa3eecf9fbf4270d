"""
Columns that the database cannot read, and how they are locked anew with another key.

The ring is that of the process: a column is written and read far from any request.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Dialect, String, Table, bindparam, func, select, update
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from navigator.secrets.key_ring import KeyRing

BATCH = 200


class NoKeyRing(Exception):
    """Something locked was used before the process was given its keys."""


class _Held:
    ring: KeyRing | None = None


def use_ring(ring: KeyRing) -> None:
    """Give this process its keys."""
    _Held.ring = ring


def current_ring() -> KeyRing:
    """:raises NoKeyRing: before ``use_ring``"""
    if _Held.ring is None:
        raise NoKeyRing("This process has no key ring yet.")
    return _Held.ring


class EncryptedText(TypeDecorator[str]):
    """
    Text that is locked on its way in and unlocked on its way out.

    :param purpose: where it is kept, "table.column": a value moved to another column is refused
    """

    impl = String
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else current_ring().lock(value, purpose=self.purpose)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002, ANN401
        return None if value is None else current_ring().unlock(value, purpose=self.purpose)


Progress = Callable[[str, int, int], None]
"""Told after each batch: which column, how many are done, of how many."""


def lock_anew(session: Session, base: type[DeclarativeBase], *, progress: Progress) -> int:
    """
    Lock with the current key everything that another key on the ring has locked.

    Commits after each batch, so that it can be stopped at any moment and run again: what is done
    is not done twice. Return how many values were locked anew.

    :raises CannotUnlock: if a key that is still needed is not on the ring
    """
    return sum(
        _lock_column_anew(session, table, column, progress)
        for table in base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedText)
    )


def _lock_column_anew(
    session: Session, table: Table, column: Column[Any], progress: Progress
) -> int:
    name, ring = f"{table.name}.{column.name}", current_ring()
    stored = column.cast(String)
    behind = stored.is_not(None) & ~stored.startswith(ring.mark, autoescape=True)
    total = session.scalar(select(func.count()).select_from(table).where(behind)) or 0
    done = 0
    for rows in _batches(session, table, column, behind):
        change = (
            update(table).where(table.c.id == bindparam("row")).values({column: bindparam("new")})
        )
        session.connection().execute(change, [{"row": id_, "new": text} for id_, text in rows])
        session.commit()
        done += len(rows)
        progress(name, done, total)
    return done


def _batches(
    session: Session,
    table: Table,
    column: Column[Any],
    behind: Any,  # noqa: ANN401
) -> Iterator[list[tuple[Any, str]]]:
    wanted = select(table.c.id, column).where(behind).limit(BATCH)
    while rows := session.execute(wanted).all():
        yield [(row[0], row[1]) for row in rows]
