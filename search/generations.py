"""Where the index lies: a folder for each whole build, and a pointer that is swapped at once."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from search.index import IndexUnavailable

POINTER = "current"
LOCK = "writing.lock"
LOOK_AGAIN_SECONDS = 0.02
KEPT = 2
"""Builds that are left: the one in use, and the one that a reader may still be opening."""


@dataclass(frozen=True, slots=True)
class Generations:
    """``folder/<n>/`` holds build *n*; ``folder/current`` names the one in use."""

    folder: Path

    def current(self) -> Path:
        """
        Return the build in use.

        :raises IndexUnavailable: if there is none
        """
        try:
            number = int((self.folder / POINTER).read_text())
        except (OSError, ValueError):
            raise IndexUnavailable("There is no search index yet.") from None
        return self.folder / str(number)

    def make(self) -> Path:
        """Make the folder of the next build."""
        new = self.folder / str(max(self._numbers(), default=0) + 1)
        new.mkdir(parents=True)
        return new

    def use(self, build: Path) -> None:
        """Point at a finished build, so that a reader sees the old one or the new, whole."""
        draft = self.folder / f"{POINTER}.{uuid4().hex}"
        with draft.open("w") as file:
            file.write(build.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / POINTER)

    def tidy(self) -> None:
        """Remove builds that nobody can be reading, and drafts that a killed writer left."""
        for number in sorted(self._numbers())[:-KEPT]:
            shutil.rmtree(self.folder / str(number), ignore_errors=True)
        for draft in self.folder.glob(f"{POINTER}.*"):
            draft.unlink(missing_ok=True)

    @contextmanager
    def writing(self, *, wait_seconds: float) -> Iterator[None]:
        """
        Be the only writer. The lock goes with its process, so a killed one leaves none behind.

        :raises IndexUnavailable: if another is still writing after ``wait_seconds``
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as file:
            until = time.monotonic() + wait_seconds
            while not _locked(file.fileno()):
                if time.monotonic() > until:
                    raise IndexUnavailable("Another program is writing the search index.")
                time.sleep(LOOK_AGAIN_SECONDS)
            yield

    def _numbers(self) -> list[int]:
        try:
            return [int(entry.name) for entry in self.folder.iterdir() if entry.name.isdecimal()]
        except FileNotFoundError:
            return []


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
