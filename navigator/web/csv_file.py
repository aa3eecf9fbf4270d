"""
A table as a file, which a spreadsheet opens without running anything in it.

What would begin a formula gets an apostrophe before it, also after a character that some
spreadsheets part cells at; ``without_guards`` takes them away again. The file begins with a byte
order mark: without it, Excel takes UTF-8 for something else.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from flask import Response

GUARDED = "=+\\-@\t\r\n\0'＝＋－＠"  # noqa: RUF001  the wide ones begin a formula as well
PARTS_CELLS = ";|\t\r\n"

_BEGINS = re.compile(f"(^|[{PARTS_CELLS}])(?=[{GUARDED}])")
_GUARD = re.compile(f"(^|[{PARTS_CELLS}])'(?=[{GUARDED}])")


def guarded(text: str) -> str:
    return _BEGINS.sub(r"\1'", text)


def without_guards(cell: str) -> str:
    """What ``guarded`` was given."""
    return _GUARD.sub(r"\1", cell)


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """:param name: of the file, without its ending; letters, digits and hyphens alone"""
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(header)
    table.writerows([guarded(cell) for cell in row] for row in rows)
    return Response(
        text.getvalue().encode("utf-8-sig"),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )
