"""The forms of talking it through: a call asked for, what was decided, hours of duty."""

import re
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Self
from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict

from navigator.referrals.advice import Ask, Decided, Whose
from navigator.referrals.advice_duty import Hours
from navigator.referrals.advice_roll import Duty
from navigator.referrals.models import AdviceCall
from navigator.web.account_form import AccountForm
from navigator.web.filters import clock
from navigator.web.search_form import readable, readable_lines
from navigator.web.words import say

ASK = ("phone", "when", "about", "key")
DECIDED = ("decided", "next_step", "whose", "by_day")
RUNG = ("email", *DECIDED, "key")
ABOUT_YOU = ("phone", "experience")
WEEKDAYS = range(5)
"""Monday to Friday: on other days nobody is on duty."""

CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?")
HALF_DAY = 12


class NoTime(ValueError):
    """What was typed is no time of day."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AskForm(AccountForm):
    def as_ask(self, service_id: UUID | None) -> Ask:
        return Ask(
            phone=self.typed["phone"],
            when=self.typed["when"],
            about=self.typed["about"],
            key=self.typed["key"],
            service_id=service_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DecidedForm(AccountForm):
    def as_decided(self) -> Decided:
        """What cannot be read stands as not said: then the operation asks for it."""
        whose, by_day = self.typed["whose"], self.typed["by_day"]
        return Decided(
            words=self.typed["decided"],
            next_step=self.typed["next_step"],
            whose=Whose(whose) if whose in set(Whose) else None,
            by_day=_day(by_day),
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DutyForm(AccountForm):
    """``hours`` of the days whose two boxes can be read."""

    hours: tuple[Hours, ...] = ()

    def as_duty(self) -> Duty:
        return Duty(
            phone=self.typed["phone"], experience=self.typed["experience"], hours=self.hours
        )

    def with_day(self, weekday: int) -> Self:
        """With the hours of one day, or with what is wrong with its boxes."""
        opens, closes = (self.typed[f"{name}_{weekday}"] for name in ("opens", "closes"))
        if not (opens or closes):
            return self
        read: dict[str, time] = {}
        for name, typed in (("opens", opens), ("closes", closes)):
            try:
                read[name] = clock_time(typed)
            except NoTime:
                return self.wrong(f"{name}_{weekday}", say("duty.no_time"))
        return replace(self, hours=(*self.hours, Hours(weekday=weekday, **read)))


def read_ask(given: MultiDict[str, str], *, phone: str = "") -> AskForm:
    """:param phone: stands in the box where nothing was typed yet"""
    typed = _typed(given, ASK, prose=("about",))
    return AskForm(typed=typed | {"key": typed["key"] or str(uuid4())} | _first(typed, phone))


def read_decided(given: MultiDict[str, str]) -> DecidedForm:
    return DecidedForm(typed=_typed(given, DECIDED, prose=("decided", "next_step")))


def read_rung(given: MultiDict[str, str]) -> DecidedForm:
    typed = _typed(given, RUNG, prose=("decided", "next_step"))
    return DecidedForm(typed=typed | {"key": typed["key"] or str(uuid4())})


def decided_of(call: AdviceCall) -> DecidedForm:
    """What is written down already; an empty form where nothing is."""
    return DecidedForm(
        typed={
            "decided": call.decided,
            "next_step": call.next_step,
            "whose": call.next_by_side,
            "by_day": call.follow_up_on.isoformat() if call.follow_up_on else "",
        }
    )


def read_duty(given: MultiDict[str, str]) -> DutyForm:
    form = DutyForm(typed=_typed(given, (*ABOUT_YOU, *_boxes()), prose=()))
    for weekday in WEEKDAYS:
        form = form.with_day(weekday)
    return form


def form_of_duty(duty: Duty) -> DutyForm:
    typed = dict.fromkeys(_boxes(), "") | {"phone": duty.phone, "experience": duty.experience}
    for each in duty.hours:
        typed[f"opens_{each.weekday}"] = clock(each.opens)
        typed[f"closes_{each.weekday}"] = clock(each.closes)
    return DutyForm(typed=typed, hours=duty.hours)


def clock_time(typed: str) -> time:
    """
    A time as people type it: "9", "9am", "9:30", "16.30", "1630", "4:30pm".

    :raises NoTime: for anything else
    """
    found = CLOCK.fullmatch(typed.strip().lower())
    if found is None:
        raise NoTime(typed)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= HALF_DAY:
        raise NoTime(typed)
    if half:
        hour = hour % HALF_DAY + (HALF_DAY if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise NoTime(typed) from None


def _typed(
    given: MultiDict[str, str], names: tuple[str, ...], *, prose: tuple[str, ...]
) -> dict[str, str]:
    sent = readable(given)
    typed = {name: sent.get(name, "") for name in names}
    return typed | {name: readable_lines(given.get(name, "")) for name in prose}


def _first(typed: dict[str, str], phone: str) -> dict[str, str]:
    return {"phone": typed["phone"] or phone} if not typed["key"] else {}


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _boxes() -> tuple[str, ...]:
    return tuple(f"{name}_{weekday}" for weekday in WEEKDAYS for name in ("opens", "closes"))
