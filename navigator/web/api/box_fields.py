"""
What a box of the pages for referring takes, as JSON: read by the same reader, and refused in the
same words.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError, fields

from base.clock import LONDON, now
from navigator.web.referring.boxes import Asks
from navigator.web.referring.reading import CannotRead, read_box
from navigator.web.words import say

TEXT = "Send text."
NUMBER = "Send a whole number."
CODES = "Send a list of codes."
MOST_CODES = 100


class TextBox(fields.Field[Any]):
    """Text, or one code; what is kept of it is what the pages keep. Left out, it is empty."""

    def __init__(self, asks: Asks, said: str, *, codes: Iterable[str] = ()) -> None:
        self.asks = asks
        described: dict[str, Any] = {"type": "string", "description": said}
        if listed := [str(code) for code in codes]:
            described["enum"] = ["", *listed]
        super().__init__(load_default="", metadata=described)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, str):
            raise ValidationError(TEXT)
        return _read(self.asks, (value,))


class NumberBox(fields.Field[Any]):
    """A whole number, or null where it is not known."""

    def __init__(self, asks: Asks, said: str, *, highest: int) -> None:
        self.asks = asks
        described = {"type": "integer", "description": said}
        super().__init__(
            load_default=None,
            allow_none=True,
            metadata={**described, "minimum": 0, "maximum": highest},
        )

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError(NUMBER)
        return _read(self.asks, (str(value)[:50],))


class CodesBox(fields.Field[Any]):
    """Several codes of one list."""

    def __init__(self, asks: Asks, said: str, *, left_out: tuple[str, ...] = ()) -> None:
        self.asks = asks
        described = {"type": "array", "items": {"type": "string"}, "description": said}
        super().__init__(load_default=left_out, metadata=described)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:  # noqa: ANN401
        is_codes = isinstance(value, list) and all(isinstance(code, str) for code in value)
        if not is_codes or len(value) > MOST_CODES:
            raise ValidationError(CODES)
        return _read(self.asks, tuple(dict.fromkeys(value)))


class MomentRung(fields.Field[str]):
    """A day and a time up to now; in London where no offset is given. Kept in UTC."""

    def __init__(self, said: str) -> None:
        described = {"type": "string", "description": said}
        super().__init__(load_default="", metadata=described)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:  # noqa: ANN401
        if value == "":
            return ""
        try:
            rung = moment(str(value))
        except ValueError:
            raise ValidationError(say("refer.rung_at")) from None
        if rung > now():
            raise ValidationError(say("refer.rung_at"))
        return rung.isoformat()


def moment(written: str) -> datetime:
    """:raises ValueError: if it is no day and time, or none that a calendar has"""
    read = datetime.fromisoformat(written)
    try:
        return (read if read.tzinfo else read.replace(tzinfo=LONDON)).astimezone(UTC)
    except OverflowError as no_such_day:
        raise ValueError("There is no such day.") from no_such_day


def _read(asks: Asks, texts: Sequence[str]) -> Any:  # noqa: ANN401  as ``read_box``
    try:
        return read_box(asks, texts)
    except CannotRead as refusal:
        raise ValidationError(str(refusal)) from None
