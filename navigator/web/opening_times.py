"""Regular times as people say them: days in a row with the same hours are one line."""

from collections.abc import Iterable, Sequence

from navigator.web.filters import clock, weekday
from navigator.web.words import say
from services_catalog.models import Opening


def times_said(openings: Iterable[Opening]) -> list[str]:
    """In order: "Monday to Friday 9am to 5pm", "Saturday from 10am (term time)"."""
    spans: list[list[Opening]] = []
    for opening in openings:
        if spans and _continues(spans[-1][-1], opening):
            spans[-1].append(opening)
        else:
            spans.append([opening])
    return [_said(span) for span in spans]


def _continues(before: Opening, opening: Opening) -> bool:
    return (
        before.weekday is not None
        and opening.weekday == before.weekday + 1
        and _hours(before) == _hours(opening)
    )


def _hours(opening: Opening) -> tuple[object, ...]:
    return opening.opens, opening.closes, opening.note


def _said(span: Sequence[Opening]) -> str:
    opening = span[0]
    parts = [_days(span), _clock(opening)]
    if opening.note:
        parts.append(f"({opening.note})" if any(parts) else opening.note)
    return " ".join(filter(None, parts))


def _days(span: Sequence[Opening]) -> str:
    days = [weekday(each.weekday) for each in span if each.weekday is not None]
    match days:
        case [first, _, *_]:
            return say("times.days", first=first, last=days[-1])
        case _:
            return "".join(days)


def _clock(opening: Opening) -> str:
    if opening.opens is None:
        return ""
    if opening.closes is None:
        return say("service.times_from", opens=clock(opening.opens))
    hours = {"opens": clock(opening.opens), "closes": clock(opening.closes)}
    return say("service.times_from_to", **hours)
