"""Records put aside by kind and key, on disk rather than in memory, and gone when let go of."""

import json
import sqlite3
import weakref
from collections.abc import Iterator
from typing import Any

from services_catalog.open_referral.record import Record


class Shelf:
    """What has an empty key is never found: to have no key is not to have the same key."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")  # a file of its own, which SQLite deletes
        self._database.executescript(
            """
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            CREATE TABLE kept (kind TEXT, key TEXT, record TEXT);
            CREATE INDEX by_key ON kept (kind, key);
            """
        )
        weakref.finalize(self, self._database.close)

    def put(self, kind: str, key: str, record: Record) -> None:
        self._database.execute("INSERT INTO kept VALUES (?, ?, ?)", (kind, key, json.dumps(record)))

    def of(self, kind: str, key: str) -> list[dict[str, Any]]:
        """What was put under a key, in the order in which it was put."""
        if not key:
            return []
        rows = self._database.execute(
            "SELECT record FROM kept WHERE kind = ? AND key = ? ORDER BY rowid", (kind, key)
        )
        return [json.loads(record) for (record,) in rows]

    def taken(self, kind: str, key: str) -> list[dict[str, Any]]:
        """The same, and the shelf no longer holds it."""
        found = self.of(kind, key)
        self._database.execute("DELETE FROM kept WHERE kind = ? AND key = ?", (kind, key))
        return found

    def rest(self, kind: str) -> Iterator[dict[str, Any]]:
        rows = self._database.execute(
            "SELECT record FROM kept WHERE kind = ? ORDER BY rowid", (kind,)
        )
        return (json.loads(record) for (record,) in rows)
