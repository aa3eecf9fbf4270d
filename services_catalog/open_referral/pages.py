"""The files of a feed as they come: one file, a folder of pages, or a zip archive of either."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from services_catalog.open_referral.archives import archived_files
from services_catalog.open_referral.unreadable import Unreadable

LINE_SUFFIXES = frozenset({".ndjson", ".jsonl"})
JSON_SUFFIXES = frozenset({".json"})
TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
SUFFIXES = LINE_SUFFIXES | JSON_SUFFIXES | TABLE_SUFFIXES
ARCHIVE_SUFFIX = ".zip"


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a feed, wherever it lies: it can be opened again and again."""

    name: str
    open: Callable[[], BinaryIO]

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem.casefold()


def pages_of(path: Path) -> list[Page]:
    """
    Find the files of a feed, in order.

    :raises Unreadable: if there is nothing there that could be a feed
    """
    if path.is_dir():
        return _of_folder(path)
    if not path.exists():
        raise Unreadable(f"There is no {path.name} there. Check the path.")
    if not path.is_file():
        raise Unreadable(f"{path.name} is neither a file nor a folder.")
    if path.suffix.lower() == ARCHIVE_SUFFIX or zipfile.is_zipfile(path):
        return _of_archive(path)
    return [_page(path)]


def _of_folder(folder: Path) -> list[Page]:
    found = [p for p in folder.iterdir() if p.is_file() and _could_be_page(p.name)]
    if not found:
        raise Unreadable(
            f"The folder {folder.name} holds no .json, .ndjson, .jsonl, .csv or .tsv file."
        )
    return [_page(path) for path in sorted(found, key=lambda path: _natural(path.name))]


def _of_archive(path: Path) -> list[Page]:
    pages = [
        Page(name, opened)
        for name, opened in archived_files(path)
        if _could_be_page(PurePosixPath(name).name) and not name.startswith("__MACOSX/")
    ]
    if not pages:
        raise Unreadable(f"{path.name} holds no .json, .ndjson, .jsonl, .csv or .tsv file.")
    return sorted(pages, key=lambda page: _natural(page.name))


def _page(path: Path) -> Page:
    return Page(path.name, lambda: path.open("rb"))


def _could_be_page(name: str) -> bool:
    return not name.startswith(".") and PurePosixPath(name).suffix.lower() in SUFFIXES


def _natural(name: str) -> list[tuple[int, str]]:
    """Page 10 comes after page 2."""
    pieces = re.findall(r"\d+|\D+", name)
    return [(int(piece[:18]) if piece.isdecimal() else -1, piece) for piece in pieces]
