"""How the files of the index are held: read whole, once, and nothing left open."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile

SEGMENT_SUFFIX = ".seg"


class Reopened:
    """A file that is opened for each read, so that nothing is left open when readers are let go."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._at = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at}.get(whence)
        self._at = offset + (self._path.stat().st_size if start is None else start)
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        return self._take(lambda file: file.read(size))

    def readline(self) -> bytes:
        return self._take(lambda file: file.readline())

    def close(self) -> None:
        """Nothing is open."""

    def _take(self, read: Callable[[BinaryIO], bytes]) -> bytes:
        with self._path.open("rb") as file:
            file.seek(self._at)
            found = read(file)
        self._at += len(found)
        return found


class SegmentFile(StructFile):  # type: ignore[misc]
    """
    One file that holds the parts of a segment, each read whole when it is asked for.

    Whoosh's own buffers would hold such a file three times over.
    """

    def subset(self, position: int, length: int, name: str | None = None) -> BufferFile:
        self.file.seek(position)
        part = self.file.read(length)
        if len(part) < length:
            raise EOFError(f"{name} is cut short.")
        return BufferFile(part, name=name)


class InMemory(FileStorage):  # type: ignore[misc]
    """
    Files read whole: one cut short or removed under a reader then cannot take its process down.

    Whoosh never changes a file once written, so what is read stays true.
    """

    supports_mmap = False

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), supports_mmap=False, readonly=True)
        self._lengths: dict[str, int] = {}

    def open_file(self, name: str, **options: Any) -> StructFile:  # noqa: ANN401  as Whoosh has it
        path = Path(self.folder, name)
        self._lengths[name] = path.stat().st_size
        if path.suffix == SEGMENT_SUFFIX:
            return SegmentFile(Reopened(path), name=name, **options)
        return BufferFile(path.read_bytes(), name=name, **options)

    def is_as_read(self) -> bool:
        """Whether every file that was read is still there, and as long as it was."""
        return all(
            Path(self.folder, name).exists() and self.file_length(name) == length
            for name, length in self._lengths.items()
        )

    def forget_but(self, segments: frozenset[str]) -> None:
        """Watch the files of these segments alone: the others may be gone for good reason."""
        self._lengths = {
            name: length
            for name, length in self._lengths.items()
            if any(segment in name for segment in segments)
        }
