"""
The engine: opening, searching and writing the index.

A term once decoded is kept while there is room
(``Shelf``); no answer is. Typed text never reaches a query parser: it comes in as ``Clue``.
"""

import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from whoosh import index
from whoosh.writing import SegmentWriter

from search import arrays
from search.documents import vocabulary
from search.generations import Generations
from search.index import Document, IndexAnswer, IndexQuery, IndexUnavailable
from search.segments import Copy
from search.shelf import Shelf
from search.tokens import close_words, commonest, may_be_corrected, stem
from search.whoosh_index.files import Unchanging, WhooshSegment, row, schema
from search.whoosh_index.storage import InMemory

LAYOUT = "1"
"""Raise it when what is written changes."""

VERSION_FILE = "version"
WAIT_SECONDS = 10.0
BUILD_MEGABYTES = 128
LOOK_AGAIN_SECONDS = 0.01
"""How long what was found is taken to be the newest: an edit shows that much later at most."""

SHELF_BYTES = 64_000_000
"""Room for decoded terms in each process, all threads together."""


class WhooshIndex:
    """
    ``SearchIndex`` in a folder. One object serves every thread of a process, and after a fork.

    :param folder: its own folder; made at the first rebuild
    An index whose documents were made differently (``documents.vocabulary``) counts as unavailable,
    so that it is rebuilt.
    """

    def __init__(self, folder: Path) -> None:
        self._builds = Generations(folder)
        self._version = f"{LAYOUT} {vocabulary()}"
        self._opened: _Opened | None = None
        self._opening = threading.Lock()
        self._last_look: _Look | None = None

    def search(self, query: IndexQuery) -> IndexAnswer:
        with _damage_is_unavailable():
            return arrays.search(self._copy(), query)

    def held(self) -> Mapping[UUID, tuple[int, date | None]]:
        with _damage_is_unavailable():
            return {
                id_: (revision, date.fromordinal(lapses) if lapses else None)
                for id_, revision, lapses in self._copy(look_at_files=True).held()
            }

    def codes(self, facet: str, *, within: tuple[frozenset[str], ...]) -> Sequence[str]:
        with _damage_is_unavailable():
            return self._copy().codes(facet, within)

    def holds(self, word: str, *, within: tuple[frozenset[str], ...]) -> bool:
        with _damage_is_unavailable():
            copy = self._copy()
            docs, _ = copy.word(stem(word))
            return bool(copy.within(within)[docs].any())

    def close_spelling(self, word: str, *, within: tuple[frozenset[str], ...]) -> str | None:
        if not may_be_corrected(word):
            return None
        with _damage_is_unavailable():
            copy = self._copy()
            allowed = copy.within(within)
            used = {near: copy.uses(near, allowed) for near in close_words(word, copy.spellings())}
            return commonest(word, used)

    def update(self, documents: Iterable[Document], *, gone: Iterable[UUID] = ()) -> None:
        with _damage_is_unavailable(), self._builds.writing(wait_seconds=WAIT_SECONDS):
            build = self._current()
            with _writer(index.open_dir(str(build))) as writer:
                for id_ in gone:
                    writer.delete_by_term("id", id_.hex)
                for document in documents:
                    writer.update_document(**row(document))
        self._last_look = None

    def rebuild(self, documents: Iterable[Document]) -> None:
        with _damage_is_unavailable(), self._builds.writing(wait_seconds=WAIT_SECONDS):
            build = self._builds.make()
            with _writer(index.create_in(str(build), schema())) as writer:
                for document in documents:
                    writer.add_document(**row(document))
            (build / VERSION_FILE).write_text(self._version)
            self._builds.use(build)
            self._builds.tidy()
        self._last_look = None

    def _current(self) -> Path:
        """
        Return the build in use.

        :raises IndexUnavailable: if there is none, or it was made by another version of this code
        """
        build = self._builds.current()
        if (build / VERSION_FILE).read_text() != self._version:
            raise IndexUnavailable("The search index was made by another version.")
        return build

    def _copy(self, *, look_at_files: bool = False) -> Copy:
        """Return the index as of its last commit, opening it again where it has changed."""
        look = self._last_look
        if look is not None and look.is_fresh() and not look_at_files:
            return look.copy
        build = self._current()
        opened = self._opened
        if opened is None or not opened.is_of(build) or (look_at_files and opened.is_damaged()):
            opened = self._open(build)
        look = self._last_look = _Look(copy=opened.copy())
        return look.copy

    def _open(self, build: Path) -> "_Opened":
        with self._opening:
            self._opened = _Opened(build)
            return self._opened


@dataclass(frozen=True, kw_only=True)
class _Look:
    """The index as it was found at a moment: one search asks several times in a row."""

    copy: Copy
    process: int = field(default_factory=os.getpid)
    at: float = field(default_factory=time.monotonic)

    def is_fresh(self) -> bool:
        return self.process == os.getpid() and time.monotonic() < self.at + LOOK_AGAIN_SECONDS


class _Opened:
    """One build, opened in this process, and the newest copy of it."""

    def __init__(self, build: Path) -> None:
        self._build = build
        self._process = os.getpid()
        self._storage = InMemory(build)
        self._index = index.FileIndex(self._storage)
        self._shelf = Shelf(room=SHELF_BYTES)
        self._known: dict[str, Unchanging] = {}
        self._refreshing = threading.Lock()
        self._generation = -1
        self._copy: Copy | None = None

    def is_of(self, build: Path) -> bool:
        return build == self._build and self._process == os.getpid()

    def is_damaged(self) -> bool:
        return not self._storage.is_as_read()

    def copy(self) -> Copy:
        if self._copy is None or self._generation != self._index.latest_generation():
            with self._refreshing:
                self._refresh()
        assert self._copy is not None  # noqa: S101  _refresh has set it
        return self._copy

    def _refresh(self) -> None:
        generation = self._index.latest_generation()
        if self._copy is not None and generation == self._generation:
            return  # another thread was first
        reader = self._index.reader()
        segments = [
            WhooshSegment(leaf, shelf=self._shelf, known=self._known)
            for leaf, _ in reader.leaf_readers()
            if leaf.doc_count_all()
        ]
        self._forget_but(frozenset(segment.name for segment in segments))
        self._copy, self._generation = Copy(segments), reader.generation()

    def _forget_but(self, names: frozenset[str]) -> None:
        for name in self._known.keys() - names:
            del self._known[name]
        self._storage.forget_but(names)


@contextmanager
def _writer(opened: index.FileIndex) -> Iterator[SegmentWriter]:
    """Commit at the end, or cancel: a writer that failed leaves nothing behind, and no lock."""
    writer = opened.writer(timeout=WAIT_SECONDS, limitmb=BUILD_MEGABYTES)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


@contextmanager
def _damage_is_unavailable() -> Iterator[None]:
    """Whatever reading damaged files raises (Whoosh does not say), the database can answer."""
    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as damage:
        raise IndexUnavailable("The search index cannot be used.") from damage
