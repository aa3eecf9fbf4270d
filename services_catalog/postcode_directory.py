"""
Take in an ONS Postcode Directory, for places that do not ship.

Rows are read and written a batch at a time, so a whole country needs no more memory than a town.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from services_catalog.batches import batches
from services_catalog.directory_rows import (
    DirectoryUnreadable,
    RefusedRow,
    directory_rows,
    read_names,
)
from services_catalog.models import Authority, Outcode, Postcode, Ward
from services_catalog.outcodes import Middle, OutcodeTally, PostcodeRow

__all__ = [
    "DirectoryCounts",
    "DirectoryUnreadable",
    "Told",
    "import_postcode_directory",
    "read_names",
]

Told = Callable[[int], None]
"""Something that is told how many bytes have been read."""

BATCH = 2_000
"""Postcodes in one statement: fewer than SQLite takes values, and often enough for progress."""


@dataclass(slots=True, kw_only=True)
class DirectoryCounts:
    """
    What became of the rows. ``left_out`` are those of authorities that were not asked for.

    ``refused`` counts by reason; ``first_refused`` is the line of the first of each.
    """

    taken: int = 0
    left_out: int = 0
    wards: int = 0
    outcodes: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    first_refused: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Seen:
    """What the postcodes add up to while they stream by. Wards are by code, with authority."""

    outcodes: OutcodeTally = field(default_factory=OutcodeTally)
    taken_outcodes: set[str] = field(default_factory=set)
    authorities: set[str] = field(default_factory=set)
    wards: dict[str, tuple[str, Middle]] = field(default_factory=dict)


def import_postcode_directory(
    session: Session,
    path: Path,
    *,
    authorities: frozenset[str] | None = None,
    names: Mapping[str, str] | None = None,
    progress: Told | None = None,
) -> DirectoryCounts:
    """
    Add or replace the postcodes of a directory; add the wards and outward codes that they make.

    ``authorities`` are the codes to take; None takes all. ``names`` are those of wards and
    authorities by code; one without a name is called by its code. ``progress`` is told now and
    then how many bytes have been read. Importing the same file again changes nothing.

    :raises DirectoryUnreadable: if it is no such file or breaks off; the caller must roll back
    """
    counts, seen = DirectoryCounts(), Seen()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = _watched(directory_rows(file), file, progress or _silent)
            taken = _taken(rows, authorities, counts, seen)
            for batch in batches(taken, BATCH):
                _replace_postcodes(session, batch)
    except OSError as error:
        raise DirectoryUnreadable(f"We could not open the file: {error}.") from error
    _add_authorities(session, seen, names or {})
    counts.wards = _add_wards(session, seen, names or {})
    counts.outcodes = _put_outcodes(session, seen)
    return counts


def _watched(
    rows: Iterator[PostcodeRow | RefusedRow], file: TextIO, progress: Told
) -> Iterator[PostcodeRow | RefusedRow]:
    for batch in batches(rows, BATCH):
        progress(file.buffer.tell())
        yield from batch


def _taken(
    rows: Iterator[PostcodeRow | RefusedRow],
    authorities: frozenset[str] | None,
    counts: DirectoryCounts,
    seen: Seen,
) -> Iterator[PostcodeRow]:
    for row in rows:
        if isinstance(row, RefusedRow):
            counts.refused[row.reason] += 1
            counts.first_refused.setdefault(row.reason, row.line)
        elif authorities is not None and row["authority_code"] not in authorities:
            counts.left_out += 1
            # The outward code does reach there, but its ward will not be known.
            seen.outcodes.add({**row, "ward_code": None})
        else:
            counts.taken += 1
            _note(row, seen)
            yield row


def _note(row: PostcodeRow, seen: Seen) -> None:
    seen.outcodes.add(row)
    seen.taken_outcodes.add(row["code"].partition(" ")[0])
    seen.authorities.add(row["authority_code"])
    if row["ward_code"] and row["live"]:
        _, middle = seen.wards.setdefault(row["ward_code"], (row["authority_code"], Middle()))
        middle.add(latitude=row["latitude"], longitude=row["longitude"])


def _replace_postcodes(session: Session, batch: list[PostcodeRow]) -> None:
    rows = {row["code"]: row for row in batch}
    session.execute(delete(Postcode).where(Postcode.code.in_(rows)))
    session.execute(insert(Postcode), list(rows.values()))


def _add_authorities(session: Session, seen: Seen, names: Mapping[str, str]) -> None:
    """Add those not known. A name that is known stays; a code that stood for one gives way."""
    known = {row.code: row for row in session.scalars(select(Authority))}
    for code in sorted(seen.authorities):
        if code not in known:
            session.add(Authority(code=code, name=names.get(code, code)))
        elif known[code].name == code:
            known[code].name = names.get(code, code)
    session.flush()  # wards refer to them


def _add_wards(session: Session, seen: Seen, names: Mapping[str, str]) -> int:
    """Add those not known, and return how many. One that is known keeps its name and middle."""
    known = {row.code: row for row in session.scalars(select(Ward))}
    for code, (authority, middle) in seen.wards.items():
        if code not in known:
            name = names.get(code, code)
            session.add(Ward(code=code, name=name, authority_code=authority, **middle.point()))
        elif known[code].name == code:
            known[code].name = names.get(code, code)
    session.flush()
    return len(seen.wards.keys() - known.keys())


def _put_outcodes(session: Session, seen: Seen) -> int:
    """Add or bring up to date those that were taken from; wards known before are kept."""
    known = {row.code: row for row in session.scalars(select(Outcode))}
    rows = [row for row in seen.outcodes.rows() if row["code"] in seen.taken_outcodes]
    for row in rows:
        before = known.get(row["code"])
        if before is not None:
            wards = {*before.wards, *row["ward_codes"].split()}
            row["ward_codes"] = " ".join(sorted(wards))
        session.merge(Outcode(**row))
    session.flush()
    return len(rows)


def _silent(_: int) -> None:
    """Tell nobody."""
