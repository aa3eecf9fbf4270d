"""The table in which someone decides what the words of a feed mean."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from services_catalog.codes import Scheme
from services_catalog.open_referral.fixes.codes import scheme_code
from services_catalog.open_referral.fixes.text import line, said
from services_catalog.open_referral.local_mappings import Decision, Term
from services_catalog.open_referral.unreadable import Unreadable

COLUMNS = ("vocabulary", "term", "needs", "listings")
NONE = "none"
LONGEST_TABLE = 5_000_000
FORMULA_SIGNS = ("=", "+", "-", "@")
"""A spreadsheet would work out a cell that begins so."""


def mapping_csv(terms: Mapping[Term, int]) -> str:
    """The terms, the most frequent first; the needs are for someone to fill in."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for (vocabulary, term), count in sorted(terms.items(), key=lambda each: (-each[1], each[0])):
        rows.writerow([_guarded(vocabulary), _guarded(term), "", count])
    return f"\ufeff{table.getvalue()}"


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """
    Read the table again. A row without needs has not been decided and is passed over.

    :raises Unreadable: if it is no such table, or names a need that there is not
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(io.StringIO(file.read(LONGEST_TABLE)), strict=True))
    except (OSError, UnicodeError, csv.Error):
        raise Unreadable(f"{path.name} cannot be read as a table (CSV) in UTF-8.") from None
    if not rows or not {"vocabulary", "term", "needs"} <= rows[0].keys():
        raise Unreadable(f"{path.name} needs the columns vocabulary, term and needs, and a row.")
    return tuple(_decisions(rows, path.name))


def _decisions(rows: list[dict[str, str]], name: str) -> Iterable[Decision]:
    for number, row in enumerate(rows, 2):
        written = said(row.get("needs")).replace(";", " ").replace(",", " ").split()
        term = _bare(line(row.get("term")).value)
        if not written or not term:
            continue
        needs = [] if [each.casefold() for each in written] == [NONE] else written
        if wrong := [each for each in needs if scheme_code(each, Scheme.NEED).value is None]:
            raise Unreadable(
                f"Line {number} of {name}: {wrong[0][:40]!r} is no need. Write codes of needs, "
                "with spaces between them, or none. The codes are on the page of needs."
            )
        codes = (scheme_code(each, Scheme.NEED).value or "" for each in needs)
        yield Decision(
            vocabulary=_bare(line(row.get("vocabulary")).value),
            term=term,
            needs=tuple(dict.fromkeys(codes)),
        )


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _bare(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_SIGNS) else text
