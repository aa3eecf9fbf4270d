"""Regular times: Open Referral's schedules, and times that people wrote in words."""

import re
from collections.abc import Iterable, Iterator

from services_catalog.codes import Open
from services_catalog.listing import ListedOpening
from services_catalog.open_referral.fixes.dates import day
from services_catalog.open_referral.fixes.fixed import Code
from services_catalog.open_referral.fixes.text import line, repaired_text, said
from services_catalog.open_referral.fixes.times import open_hours, weekdays
from services_catalog.open_referral.record import Record, first, words
from services_catalog.open_referral.taking import Taking

MOST_OPENINGS = 100
LONGEST_NOTE = 300
DAYS = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
TIME = r"(\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)"
IN_WORDS = re.compile(
    rf"{DAYS}(?:\s*(?:to|-|\u2013)\s*{DAYS})?\s*:?\s+{TIME}\s*(?:-|\u2013|\u2014|to)\s*{TIME}",
    re.IGNORECASE,
)
DAYS_OF_WEEK = 7
FIRST_WEEKEND_DAY = 5
EVENING_FROM = 18
INTERVAL = re.compile(r"[2-9]|1[0-2]")
"""Every second to twelfth week or month. One is the usual, more is a mistake."""


def openings_of(taking: Taking, schedules: Iterable[Record]) -> tuple[ListedOpening, ...]:
    """One opening a day of each schedule that has not ended."""
    found: dict[ListedOpening, None] = {}
    for schedule in schedules:
        if _is_over(taking, schedule):
            taking.note("schedule", Code.SCHEDULE_OVER, words(schedule, "valid_to")[:20])
        else:
            found |= dict.fromkeys(_openings(taking, schedule))
    return tuple(found)[:MOST_OPENINGS]


def openings_in_words(taking: Taking, text: object) -> tuple[ListedOpening, ...]:
    """``Tuesday 11.00 - 13.00``, a line or a semicolon each; other words are kept."""
    written = re.split(r"[\n;]+", repaired_text(said(text)).value)
    lines = [line(each).value for each in written]
    found = [opening for each in lines if each for opening in _in_words(taking, each)]
    return tuple(dict.fromkeys(found))[:MOST_OPENINGS]


def open_times_of(openings: Iterable[ListedOpening]) -> frozenset[str]:
    """Day, evening and weekend, as far as the regular times say."""
    found: set[Open] = set()
    for opening in openings:
        if opening.weekday is None:
            continue
        if opening.weekday >= FIRST_WEEKEND_DAY:
            found.add(Open.WEEKEND)
        elif opening.opens is not None:
            found |= _parts_of_day(opening)
    return frozenset(str(part) for part in found)


def _openings(taking: Taking, schedule: Record) -> Iterator[ListedOpening]:
    sent = (first(schedule, "opens_at"), first(schedule, "closes_at"))
    opens, closes = taking.took("schedule", open_hours(*sent))
    note = _note(schedule)
    days = weekdays(first(schedule, "byday", "weekday"))
    for weekday in days or (None,):
        if weekday is not None or opens is not None or note:
            yield ListedOpening(weekday=weekday, opens=opens, closes=closes, note=note)


def _note(schedule: Record) -> str:
    """How often, where it is not simply every week, then what the source says of it."""
    said_of_it = [line(schedule.get(name)).value for name in ("description", "notes")]
    every = [_how_often(schedule), *said_of_it]
    return ". ".join(dict.fromkeys(text.rstrip(".") for text in every if text))[:LONGEST_NOTE]


def _how_often(schedule: Record) -> str:
    monthly = words(schedule, "freq").casefold() == "monthly"
    interval = INTERVAL.fullmatch(words(schedule, "interval"))
    if interval is not None:
        return f"Every {interval.group()} {'months' if monthly else 'weeks'}"
    return "Once a month" if monthly else ""


def _is_over(taking: Taking, schedule: Record) -> bool:
    last = day(schedule.get("valid_to")).value
    return last is not None and last < taking.context.on


def _in_words(taking: Taking, text: str) -> Iterator[ListedOpening]:
    match = IN_WORDS.fullmatch(text)
    if match is None:
        taking.note("openings", Code.TIMES_KEPT_AS_WORDS)
        yield ListedOpening(note=text[:LONGEST_NOTE])
        return
    start, end, opens_at, closes_at = match.groups()
    opens, closes = taking.took("openings", open_hours(opens_at, closes_at))
    [begin] = weekdays(start)
    [last] = weekdays(end or start)
    for step in range((last - begin) % DAYS_OF_WEEK + 1):
        yield ListedOpening(weekday=(begin + step) % DAYS_OF_WEEK, opens=opens, closes=closes)


def _parts_of_day(opening: ListedOpening) -> set[Open]:
    opens, closes = opening.opens, opening.closes
    found = {Open.DAY} if opens is not None and opens.hour < EVENING_FROM else {Open.EVENING}
    if closes is not None and opens is not None:
        past_six = (closes.hour, closes.minute) > (EVENING_FROM, 0) or closes < opens
        found |= {Open.EVENING} if past_six else set()
    return found
