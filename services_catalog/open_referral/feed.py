"""A feed that has been read through once: its dialect, its size, and its ids that came twice."""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path

from services_catalog.open_referral.columns_table import ColumnTable
from services_catalog.open_referral.dialects import DIALECTS, SERVICE, Dialect, Sample, recognised
from services_catalog.open_referral.joined_tables import joined_tables
from services_catalog.open_referral.paging import PageFacts, facts_of
from services_catalog.open_referral.reading import (
    FeedFiles,
    PagesInOrder,
    Raw,
    open_files,
)
from services_catalog.open_referral.record import Record
from services_catalog.open_referral.shelf import Shelf
from services_catalog.open_referral.unreadable import Unreadable

AUTO = "auto"
MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """
    ``records`` counts all there are, ``other_kinds`` those of them that are no services.

    ``ids`` are all that were seen. ``last_of`` says, for each that came more than once, which
    record (from 0) is its last: it is the one to take.
    """

    files: FeedFiles
    dialect: Dialect
    columns: ColumnTable | None
    unknown_columns: tuple[str, ...]
    records: int = 0
    other_kinds: Mapping[str, int] = field(default_factory=dict)
    ids: AbstractSet[str] = frozenset()
    last_of: Mapping[str, int] = field(default_factory=dict)
    pages: tuple[PageFacts, ...] = ()
    shelf: Shelf = field(default_factory=Shelf)

    def raw_records(self) -> Iterator[Raw]:
        """Every record again, from the start."""
        return self.dialect.gathered(self.files.records)

    def is_service(self, fields: Record) -> bool:
        return self.kind_of(fields) == SERVICE

    def kind_of(self, fields: Record) -> str:
        return self.dialect.kind_of(fields)

    def read(self, fields: Record) -> Record:
        """A record as its dialect reads it: under the template's columns, or with its parts."""
        if self.columns:
            return self.columns.applied(fields)
        return self.dialect.completed(fields, self.shelf)

    def id_of(self, fields: Record) -> str:
        return self.dialect.id_of(self.columns.applied(fields) if self.columns else fields)


def open_feed(path: Path, *, dialect: str = AUTO, columns: ColumnTable | None = None) -> Feed:
    """
    Read a feed through once, writing nothing.

    Two readings are what makes it safe: a file that breaks off half way is found out before a
    listing is touched, and of an id that came twice the later record is known.

    :raises Unreadable: if any of it cannot be read, or its dialect is not known
    """
    try:
        return _open(path, dialect, columns)
    except RecursionError:
        raise Unreadable(f"{path.name} is nested too deeply to be a feed.") from None


def _open(path: Path, dialect: str, columns: ColumnTable | None) -> Feed:
    opened = open_files(path)
    files: FeedFiles = joined_tables(opened) or PagesInOrder(opened)
    start = files.sample()
    if not start:
        raise Unreadable(f"{path.name} lists no services. Nothing was changed.")
    spoken = _dialect(dialect, _sample(files, start, columns), path)
    feed = Feed(
        files=files,
        dialect=spoken,
        columns=columns,
        unknown_columns=_unknown_columns(start, spoken, columns),
    )
    surveyed = _surveyed(feed)
    if surveyed.records == sum(surveyed.other_kinds.values()):
        raise Unreadable(f"{path.name} lists no services. Nothing was changed.")
    return surveyed


def _sample(files: FeedFiles, start: list[Raw], columns: ColumnTable | None) -> Sample:
    fields = [raw.fields for raw in start if isinstance(raw.fields, dict)]
    read = [columns.applied(each) if columns else each for each in fields]
    return Sample(names=frozenset().union(*read), form=files.form)


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


def _unknown_columns(
    start: list[Raw], dialect: Dialect, columns: ColumnTable | None
) -> tuple[str, ...]:
    """Columns of a table that nothing is read from, in their order."""
    known = columns.theirs if columns else dialect.columns
    if known is None:
        return ()
    seen = (name for raw in start if isinstance(raw.fields, dict) for name in raw.fields)
    return tuple(name for name in dict.fromkeys(seen) if name and name not in known)


def _surveyed(feed: Feed) -> Feed:
    last: dict[str, int] = {}
    repeated: set[str] = set()
    kinds: Counter[str] = Counter()
    pages: list[PageFacts] = []
    count = 0
    rows = feed.dialect.gathered(
        lambda: feed.files.records(lambda page: pages.append(facts_of(page)))
    )
    for raw in rows:
        if isinstance(raw.fields, dict):
            kinds[_noted(feed, raw.fields)] += 1
            if feed.is_service(raw.fields) and (found := feed.id_of(raw.fields)):
                repeated |= {found} & last.keys()
                last[found] = count
        count += 1
    del kinds[SERVICE]
    return replace(
        feed,
        records=count,
        other_kinds=kinds,
        ids=last.keys(),
        last_of={each: last[each] for each in repeated},
        pages=tuple(pages[:MOST_PAGES]),
    )


def _noted(feed: Feed, fields: Record) -> str:
    """The kind of a record; what a service will ask for is put by."""
    kind = feed.kind_of(fields)
    if kind != SERVICE and (key := feed.dialect.shelved_under(kind, fields)):
        feed.shelf.put(kind, key, fields)
    return kind
