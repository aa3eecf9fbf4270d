"""A feed that has been read through once: its dialect, its size, and its ids that came twice."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from services_catalog.open_referral.columns_table import ColumnTable, template_columns
from services_catalog.open_referral.dialects import DIALECTS, Dialect, Sample, recognised
from services_catalog.open_referral.reading import FeedFiles, Raw, open_files
from services_catalog.open_referral.record import Record
from services_catalog.open_referral.unreadable import Unreadable

AUTO = "auto"
SAMPLE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """
    ``records`` counts all there are. ``last_of`` says, for each id that came more than once, which
    record (from 0) is its last: it is the one to take.
    """

    files: FeedFiles
    dialect: Dialect
    columns: ColumnTable | None
    records: int
    last_of: Mapping[str, int]
    unknown_columns: tuple[str, ...]

    def raw_records(self) -> Iterator[Raw]:
        """Every record again, from the start."""
        return self.files.records()

    def prepared(self, fields: Record) -> Record:
        """A record as its dialect reads it: under the template's columns, where they differ."""
        return self.columns.applied(fields) if self.columns else fields

    def id_of(self, fields: Record) -> str:
        return self.dialect.id_of(self.prepared(fields))


def open_feed(path: Path, *, dialect: str = AUTO, columns: ColumnTable | None = None) -> Feed:
    """
    Read a feed through once, writing nothing.

    Two readings are what makes it safe: a file that breaks off half way is found out before a
    listing is touched, and of an id that came twice the later record is known.

    :raises Unreadable: if any of it cannot be read, or its dialect is not known
    """
    files = open_files(path)
    records = files.records()
    start = list(islice(records, SAMPLE))
    if not start:
        raise Unreadable(f"{path.name} lists no services. Nothing was changed.")
    sample = _sample(files, start, columns)
    spoken = _dialect(dialect, sample, path)
    feed = Feed(
        files=files,
        dialect=spoken,
        columns=columns,
        records=0,
        last_of={},
        unknown_columns=_unknown_columns(start, columns) if files.is_table else (),
    )
    return _surveyed(feed, chain(start, records))


def _sample(files: FeedFiles, start: list[Raw], columns: ColumnTable | None) -> Sample:
    fields = [raw.fields for raw in start if isinstance(raw.fields, dict)]
    prepared = [columns.applied(each) if columns else each for each in fields]
    return Sample(names=frozenset().union(*prepared), is_table=files.is_table)


def _dialect(wanted: str, sample: Sample, path: Path) -> Dialect:
    if wanted != AUTO:
        return DIALECTS[wanted]
    found = recognised(sample)
    if found is None:
        known = "; ".join(f"{d.name}, {d.label}" for d in DIALECTS.values())
        raise Unreadable(
            f"The records of {path.name} are in no dialect we know ({known}). If it is one of "
            "these, say which with --dialect."
        )
    return found


def _unknown_columns(start: list[Raw], columns: ColumnTable | None) -> tuple[str, ...]:
    """Columns that nothing is read from, in their order."""
    known = columns.theirs if columns else {column.name for column in template_columns()}
    seen = (name for raw in start if isinstance(raw.fields, dict) for name in raw.fields)
    return tuple(name for name in dict.fromkeys(seen) if name and name not in known)


def _surveyed(feed: Feed, records: Iterator[Raw]) -> Feed:
    last: dict[str, int] = {}
    times: Counter[str] = Counter()
    count = 0
    for raw in records:
        if isinstance(raw.fields, dict) and (found := feed.id_of(raw.fields)):
            if found in last:
                times[found] += 1
            last[found] = count
        count += 1
    return Feed(
        files=feed.files,
        dialect=feed.dialect,
        columns=feed.columns,
        records=count,
        last_of={repeated: last[repeated] for repeated in times},
        unknown_columns=feed.unknown_columns,
    )
