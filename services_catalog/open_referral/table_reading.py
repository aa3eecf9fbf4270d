"""Read a table (CSV) a row at a time."""

import csv
from collections.abc import Iterator
from typing import TextIO

from services_catalog.open_referral.unreadable import Unreadable

DELIMITERS = ",;\t|"
LONGEST_CELL = 4_000_000
LONGEST_HEADER = 65_536
MOST_COLUMNS = 500


def table_rows(stream: TextIO, *, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """
    Yield the line and the cells, by column, of every row that holds anything.

    Cells beyond the last column are not read.

    :raises Unreadable: where a quotation mark is never closed, or a cell is too long
    """
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(stream, delimiter=_delimiter(stream), strict=True)
    try:
        header = [column.strip().removeprefix("\ufeff") for column in next(rows, [])]
        if len(header) > MOST_COLUMNS:
            raise Unreadable(f"{name} has more than {MOST_COLUMNS} columns. Is it a table?")
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield rows.line_num, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise Unreadable(
            f"Line {rows.line_num + 1:,} of {name} cannot be read as a table ({error}). Look for a "
            "quotation mark that is never closed."
        ) from None


def delimiter_in(header: str) -> str | None:
    """The sign that parts the columns; None where no sign does."""
    found = max(DELIMITERS, key=header.count)
    return found if found in header else None


def _delimiter(stream: TextIO) -> str:
    header = stream.readline(LONGEST_HEADER)
    stream.seek(0)
    return delimiter_in(header) or ","
