"""Values put by in order, in memory while they are few and then on disk, and gone when let go."""

import pickle
import weakref
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Generic, TypeVar

T = TypeVar("T")

IN_MEMORY = 8_000_000
BATCH = 200


class Spool(Generic[T]):
    """Written once, then read in batches as often as wanted."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed when let go of
        self._waiting: list[T] = []
        self._length = 0
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return self._length

    def add(self, value: T) -> None:
        self._waiting.append(value)
        self._length += 1
        if len(self._waiting) == BATCH:
            self._write()

    def batches(self) -> Iterator[list[T]]:
        """Every value, up to ``BATCH`` at a time."""
        if self._waiting:
            self._write()
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # noqa: S301  nobody but us has ever held this file
            except EOFError:
                return

    def _write(self) -> None:
        pickle.dump(self._waiting, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._waiting = []
