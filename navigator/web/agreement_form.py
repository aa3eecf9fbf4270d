"""The form of what somebody says of a service after a referral to it was sent."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from base.refusals import Invalid
from navigator.referrals.agreeing import NewAnswer
from navigator.referrals.codes import Answer, Capacity, Party, Told
from navigator.web.account_form import AccountForm
from navigator.web.choices import Choice, choices_of, pairs_of
from navigator.web.day_boxes import boxes_of, read_day
from navigator.web.search_form import readable
from navigator.web.words import say

UNTIL = "until"
TYPED = ("party", "answer", "why", "capacity", "told_how", *boxes_of(UNTIL))
LONGEST_WHY = 2_000

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AgreementForm(AccountForm):
    @property
    def answers(self) -> list[Choice]:
        return choices_of("answer_given", Answer)

    @property
    def capacities(self) -> list[tuple[str, str]]:
        return pairs_of("capacity", Capacity)

    @property
    def ways(self) -> list[tuple[str, str]]:
        return pairs_of("told", Told)

    def answer(self) -> NewAnswer:
        """:raises Invalid: naming a box whose answer cannot be used"""
        party, answer = self._code("party", Party), self._code("answer", Answer)
        if party is None or answer is None:
            missing = "party" if party is None else "answer"
            raise Invalid(say(f"agreement_after.missing_{missing}"), field=missing)
        if len(self.typed["why"]) > LONGEST_WHY:
            raise Invalid(say("agreement_after.why_too_long"), field="why")
        return NewAnswer(
            party=party,
            answer=answer,
            why=self.typed["why"],
            capacity=self._code("capacity", Capacity),
            told_how=self._code("told_how", Told),
            until=read_day(self.typed, UNTIL),
        )

    def _code(self, name: str, codes: type[Code]) -> Code | None:
        typed = self.typed[name]
        return codes(typed) if typed in set(codes) else None


def empty_agreement() -> AgreementForm:
    return AgreementForm(typed=dict.fromkeys(TYPED, ""))


def read_agreement(given: MultiDict[str, str]) -> AgreementForm:
    sent = readable(given)
    return AgreementForm(typed={name: sent.get(name, "") for name in TYPED})
