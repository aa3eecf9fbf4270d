"""
Zip archives, none of which is trusted: read in memory, a stream at a time, never unpacked.

What an archive says of itself is checked before a byte of it is read. A member that is larger
than it says breaks off there, and is then found damaged.
"""

import stat
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from services_catalog.open_referral.unreadable import Unreadable

MOST_MEMBERS = 10_000
MOST_BYTES = 2_000_000_000
HIGHEST_RATIO = 200
"""Real feeds shrink to a tenth, the most repetitive to a hundredth."""

RATIO_MATTERS_FROM = 1_000_000
LONGEST_NAME = 255
SHOWN = 60
UNIX_MODE = 16
"""Where the file's kind and permissions stand in a member's attributes."""

ENCRYPTED = 0x1
NESTED = frozenset(
    {".zip", ".jar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst", ".lz4", ".br"}
)


def archived_files(path: Path) -> list[tuple[str, Callable[[], BinaryIO]]]:
    """
    Name every file of an archive, each with a way to open it.

    :raises Unreadable: if it is damaged, or is made to do harm
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise Unreadable(f"{path.name} is not a whole zip archive. Fetch it again.") from None
    _check(path.name, members)
    return [(member.filename, _opener(path, member)) for member in members]


def _opener(path: Path, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        with zipfile.ZipFile(path) as archive:
            return cast("BinaryIO", archive.open(member))

    return opened


def _check(archive: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"{archive} holds more than {MOST_MEMBERS:,} files. Is it a feed?")
    for member in members:
        if (fault := _fault(member)) is not None:
            raise Unreadable(
                f"{archive} was not opened: {_shown(member.filename)} {fault} Nothing was read."
            )
    _check_sizes(archive, members)
    [(name, times)] = Counter(m.filename for m in members).most_common(1) or [("", 0)]
    if times > 1:
        raise Unreadable(f"{archive} holds two files named {_shown(name)}. Nothing was read.")


def _check_sizes(archive: str, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MOST_BYTES:
        raise Unreadable(
            f"{archive} would unpack to more than {MOST_BYTES // 1_000_000:,} MB. Nothing was read."
        )
    if unpacked > RATIO_MATTERS_FROM and unpacked > HIGHEST_RATIO * packed:
        raise Unreadable(
            f"{archive} would unpack to more than {HIGHEST_RATIO} times its size, as no feed does. "
            "Nothing was read."
        )


def _fault(member: zipfile.ZipInfo) -> str | None:
    """What is wrong with a member; None where nothing is."""
    name = PurePosixPath(member.filename.replace("\\", "/"))
    kind = member.external_attr >> UNIX_MODE
    if len(member.filename) > LONGEST_NAME:
        return "has a name that is too long."
    if name.is_absolute() or ".." in name.parts or member.filename[1:2] == ":":
        return "points outside the archive."
    if stat.S_IFMT(kind) not in {0, stat.S_IFREG}:
        return "is a link or a device, not a file."
    if member.flag_bits & ENCRYPTED:
        return "is protected by a password. Give the archive without one."
    if name.suffix.lower() in NESTED:
        return "is an archive inside the archive. Unpack it first."
    return None


def _shown(name: str) -> str:
    printable = "".join(sign if sign.isprintable() else "?" for sign in name)
    return printable if len(printable) <= SHOWN else f"{printable[: SHOWN - 1]}…"
