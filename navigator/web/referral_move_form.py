"""The form of one move of a referral: what its row asks for, and what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from werkzeug.datastructures import MultiDict

from base.clock import LONDON, now, today
from navigator.db import session
from navigator.referrals.agreement import ADULT
from navigator.referrals.agreements import age_of
from navigator.referrals.codes import Party
from navigator.referrals.holding import who_may_hold
from navigator.referrals.lifecycle import Also, Note, Row
from navigator.referrals.models import Referral
from navigator.referrals.moving import MoveIncomplete, Step
from navigator.web.account_form import AccountForm
from navigator.web.choices import Choice, choices_of
from navigator.web.day_boxes import boxes_of, read_day, typed_day
from navigator.web.other_services import is_a_service, other_services
from navigator.web.search_form import readable_lines
from navigator.web.shown_timeline import NONE, scheme_of
from navigator.web.words import say

DAYS = (Also.EXPECTED_START, Also.REVIEW_DATE)
RUNG_HOUR, TAKEN_BY = "rung_hour", "taken_by"
TYPED = (
    "version",
    "reason",
    "note",
    Also.ALTERNATIVE,
    Also.SERVICE,
    Also.HOLDER,
    Also.PARTY,
    *(box for name in (*DAYS, Also.FRONT_DOOR_RUNG) for box in boxes_of(name)),
    RUNG_HOUR,
    TAKEN_BY,
)
LONGEST_VERSION = 9


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MoveForm(AccountForm):
    """``changed``: somebody else has moved the referral since it was looked at."""

    row: Row
    changed: bool = False

    @property
    def status(self) -> int:
        if self.changed:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK

    @property
    def note_needed(self) -> bool:
        return self.row.note is Note.REQUIRED

    @property
    def takes_note(self) -> bool:
        return self.row.note is not Note.NONE

    def asks(self, also: str) -> bool:
        return Also(also) in self.row.also

    def reasons(self) -> list[Choice]:
        kind: type[StrEnum] | None = self.row.reasons
        if kind is None:
            return []
        return choices_of(scheme_of(kind.__name__), kind)

    def services(self, referral: Referral) -> list[Choice]:
        """Where it could go, or what could help instead: then also that there is none."""
        name = Also.SERVICE if self.asks(Also.SERVICE) else Also.ALTERNATIVE
        found = other_services(referral, online_only=name is Also.SERVICE)
        none = [Choice(code=NONE, label=say("move_form.none"))]
        return [*found, *none] if name is Also.ALTERNATIVE else found

    def holders(self, referral: Referral) -> list[Choice]:
        people = who_may_hold(session(), referral, referral.holder_side)
        others = (each for each in people if each.id != referral.holder_id)
        return [Choice(code=str(each.id), label=each.name) for each in others]

    def parties(self, referral: Referral) -> list[Choice]:
        return choices_of("party", parties(referral))

    def step(self) -> Step:
        """:raises Invalid: naming a box whose answer cannot be used"""
        return Step(
            move=self.row.move,
            reason=self.typed["reason"] if self.row.reasons else "",
            note=self._note(),
            facts=dict(self._facts()),
            version=self.version,
        )

    @property
    def version(self) -> int:
        """That of the referral as it was looked at; 0, which none has, where it is not a number."""
        typed = self.typed["version"]
        is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_VERSION
        return int(typed) if is_number else 0

    def _note(self) -> str:
        note, taken_by = self.typed["note"].strip(), self.typed[TAKEN_BY].strip()
        if Also.FRONT_DOOR_RUNG not in self.row.also:
            return note
        if not taken_by:
            raise MoveIncomplete(say("move_form.missing_taken_by"), field=TAKEN_BY)
        return say("move_form.taken_by_note", name=taken_by, note=note) if note else ""

    def _facts(self) -> Iterable[tuple[str, Any]]:
        for name in DAYS:
            if name in self.row.also:
                yield name, self._day_to_come(name)
        for name in (Also.ALTERNATIVE, Also.SERVICE):
            if name in self.row.also and (code := self._service(name)):
                yield name, code
        for name in (Also.HOLDER, Also.PARTY):
            if name in self.row.also:
                yield name, self.typed[name]
        if Also.FRONT_DOOR_RUNG in self.row.also:
            yield Also.FRONT_DOOR_RUNG, self._rung()

    def _service(self, name: Also) -> str:
        code = self.typed[name]
        if code == NONE and name is Also.ALTERNATIVE:
            return code
        return code if is_a_service(code) else ""

    def _day_to_come(self, name: str) -> date | None:
        typed = read_day(self.typed, name)
        if typed is not None and typed < today():
            raise MoveIncomplete(say("day_boxes.past"), field=name)
        return typed

    def _rung(self) -> datetime | None:
        """When it was rung; in London, and not still to come."""
        name = Also.FRONT_DOOR_RUNG
        on = read_day(self.typed, name)
        if on is None:
            return None
        try:
            hour = time.fromisoformat(self.typed[RUNG_HOUR].strip().replace(".", ":").zfill(5))
        except ValueError:
            raise MoveIncomplete(say("move_form.rung_hour_wrong"), field=RUNG_HOUR) from None
        rung = datetime.combine(on, hour.replace(tzinfo=None), LONDON)
        if rung > now():
            raise MoveIncomplete(say("move_form.rung_to_come"), field=name)
        return rung


def parties(referral: Referral) -> tuple[Party, ...]:
    """Who can answer: at 18 the young person alone."""
    age = age_of(referral, on=today())
    is_adult = age is not None and age >= ADULT
    return (Party.YOUNG_PERSON,) if is_adult else tuple(Party)


def empty_move(row: Row, version: int) -> MoveForm:
    """A form nobody has filled in; that the front door was rung, it takes to be today."""
    typed: Mapping[str, str] = dict.fromkeys(TYPED, "") | {"version": str(version)}
    if Also.FRONT_DOOR_RUNG in row.also:
        typed = {**typed, **typed_day(Also.FRONT_DOOR_RUNG, today())}
    return MoveForm(row=row, typed=typed)


def read_move(row: Row, given: MultiDict[str, str]) -> MoveForm:
    typed = {name: readable_lines(given.get(name, "")) for name in TYPED}
    return MoveForm(row=row, typed=typed)
