"""Read times as the tables write them: "Tue Thu 18:30-21:00 (term time)"."""

import re
from collections.abc import Iterable
from datetime import time

from services_catalog.codes import Open
from services_catalog.listing import ListedOpening

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SATURDAY = 5
EVENING_FROM = time(18)
IN_WORDS = "~"
"""What times that cannot be given by the clock start with."""

NOTES = {
    "term time": "In term time",
    "school holidays": "In the school holidays",
}

_SESSION = re.compile(r"(?P<days>[A-Za-z ]+) (?P<opens>\S+)-(?P<closes>\S+)(?: \((?P<note>.+)\))?")


def openings_of(text: str) -> tuple[ListedOpening, ...]:
    if text.startswith(IN_WORDS):
        return (ListedOpening(note=text.removeprefix(IN_WORDS)),)
    return tuple(opening for part in text.split("; ") for opening in _openings(part))


def open_times_of(openings: Iterable[ListedOpening]) -> frozenset[str]:
    """Day, evening, weekend, school holidays: what the openings add up to."""
    return frozenset(code for opening in openings for code in _open_codes(opening))


def _openings(part: str) -> list[ListedOpening]:
    read = _SESSION.fullmatch(part)
    if read is None:
        raise ValueError(f"Write the times of {part!r} as in 'Tue Thu 18:30-21:00 (term time)'.")
    return [
        ListedOpening(
            weekday=WEEKDAYS.index(day),
            opens=time.fromisoformat(read["opens"]),
            closes=time.fromisoformat(read["closes"]),
            note=NOTES.get(read["note"] or "", ""),
        )
        for day in read["days"].split()
    ]


def _open_codes(opening: ListedOpening) -> list[str]:
    if opening.weekday is None or opening.opens is None or opening.closes is None:
        return []
    weekend = opening.weekday >= SATURDAY
    found = {
        Open.DAY: not weekend and opening.opens < EVENING_FROM,
        Open.EVENING: opening.closes > EVENING_FROM,
        Open.WEEKEND: weekend,
        Open.SCHOOL_HOLIDAYS: opening.note == NOTES["school holidays"],
    }
    return [code for code, holds in found.items() if holds]
