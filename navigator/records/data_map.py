"""The map of all data: ``data_map.toml``, and what it says of a column."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

FILE = Path(__file__).with_suffix(".toml")


class Kind(StrEnum):
    IDENTITY = "identity"
    WORDS = "words"
    FACTS = "facts"
    MOMENTS = "moments"
    LINKS = "links"
    BOOK = "book"
    SECRETS = "secrets"


class About(StrEnum):
    YOUNG_PERSON = "young_person"
    ACCOUNT = "account"
    NOBODY = "nobody"


GATHERED = (Kind.IDENTITY, Kind.WORDS, Kind.FACTS, Kind.MOMENTS)
"""What somebody is shown who asks what is held on them."""

PERSONAL = frozenset({Kind.IDENTITY, Kind.WORDS})
"""What goes when a record is anonymised; never in a log, a mail or an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """
    One table. ``columns`` by name, in the order in which somebody is shown them. ``seen`` by the
    name of a column: the part it is shown with (``referrals.seen``), or who alone sees it.
    """

    table: str
    about: About
    keep: str
    columns: Mapping[str, Kind]
    seen: Mapping[str, str]

    def of_kinds(self, *kinds: Kind) -> tuple[str, ...]:
        return tuple(name for name, kind in self.columns.items() if kind in kinds)


@cache
def data_map() -> Mapping[str, Mapped]:
    """By the name of the table."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {table: _mapped(table, said) for table, said in written.items()}


def differences(metadata: MetaData) -> Iterator[str]:
    """A sentence for each column without a place in the map, or whose place is out of date."""
    known = data_map()
    for table in metadata.sorted_tables:
        columns = set(table.columns.keys())
        mapped = set(known[table.name].columns) if table.name in known else set()
        yield from (f"{table.name}.{name} has no place in the map" for name in columns - mapped)
        yield from (f"{table.name}.{name} is in the map alone" for name in mapped - columns)
    yield from (f"{name} is in the map alone" for name in known.keys() - metadata.tables.keys())


def _mapped(table: str, said: Mapping[str, Any]) -> Mapped:
    return Mapped(
        table=table,
        about=About(str(said["about"])),
        keep=str(said["keep"]),
        columns={name: kind for kind in Kind for name in said.get(kind, ())},
        seen={name: part for part, names in said.get("seen", {}).items() for name in names},
    )
