"""Open a feed, a file or a folder of pages, and read its records one by one, again and again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from services_catalog.open_referral.encodings import GUESS, encoding_of
from services_catalog.open_referral.json_reading import (
    SPACE,
    Broken,
    json_lines,
    json_values,
    line_value,
)
from services_catalog.open_referral.table_reading import delimiter_in, table_rows
from services_catalog.open_referral.unreadable import Unreadable

LINE_SUFFIXES = frozenset({".ndjson", ".jsonl"})
JSON_SUFFIXES = frozenset({".json"})
TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
SUFFIXES = LINE_SUFFIXES | JSON_SUFFIXES | TABLE_SUFFIXES
LONGEST_FIRST_LINE = 1_000_000


class Form(StrEnum):
    """How a file is laid out."""

    JSON = "json"
    LINES = "lines"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a feed: the file, and the record (or, in a table or lines, the line) in it."""

    file: str
    number: int
    unit: str = "record"

    def __str__(self) -> str:
        return f"{self.file}, {self.unit} {self.number}"


@dataclass(frozen=True, slots=True)
class Raw:
    """``fields`` is whatever stood there; ``is_json`` is False where nothing could be read."""

    place: Place
    fields: object
    is_json: bool = True


@dataclass(frozen=True, slots=True)
class FeedFile:
    path: Path
    form: Form
    encoding: str

    @property
    def was_guessed(self) -> bool:
        return self.encoding == GUESS

    def records(self) -> Iterator[Raw]:
        """:raises Unreadable: where the file cannot be read any further"""
        name = self.path.name
        with _opened(self.path, self.encoding) as stream:
            if self.form is Form.TABLE:
                for number, row in table_rows(stream, name=name):
                    yield Raw(Place(name, number, "line"), row)
            elif self.form is Form.LINES:
                for number, value in json_lines(stream, name=name):
                    is_json = not isinstance(value, Broken)
                    yield Raw(Place(name, number, "line"), value, is_json=is_json)
            else:
                for number, value in enumerate(json_values(stream, name=name), 1):
                    yield Raw(Place(name, number), value)


@dataclass(frozen=True, slots=True)
class FeedFiles:
    """Every file of a feed, in order."""

    files: tuple[FeedFile, ...]

    @property
    def is_table(self) -> bool:
        return all(file.form is Form.TABLE for file in self.files)

    def records(self) -> Iterator[Raw]:
        """:raises Unreadable: where a file cannot be read any further"""
        for file in self.files:
            yield from file.records()


def open_files(path: Path) -> FeedFiles:
    """
    Find the files of a feed and how each is laid out.

    :raises Unreadable: if there is nothing there that could be a feed
    """
    try:
        if path.is_dir():
            return FeedFiles(tuple(_open_file(page) for page in _pages(path)))
        if not path.exists():
            raise Unreadable(f"There is no {path.name} there. Check the path.")
        if not path.is_file():
            raise Unreadable(f"{path.name} is neither a file nor a folder.")
        return FeedFiles((_open_file(path),))
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened: {error.strerror}.") from None


def _pages(folder: Path) -> list[Path]:
    found = [p for p in folder.iterdir() if p.is_file() and p.suffix.lower() in SUFFIXES]
    pages = sorted((p for p in found if not p.name.startswith(".")), key=_natural)
    if not pages:
        raise Unreadable(
            f"The folder {folder.name} holds no .json, .ndjson, .jsonl, .csv or .tsv file."
        )
    return pages


def _natural(path: Path) -> list[tuple[int, str]]:
    """Page 10 comes after page 2."""
    pieces = re.findall(r"\d+|\D+", path.name)
    return [(int(piece[:18]) if piece.isdecimal() else -1, piece) for piece in pieces]


def _open_file(path: Path) -> FeedFile:
    encoding = encoding_of(path)
    with _opened(path, encoding) as stream:
        form = _form(stream, path)
    return FeedFile(path, form, encoding)


def _opened(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, errors="replace", newline="")


def _form(stream: TextIO, path: Path) -> Form:
    suffix = path.suffix.lower()
    if suffix in LINE_SUFFIXES:
        return Form.LINES
    first = stream.readline(LONGEST_FIRST_LINE)
    while first and not first.strip(SPACE):
        first = stream.readline(LONGEST_FIRST_LINE)
    if first.lstrip(SPACE)[:1] in {"{", "["}:
        return Form.LINES if _is_lines(first, stream) else Form.JSON
    if suffix in TABLE_SUFFIXES:
        return Form.TABLE
    if suffix not in JSON_SUFFIXES and delimiter_in(first[:65_536]):
        return Form.TABLE
    raise Unreadable(f"{path.name} is neither JSON nor a table (CSV). Check that it is a feed.")


def _is_lines(first: str, stream: TextIO) -> bool:
    """One whole object, and another on the next line."""
    whole = first.endswith("\n") and isinstance(line_value(first), dict)
    return whole and stream.readline(LONGEST_FIRST_LINE).lstrip(SPACE).startswith("{")
