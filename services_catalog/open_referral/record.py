"""Ask a record of unknown make for things, without ever being surprised by what it holds."""

from collections.abc import Iterator, Mapping

from services_catalog.open_referral.fixes.text import said

Record = Mapping[str, object]

MOST_PARTS = 500
"""More places, times or numbers than this in one record is a mistake, not a service."""


def first(record: Record, *names: str) -> object:
    """The first of these that says anything; None where none does."""
    return next((record[name] for name in names if _says_something(record.get(name))), None)


def words(record: Record, *names: str) -> str:
    """The same, as text."""
    return said(first(record, *names))


def part(record: Record, *names: str) -> Record:
    """A nested record; empty where there is none."""
    found = next((record[name] for name in names if isinstance(record.get(name), dict)), None)
    return found if isinstance(found, dict) else {}


def parts(record: Record, *names: str) -> Iterator[Record]:
    """Nested records under any of these names, a single one or a list of them."""
    for name in names:
        value = record.get(name)
        items = value if isinstance(value, list) else [value]
        yield from (item for item in items[:MOST_PARTS] if isinstance(item, dict))


def _says_something(value: object) -> bool:
    return bool(said(value)) or isinstance(value, dict | list)
