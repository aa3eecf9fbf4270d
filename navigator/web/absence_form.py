"""The form of an absence: who is away, from when to when, and who covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from werkzeug.datastructures import MultiDict

from navigator.accounts.models import User
from navigator.referrals.absences import Away
from navigator.web.account_form import AccountForm
from navigator.web.records_form import read_day
from navigator.web.search_form import readable
from navigator.web.words import say

DAYS = ("first_day", "last_day")
PEOPLE, COVER = "people", "cover"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoice:
    id: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AbsenceForm(AccountForm):
    people: tuple[str, ...] = ()

    def of(self, user_id: UUID | None) -> "AbsenceForm":
        """The same, for one person alone."""
        return AbsenceForm(typed=self.typed, people=(str(user_id),))

    def with_missing(self) -> "AbsenceForm":
        """Say of each box that cannot be read what to type."""
        form = self
        if not self.people:
            form = form.wrong(PEOPLE, say("away.missing_people"))
        for name in DAYS:
            if read_day(self.typed[name]) is None:
                form = form.wrong(name, say(f"away.missing_{name}"))
        return form if self._cover() else form.wrong(COVER, say("away.missing_cover"))

    def as_away(self) -> Away:
        """Of a form in which nothing is missing."""
        first, last = (read_day(self.typed[name]) or date.min for name in DAYS)
        return Away(
            user_ids=tuple(known for each in self.people if (known := _id(each))),
            cover_id=self._cover() or UUID(int=0),
            first_day=first,
            last_day=last,
        )

    def choices(self, users: Iterable[User]) -> list[PersonChoice]:
        return [
            PersonChoice(id=str(user.id), name=user.name, is_chosen=str(user.id) in self.people)
            for user in users
        ]

    def covers(self, users: Iterable[User], *, but: UUID | None = None) -> list[PersonChoice]:
        chosen = self.typed.get(COVER, "")
        return [
            PersonChoice(id=str(user.id), name=user.name, is_chosen=str(user.id) == chosen)
            for user in users
            if user.id != but
        ]

    def _cover(self) -> UUID | None:
        return _id(self.typed.get(COVER, ""))


def read_absence(given: MultiDict[str, str]) -> AbsenceForm:
    sent = readable(given)
    return AbsenceForm(
        typed={name: sent.get(name, "") for name in (*DAYS, COVER)},
        people=tuple(sent.getlist(PEOPLE)),
    )


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
