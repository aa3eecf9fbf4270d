"""
Read JSON a record at a time, however large the file.

A window of text moves along the file and grows only while one value does not fit. What an
envelope lists (``contents``, ``content``) is read one by one; so are a bare array and lines.
"""

import json
from collections.abc import Callable, Iterator
from typing import TextIO

from services_catalog.open_referral.unreadable import Unreadable

CHUNK = 1 << 18
LONGEST_RECORD = 16_000_000
"""Characters. One record longer than this is a damaged file, such as a string never closed."""

LISTS = frozenset({"contents", "content"})
SPACE = " \t\r\n\ufeff"
LONGEST_TOKEN = 32
"""A mistake nearer to the end of the window than this may only be the window's end."""

LONGEST_WHOLE_NUMBER = 18


OnPage = Callable[[dict[str, object]], None]
"""Told what an envelope says beside its list: how many records there are, which page this is."""


def not_noted(_: dict[str, object]) -> None:
    """For who reads the records alone."""


class Broken(Exception):
    """It is not JSON from here on."""


class TooLong(Exception):
    """One value does not fit in the largest window there may be."""


def _whole_number(digits: str) -> int | float:
    """Python refuses whole numbers of thousands of digits; nothing of ours is so large."""
    return int(digits) if len(digits) <= LONGEST_WHOLE_NUMBER else float(digits)


DECODER = json.JSONDecoder(parse_int=_whole_number)


def json_values(stream: TextIO, *, name: str, on_page: OnPage = not_noted) -> Iterator[object]:
    """
    Yield every record of a JSON document; of several documents one after another, all of theirs.

    :raises Unreadable: where the file stops being JSON
    """
    window = _Window(stream)
    try:
        while window.peek():
            yield from _document(window, on_page)
    except Broken:
        raise Unreadable(
            f"{name} is not whole JSON: it breaks off or goes wrong after character "
            f"{window.read:,}. Fetch it again, or check it with a JSON editor."
        ) from None
    except TooLong:
        raise Unreadable(
            f"A record of {name}, after character {window.read:,}, is longer than "
            f"{LONGEST_RECORD:,} characters, as if a text in it were never closed. Fetch it again."
        ) from None
    except RecursionError:
        raise Unreadable(f"{name} is nested too deeply to be a feed. Fetch it again.") from None


def json_lines(stream: TextIO, *, name: str) -> Iterator[tuple[int, object]]:
    """
    Yield the number and the record of every line; ``Broken`` in place of a line that is not JSON.

    :raises Unreadable: if one line is too long to be a record
    """
    number = 0
    while text := stream.readline(LONGEST_RECORD):
        number += 1
        if len(text) == LONGEST_RECORD:
            raise Unreadable(f"Line {number:,} of {name} is too long to be one record.")
        if text.strip(SPACE):
            yield number, line_value(text)


def line_value(text: str) -> object:
    try:
        return DECODER.decode(text.strip(SPACE))
    except (ValueError, RecursionError):
        return Broken()


def _document(window: "_Window", on_page: OnPage) -> Iterator[object]:
    match window.peek():
        case "[":
            yield from _list(window)
        case "{":
            yield from _object(window, on_page)
        case _:
            yield window.value()


def _list(window: "_Window") -> Iterator[object]:
    window.take("[")
    if window.peek() != "]":
        yield window.value()
        while window.peek() == ",":
            window.take(",")
            yield window.value()
    window.take("]")


def _object(window: "_Window", on_page: OnPage) -> Iterator[object]:
    """The records that an envelope lists; where it lists none, the object is the record."""
    fields: dict[str, object] = {}
    is_envelope = False
    window.take("{")
    while window.peek() != "}":
        if fields or is_envelope:
            window.take(",")
        key = window.value()
        window.take(":")
        if key in LISTS and window.peek() == "[":
            is_envelope = True
            yield from _list(window)
        else:
            fields[str(key)] = window.value()
    window.take("}")
    if is_envelope:
        on_page(fields)
    else:
        yield fields


class _Window:
    """``read`` counts the characters that have been understood."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0
        self._ended = False
        self._before = 0

    @property
    def read(self) -> int:
        return self._before + self._at

    def peek(self) -> str:
        """The next character that is not a space; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        if self.peek() != sign:
            raise Broken
        self._at += 1

    def value(self) -> object:
        """The next whole value."""
        self.peek()
        while True:
            try:
                found, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._is_certain(error) or not self._more():
                    raise Broken from None
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self._at = end
            return found

    def _is_certain(self, error: json.JSONDecodeError) -> bool:
        """Whether more text could not mend it."""
        unfinished = error.msg.startswith("Unterminated")
        return not unfinished and error.pos < len(self._text) - LONGEST_TOKEN

    def _more(self) -> bool:
        """Read on: as much again as is unread, so that a long value costs no more than twice."""
        left = self._text[self._at :]
        if len(left) > LONGEST_RECORD:
            raise TooLong
        if self._ended:
            return False
        room = LONGEST_RECORD + 1 - len(left)
        new = self._stream.read(min(room, max(CHUNK, len(left))))
        self._ended = not new
        self._before += self._at
        self._text, self._at = left + new, 0
        return bool(new)
