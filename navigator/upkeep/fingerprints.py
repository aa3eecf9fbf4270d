"""What is in a database, in short: for each table how many rows, and a digest of all of them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, Table, select

BATCH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """``digest`` is the SHA-256 of every row, in the order of the primary key."""

    rows: int
    digest: str


def fingerprints(connection: Connection) -> Mapping[str, Fingerprint]:
    """
    Read every table as the database holds it: what is locked stays locked.

    Two databases of the same kind with equal fingerprints hold the same rows.
    """
    found = MetaData()
    found.reflect(connection)
    return {table.name: _fingerprint(connection, table) for table in found.sorted_tables}


def _fingerprint(connection: Connection, table: Table) -> Fingerprint:
    made, rows = hashlib.sha256(), 0
    order = list(table.primary_key.columns) or list(table.columns)
    wanted = select(table).order_by(*order).execution_options(yield_per=BATCH)
    for row in connection.execute(wanted):
        made.update(json.dumps(list(row), default=str, ensure_ascii=True).encode())
        rows += 1
    return Fingerprint(rows=rows, digest=made.hexdigest())
