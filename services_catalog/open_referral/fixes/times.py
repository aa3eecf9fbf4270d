"""Times of day and days of the week."""

import re
from collections.abc import Mapping
from datetime import time
from types import MappingProxyType

from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened
from services_catalog.open_referral.fixes.text import said

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.]\d{2}(?:\.\d+)?)?\s*(am|pm)?", re.IGNORECASE)
NOON = 12
LAST_HOUR = 23
LAST_MINUTE = 59
LATEST_NIGHT_CLOSE = time(6)
"""A place that opens in the evening may close after midnight, by this time at the latest."""

WEEKDAYS: Mapping[str, int] = MappingProxyType(
    {"mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6}
)
DAY_CODE = re.compile(r"[+-]?\d*\s*([a-z]{2})")


def clock_time(value: object) -> time | None:
    """``18:30``, ``18.30``, ``18:30:00``, ``6:30pm``; None where it is no time."""
    found = CLOCK.fullmatch(said(value)[:20].rstrip("Zz"))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and hour <= NOON:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    return time(hour, minute) if hour <= LAST_HOUR and minute <= LAST_MINUTE else None


def open_hours(opens: object, closes: object) -> Fixed[tuple[time | None, time | None]]:
    """Both times, or None for both where they contradict each other (18:58 to 18:00)."""
    first, last = clock_time(opens), clock_time(closes)
    written = said(opens) or said(closes)
    before = shortened(f"{said(opens)} to {said(closes)}")
    if first is None and last is None:
        return Fixed((None, None), Code.TIMES_NOT_USABLE if written else None, before)
    if first is not None and last is not None and not _could_be(first, last):
        return Fixed((None, None), Code.TIMES_NOT_USABLE, before)
    return Fixed((first, last))


def weekdays(value: object) -> tuple[int, ...]:
    """``TH,FR``, ``1MO``, ``Monday``, or a number as a feed counts (1 is Monday): 0 is Monday."""
    words = re.split(r"[,;/\s]+", said(value)[:200].casefold())
    found = {_weekday(word) for word in words}
    return tuple(sorted(day for day in found if day is not None))


def _weekday(word: str) -> int | None:
    if word.isdecimal() and len(word) == 1:
        return int(word) - 1 if 1 <= int(word) <= len(WEEKDAYS) else None
    code = DAY_CODE.match(word)
    return WEEKDAYS.get(code[1]) if code else None


def _could_be(opens: time, closes: time) -> bool:
    over_midnight = closes <= LATEST_NIGHT_CLOSE and opens.hour >= NOON
    return opens < closes or (closes < opens and over_midnight)
