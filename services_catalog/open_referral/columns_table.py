"""Which column of another table is which of ours: a table, so that nobody has to write code."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from services_catalog.open_referral.fixes.text import said
from services_catalog.open_referral.record import Record
from services_catalog.open_referral.unreadable import Unreadable

COLUMNS_OF_THE_TABLE = ("ours", "theirs", "when", "value")
LONGEST_TABLE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateColumn:
    name: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """
    One row. With ``when``, ``value`` stands in for a cell that equals it.

    Without ``theirs`` every listing gets ``value``; without either, the cell is copied.
    """

    ours: str
    theirs: str
    when: str
    value: str

    def cell(self, row: Record) -> str:
        if not self.theirs:
            return self.value
        written = said(row.get(self.theirs))
        if not self.when:
            return written
        return self.value if written == self.when else ""


@dataclass(frozen=True, slots=True)
class ColumnTable:
    rules: tuple[ColumnRule, ...]

    @property
    def theirs(self) -> frozenset[str]:
        return frozenset(rule.theirs for rule in self.rules)

    def applied(self, row: Record) -> Mapping[str, object]:
        """The row under our columns; several cells for one column stand in paragraphs."""
        cells: dict[str, list[str]] = {}
        for rule in self.rules:
            if text := rule.cell(row):
                cells.setdefault(rule.ours, []).append(text)
        return {ours: "\n\n".join(dict.fromkeys(texts)) for ours, texts in cells.items()}


@cache
def template_columns() -> tuple[TemplateColumn, ...]:
    text = (resources.files(f"{__package__}.columns") / "template.csv").read_text(encoding="utf-8")
    return tuple(TemplateColumn(**row) for row in csv.DictReader(text.splitlines()))


def read_column_table(path: Path) -> ColumnTable:
    """
    Read a table of columns.

    :raises Unreadable: if it cannot be read, or names a column that the template does not have
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(LONGEST_TABLE)
        rows = list(csv.DictReader(text.splitlines(), strict=True))
    except (OSError, UnicodeError, csv.Error):
        raise Unreadable(f"{path.name} cannot be read as a table (CSV) in UTF-8.") from None
    return ColumnTable(tuple(_rules(rows, path.name)))


def _rules(rows: list[dict[str, str]], name: str) -> Iterable[ColumnRule]:
    known = {column.name for column in template_columns()}
    for number, row in enumerate(rows, 2):
        cells = {column: said(row.get(column)) for column in COLUMNS_OF_THE_TABLE}
        if cells["ours"] not in known:
            raise Unreadable(
                f"Line {number} of {name}: {cells['ours']!r} is not a column of the template. "
                f"Its columns are {', '.join(sorted(known))}."
            )
        yield ColumnRule(**cells)
