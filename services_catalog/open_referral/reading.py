"""Open a feed and read its records one by one, again and again."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Protocol, TextIO

from services_catalog.open_referral.encodings import GUESS, encoding_of
from services_catalog.open_referral.json_reading import (
    SPACE,
    Broken,
    OnPage,
    json_lines,
    json_values,
    line_value,
    not_noted,
)
from services_catalog.open_referral.pages import (
    JSON_SUFFIXES,
    LINE_SUFFIXES,
    TABLE_SUFFIXES,
    Page,
    pages_of,
)
from services_catalog.open_referral.table_reading import delimiter_in, table_rows
from services_catalog.open_referral.unreadable import Unreadable

LONGEST_FIRST_LINE = 1_000_000
SAMPLED_FILES = 30
SAMPLED_RECORDS = 20


class Form(StrEnum):
    """How a file is laid out; *tables* are several that together hold one feed."""

    JSON = "json"
    LINES = "lines"
    TABLE = "table"
    TABLES = "tables"


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
    page: Page
    form: Form
    encoding: str

    @property
    def name(self) -> str:
        return self.page.name

    @property
    def was_guessed(self) -> bool:
        return self.encoding == GUESS

    def records(self, on_page: OnPage = not_noted) -> Iterator[Raw]:
        """:raises Unreadable: where the file cannot be read any further"""
        name = self.name
        with damage_in(name), _opened(self.page, self.encoding) as stream:
            if self.form is Form.TABLE:
                for number, row in table_rows(stream, name=name):
                    yield Raw(Place(name, number, "line"), row)
            elif self.form is Form.LINES:
                for number, value in json_lines(stream, name=name):
                    is_json = not isinstance(value, Broken)
                    yield Raw(Place(name, number, "line"), value, is_json=is_json)
            else:
                values = json_values(stream, name=name, on_page=on_page)
                for number, value in enumerate(values, 1):
                    yield Raw(Place(name, number), value)


class FeedFiles(Protocol):
    """Every file of a feed, and the records that they hold between them."""

    @property
    def files(self) -> tuple[FeedFile, ...]: ...

    @property
    def form(self) -> Form: ...

    def records(self, on_page: OnPage = not_noted) -> Iterator[Raw]:
        """:raises Unreadable: where a file cannot be read any further"""

    def sample(self) -> list[Raw]:
        """The first records of the first files."""

    def unlinked(self) -> dict[str, int]:
        """How many rows of each file say of nothing that they belong to it."""

    def unread(self) -> tuple[str, ...]:
        """The files that hold nothing that is read."""


@dataclass(frozen=True, slots=True)
class PagesInOrder:
    """Files that hold whole records, read one after another."""

    files: tuple[FeedFile, ...]

    @property
    def form(self) -> Form:
        is_table = all(file.form is Form.TABLE for file in self.files)
        return Form.TABLE if is_table else Form.JSON

    def records(self, on_page: OnPage = not_noted) -> Iterator[Raw]:
        """:raises Unreadable: where a file cannot be read any further"""
        for file in self.files:
            yield from file.records(on_page)

    def sample(self) -> list[Raw]:
        firsts = (islice(file.records(), SAMPLED_RECORDS) for file in self.files[:SAMPLED_FILES])
        return [raw for first in firsts for raw in first]

    def unlinked(self) -> dict[str, int]:
        return {}

    def unread(self) -> tuple[str, ...]:
        return ()


def open_files(path: Path) -> tuple[FeedFile, ...]:
    """
    Find the files of a feed and how each is laid out.

    :raises Unreadable: if there is nothing there that could be a feed
    """
    with damage_in(path.name):
        return tuple(_open_file(page) for page in pages_of(path))


@contextmanager
def damage_in(name: str) -> Iterator[None]:
    """
    Say in a sentence what the machine found wrong with a file.

    :raises Unreadable: in place of what readers of files and archives raise
    """
    try:
        yield
    except OSError as error:
        raise Unreadable(f"{name} cannot be opened: {error.strerror or 'it is damaged'}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise Unreadable(f"{name} is damaged inside its archive. Fetch it again.") from None


def _open_file(page: Page) -> FeedFile:
    encoding = encoding_of(page)
    with _opened(page, encoding) as stream:
        form = _form(stream, page)
    return FeedFile(page, form, encoding)


def _opened(page: Page, encoding: str) -> TextIO:
    return io.TextIOWrapper(page.open(), encoding=encoding, errors="replace", newline="")


def _form(stream: TextIO, page: Page) -> Form:
    if page.suffix in LINE_SUFFIXES:
        return Form.LINES
    first = stream.readline(LONGEST_FIRST_LINE)
    while first and not first.strip(SPACE):
        first = stream.readline(LONGEST_FIRST_LINE)
    if first.lstrip(SPACE)[:1] in {"{", "["}:
        return Form.LINES if _is_lines(first, stream) else Form.JSON
    if page.suffix in TABLE_SUFFIXES:
        return Form.TABLE
    if page.suffix not in JSON_SUFFIXES and delimiter_in(first[:65_536]):
        return Form.TABLE
    raise Unreadable(f"{page.name} is neither JSON nor a table (CSV). Check that it is a feed.")


def _is_lines(first: str, stream: TextIO) -> bool:
    """One whole object, and another on the next line."""
    whole = first.endswith("\n") and isinstance(line_value(first), dict)
    return whole and stream.readline(LONGEST_FIRST_LINE).lstrip(SPACE).startswith("{")
