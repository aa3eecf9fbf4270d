"""Read a box of a referral into what is kept of it, and write that into the box again."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from marshmallow import ValidationError

from base.clock import LONDON, now, today
from base.refusals import Invalid
from navigator.db import session
from navigator.web.finding import current_gazetteer
from navigator.web.referring.boxes import LONGEST, Asks, Kind
from navigator.web.search_form import readable_lines
from navigator.web.situation_fields import NONE, place_code
from navigator.web.situation_form import place_label
from navigator.web.words import label, say
from services_catalog.places import find_postcode

OLDEST = 25
SHORTEST_PHONE = 5
PARTS_OF_A_DATE = re.compile(r"[\s./,-]+")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LETTERS_OF_A_MONTH = 3


class CannotRead(Invalid):
    """What stands in a box cannot be used. The message says what to type."""


def read_box(asks: Asks, texts: Sequence[str]) -> Any:  # noqa: ANN401  a text, codes, a number
    """
    What is kept of a box: a text, a code or codes, whether it is ticked, or as its name asks.

    :raises CannotRead: if it cannot be used
    """
    if asks.kind is Kind.TICK:
        return bool(texts)
    if asks.kind in LONGEST:
        text = _text(texts, longest=LONGEST[asks.kind])
        return READ[asks.name](text) if asks.name in READ else text
    codes = tuple(code for code in texts if code and code != NONE)
    if not set(codes) <= asks.choices().keys():
        raise CannotRead(say("refer.choose"))
    if asks.kind in {Kind.SEVERAL, Kind.NEEDS}:
        return codes
    return codes[0] if codes else ""


def write_box(asks: Asks, kept: Any) -> tuple[str, ...]:  # noqa: ANN401
    """What stands in a box for what is kept."""
    if kept is None or kept is False or kept == "":
        return ()
    if isinstance(kept, tuple | list):
        return tuple(kept)
    if kept is True:
        return ("yes",)
    return (WRITE[asks.name](str(kept)) if asks.name in WRITE else str(kept),)


def say_box(asks: Asks, kept: Any) -> str:  # noqa: ANN401
    """The same in words, to be read."""
    given = write_box(asks, kept)
    if asks.kind is Kind.TICK:
        return say("answer.yes") if given else ""
    if asks.kind in LONGEST:
        return given[0] if given else ""
    labels = asks.choices()
    return "; ".join(labels[code] for code in given if code in labels)


def _text(texts: Sequence[str], *, longest: int) -> str:
    text = readable_lines(texts[0] if texts else "")
    if len(text) > longest:
        raise CannotRead(say("refer.too_long", most=f"{longest:,}"))
    return text


def _age(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text) <= OLDEST):
        raise CannotRead(say("refer.age", oldest=OLDEST))
    return int(text)


def _birth_date(text: str) -> str:
    born = _day(text, mistake=say("refer.birth_date"))
    if born is not None and not _is_young(born):
        raise CannotRead(say("refer.birth_date_odd", oldest=OLDEST))
    return born.isoformat() if born else ""


def _is_young(born: date) -> bool:
    day = today()
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return born <= day and age <= OLDEST


def _until(text: str) -> str:
    until = _day(text, mistake=say("refer.until"))
    if until is not None and until < today():
        raise CannotRead(say("refer.until"))
    return until.isoformat() if until else ""


def _day(text: str, *, mistake: str) -> date | None:
    """A day as people write it: 31 3 2012, 31/03/2012, 31 March 2012 or 2012-03-31."""
    if not text:
        return None
    parts = [_number(part) for part in PARTS_OF_A_DATE.split(text)]
    if len(parts) != len(("day", "month", "year")):
        raise CannotRead(mistake)
    if parts[0] > max(parts[1:]):
        parts.reverse()
    try:
        return date(parts[2], parts[1], parts[0])
    except ValueError:
        raise CannotRead(mistake) from None


def _number(part: str) -> int:
    """A month by its name too; 0 where it is neither, which is in no date."""
    if part.isascii() and part.isdecimal() and len(part) <= len("2012"):
        return int(part)
    short = part.casefold()[:LETTERS_OF_A_MONTH]
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _home(text: str) -> str:
    """A full postcode is looked up here, once, and is kept nowhere."""
    if not text:
        return ""
    places = current_gazetteer()
    try:
        code = place_code(text, places, session())
    except ValidationError:
        raise CannotRead(say("refer.home")) from None
    if code not in places.homes:
        raise CannotRead(say("refer.home"))
    wards = places.homes[code].wards
    return next(iter(wards)) if len(wards) == 1 else code


def small_area(text: str) -> str:
    """The code of the small area (LSOA) of a full postcode; empty for every other text."""
    found = find_postcode(session(), text)
    return (found.lsoa_code or "") if found else ""


def _rung_at(text: str) -> str:
    if not text:
        return ""
    try:
        rung = datetime.fromisoformat(text).replace(tzinfo=LONDON)
    except ValueError:
        raise CannotRead(say("refer.rung_at")) from None
    if rung > now():
        raise CannotRead(say("refer.rung_at"))
    return rung.astimezone(UTC).isoformat()


def _call_back(text: str) -> str:
    if text and sum(sign.isdecimal() for sign in text) < SHORTEST_PHONE:
        raise CannotRead(say("refer.call_back"))
    return text


def _written_day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day.month} {day.year}"


def _written_moment(iso: str) -> str:
    there = datetime.fromisoformat(iso).astimezone(LONDON)
    return f"{there:%Y-%m-%dT%H:%M}"


READ: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "age": _age,
        "birth_date": _birth_date,
        "home": _home,
        "until": _until,
        "rung_at": _rung_at,
        "call_back": _call_back,
    }
)
WRITE: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "birth_date": _written_day,
        "home": lambda code: place_label(code, current_gazetteer()),
        "until": _written_day,
        "rung_at": _written_moment,
    }
)


def missing_said(name: str) -> str:
    """What to do about a box that must not be left empty."""
    return label("refer_missing", name)
