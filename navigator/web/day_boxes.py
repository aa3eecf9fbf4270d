"""A day typed into three boxes: day, month and year."""

from collections.abc import Mapping
from datetime import date

from base.refusals import Invalid
from navigator.web.words import say

PARTS = ("day", "month", "year")
LONGEST_PART = 4


class DayUnreadable(Invalid):
    """What stands in the boxes is no day, or a box is empty."""


def boxes_of(name: str) -> tuple[str, ...]:
    """What the boxes of a day are called in a form."""
    return tuple(f"{name}-{part}" for part in PARTS)


def read_day(typed: Mapping[str, str], name: str) -> date | None:
    """
    None where all three are empty.

    :raises DayUnreadable: if it is no day
    """
    parts = [typed.get(box, "").strip() for box in boxes_of(name)]
    if not any(parts):
        return None
    if not all(part.isascii() and part.isdecimal() and len(part) <= LONGEST_PART for part in parts):
        raise DayUnreadable(say("day_boxes.unreadable"), field=name)
    day, month, year = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        raise DayUnreadable(say("day_boxes.unreadable"), field=name) from None


def typed_day(name: str, day: date) -> Mapping[str, str]:
    """What stands in the boxes of a day."""
    return dict(zip(boxes_of(name), (str(day.day), str(day.month), str(day.year)), strict=True))
