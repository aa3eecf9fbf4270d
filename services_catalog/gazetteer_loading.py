"""Fill the tables of places, on first start, with those that ship. What is there is left alone."""

import csv
import gzip
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from base.orm import Base
from services_catalog.batches import batches
from services_catalog.models import (
    Area,
    AreaScheme,
    AreaWard,
    Authority,
    Outcode,
    Postcode,
    Ward,
)
from services_catalog.outcodes import OutcodeTally, PostcodeRow
from services_catalog.reference.tables import read_table, yes

BATCH = 5_000
"""Postcodes in one statement: few enough for memory, many enough for speed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeographyCounts:
    """How many rows were added; all 0 where everything was there."""

    authorities: int
    wards: int
    areas: int
    outcodes: int
    postcodes: int


def load_geography(
    session: Session, *, progress: Callable[[str], None] | None = None
) -> GeographyCounts:
    """
    Add the wards, areas and postcodes that ship and are not there yet.

    Nothing that is there is changed, so what an administrator has corrected or imported stays.
    """
    authorities = _add_missing(session, Authority, read_table("geography/authorities.csv"))
    wards = _add_missing(session, Ward, [_placed(r) for r in read_table("geography/wards.csv")])
    areas = _add_schemes(session)
    postcodes, outcodes = _add_postcodes(session, progress or _silent)
    return GeographyCounts(
        authorities=authorities, wards=wards, areas=areas, outcodes=outcodes, postcodes=postcodes
    )


def _add_schemes(session: Session) -> int:
    """Add area schemes with their areas; one that is there keeps the wards it has."""
    schemes = [
        row | {"verified": yes(row["verified"])} for row in read_table("geography/area_schemes.csv")
    ]
    _add_missing(session, AreaScheme, schemes)
    known = set(session.scalars(select(Area.code)))
    added = _add_missing(session, Area, read_table("geography/areas.csv"))
    members = [
        row for row in read_table("geography/area_wards.csv") if row["area_code"] not in known
    ]
    if members:
        session.execute(insert(AreaWard), members)
    return added


def _add_postcodes(session: Session, progress: Callable[[str], None]) -> tuple[int, int]:
    """Add every shipped postcode, unless there are some already."""
    if session.scalar(select(Postcode.code).limit(1)) is not None:
        _add_small_areas(session)
        return 0, 0
    progress("Places: reading postcodes.")
    tally, count = OutcodeTally(), 0
    for batch in batches(_shipped_postcodes(), BATCH):
        for row in batch:
            tally.add(row)
        session.execute(insert(Postcode), batch)
        count += len(batch)
    progress(f"Places: {count:,} postcodes added.")
    return count, _add_missing(session, Outcode, list(tally.rows()))


def _add_small_areas(session: Session) -> None:
    """To shipped postcodes that were added before their small areas were."""
    if session.scalar(select(Postcode.code).where(Postcode.lsoa_code.is_not(None)).limit(1)):
        return
    change = (
        update(Postcode)
        .where(Postcode.code == bindparam("postcode"))
        .values(lsoa_code=bindparam("lsoa"))
        .execution_options(synchronize_session=False)
    )
    for batch in batches(_shipped_postcodes(), BATCH):
        placed = [
            {"postcode": row["code"], "lsoa": row["lsoa_code"]} for row in batch if row["lsoa_code"]
        ]
        if placed:
            session.connection().execute(change, placed)


def _shipped_postcodes() -> Iterator[PostcodeRow]:
    packed = resources.files(f"{__package__}.reference") / "geography" / "postcodes.csv.gz"
    with packed.open("rb") as file, gzip.open(file) as unpacked:
        for row in csv.DictReader(io.TextIOWrapper(unpacked, encoding="utf-8", newline="")):
            yield {
                "code": row["code"],
                "authority_code": row["authority_code"],
                "ward_code": row["ward_code"] or None,
                "latitude": float(row["latitude"]),
                "longitude": float(row["longitude"]),
                "live": yes(row["live"]),
                "lsoa_code": row["lsoa_code"] or None,
            }


def _add_missing(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> int:
    known = set(session.scalars(select(table.__table__.c.code)))
    new = [row for row in rows if row["code"] not in known]
    if new:
        session.execute(insert(table), new)
    return len(new)


def _placed(row: dict[str, str]) -> dict[str, Any]:
    return row | {"latitude": float(row["latitude"]), "longitude": float(row["longitude"])}


def _silent(_: str) -> None:
    """Say nothing."""
