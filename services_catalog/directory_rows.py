"""
Read the rows of an ONS Postcode Directory, one at a time.

Columns are found by how their names begin, because the year in them changes with each edition.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from base.refusals import Invalid
from services_catalog.outcodes import PostcodeRow
from services_catalog.postcodes import split_postcode

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "postcode": ("pcds", "pcd"),
    "withdrawn": ("doterm",),
    "authority": ("oslaua", "laua", "lad"),
    "ward": ("osward", "ward", "wd"),
    "latitude": ("lat",),
    "longitude": ("long",),
    "small area": ("lsoa21", "lsoa"),
}
"""What we read, and how the name of its column may begin, best first."""

MAY_BE_ABSENT = frozenset({"small area"})

PLACE_CODE = re.compile(r"[ENSW]\d{8}")
NO_PLACE = "99999999"
"""How the code ends that the directory writes where there is no such place."""

NOT_A_POSTCODE = "not a postcode"
NO_POSITION = "no position"
NO_AUTHORITY = "no local authority"


class DirectoryUnreadable(Invalid):
    """The file is not a postcode directory, or it cannot be read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    line: int
    reason: str


def directory_rows(file: TextIO) -> Iterator[PostcodeRow | RefusedRow]:
    """
    Yield every row, or why it cannot be taken.

    :raises DirectoryUnreadable: if a column is missing, or the file breaks off
    """
    reader = csv.DictReader(file, strict=True)  # an unclosed quote is an error, not a cell
    try:
        columns = _columns(reader.fieldnames or ())
        for raw in reader:
            cells = {what: (raw.get(column) or "").strip() for what, column in columns.items()}
            reason = _reason_to_refuse(cells)
            yield RefusedRow(line=reader.line_num, reason=reason) if reason else _row(cells)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DirectoryUnreadable(f"We could not read the file to its end: {error}.") from error


def read_names(path: Path) -> dict[str, str]:
    """
    Return names by code from one of the lists that come with a directory.

    :raises DirectoryUnreadable: if it has no column that ends in "CD", or none in "NM"
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            header = reader.fieldnames or ()
            code = next((name for name in header if name.upper().endswith("CD")), None)
            label = next((name for name in header if name.upper().endswith("NM")), None)
            if code is None or label is None:
                raise DirectoryUnreadable(
                    "This is not a list of names: it needs a column that ends in CD and one in NM."
                )
            return {row[code]: row[label] for row in reader if row[code] and row[label]}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DirectoryUnreadable(f"We could not read the names: {error}.") from error


def _columns(header: Sequence[str]) -> dict[str, str]:
    found = {what: _starting(header, beginnings) for what, beginnings in COLUMNS.items()}
    missing = [what for what, column in found.items() if not column and what not in MAY_BE_ABSENT]
    if missing:
        raise DirectoryUnreadable(
            f"This is not an ONS Postcode Directory: it has no column for {', '.join(missing)}."
        )
    return found


def _starting(header: Sequence[str], beginnings: tuple[str, ...]) -> str:
    """The first column, by the order of the beginnings; empty if there is none."""
    return next((n for b in beginnings for n in header if n.strip().lower().startswith(b)), "")


def _reason_to_refuse(cells: Mapping[str, str]) -> str | None:
    if split_postcode(cells["postcode"]) is None:
        return NOT_A_POSTCODE
    if not (_is_degrees(cells["latitude"], 90) and _is_degrees(cells["longitude"], 180)):
        return NO_POSITION
    if _place(cells["authority"]) is None:
        return NO_AUTHORITY
    return None


def _row(cells: Mapping[str, str]) -> PostcodeRow:
    return {
        "code": " ".join(split_postcode(cells["postcode"]) or ()),
        "authority_code": cells["authority"],
        "ward_code": _place(cells["ward"]),
        "latitude": float(cells["latitude"]),
        "longitude": float(cells["longitude"]),
        "live": not cells["withdrawn"],
        "lsoa_code": _place(cells["small area"]),
    }


def _is_degrees(text: str, most: int) -> bool:
    """Whether it is a number that far from 0 at most: 99.999999 north stands for no position."""
    try:
        return abs(float(text)) <= most
    except ValueError:
        return False


def _place(code: str) -> str | None:
    return code if PLACE_CODE.fullmatch(code) and not code.endswith(NO_PLACE) else None
