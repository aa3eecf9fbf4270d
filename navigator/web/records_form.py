"""The forms around somebody's records: who asks, about whom, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from werkzeug.datastructures import MultiDict

from navigator.records.models import AskedAs, Outcome, RequestKind
from navigator.records.requests import Asking, Decided
from navigator.web.account_form import AccountForm
from navigator.web.search_form import readable
from navigator.web.words import say

ASKING = ("kind", "asked_as", "asked_by", "checked_how", "received_on")
WHO = ("reference", "name", "birth_date")
DECIDED = ("outcome", "decision")
CODES: Mapping[str, type[StrEnum]] = {"kind": RequestKind, "asked_as": AskedAs}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RecordsForm(AccountForm):
    withheld: tuple[str, ...] = ()

    def checked_asking(self) -> "RecordsForm":
        """Say of each box of a request what to choose or type."""
        form = self
        for name, codes in CODES.items():
            if self.typed[name] not in set(codes):
                form = form.wrong(name, say(f"records.missing_{name}"))
        if read_day(self.typed["received_on"]) is None:
            form = form.wrong("received_on", say("records.missing_received_on"))
        by_name = self.typed["name"].strip() and read_day(self.typed["birth_date"])
        if not (self.typed["reference"].strip() or by_name):
            form = form.wrong("reference", say("records.missing_who"))
        return form

    def as_asking(self) -> Asking:
        received = read_day(self.typed["received_on"])
        assert received is not None  # noqa: S101  checked_asking has seen to it
        return Asking(
            kind=RequestKind(self.typed["kind"]),
            asked_as=AskedAs(self.typed["asked_as"]),
            asked_by=self.typed["asked_by"],
            checked_how=self.typed["checked_how"],
            received_on=received,
        )

    def checked_decision(self) -> "RecordsForm":
        if self.typed["outcome"] in set(Outcome):
            return self
        return self.wrong("outcome", say("records.missing_outcome"))

    def as_decided(self) -> Decided:
        return Decided(
            outcome=Outcome(self.typed["outcome"]),
            decision=self.typed["decision"],
            withheld=self.withheld,
        )


def read_form(given: MultiDict[str, str], *names: str) -> RecordsForm:
    sent = readable(given)
    return RecordsForm(
        typed={name: sent.get(name, "") for name in names},
        withheld=tuple(sent.getlist("withheld")),
    )


def read_day(typed: str) -> date | None:
    """A day as a date box sends it, or as people write it: 2012-03-04 or 4/3/2012."""
    text = typed.strip()
    if text.count("/") == 2:  # noqa: PLR2004  day, month, year
        day, month, year = text.split("/")
        text = f"{year:0>4}-{month:0>2}-{day:0>2}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
