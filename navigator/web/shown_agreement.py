"""What was agreed to one service, as the page about it says it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from base.clock import today
from navigator.db import session
from navigator.referrals.agreement import ADULT
from navigator.referrals.agreements import age_of, latest_answers
from navigator.referrals.codes import Party, Side
from navigator.referrals.models import Agreement
from navigator.web.choices import Choice, choices_of, pairs_of
from navigator.web.found_referral import FoundReferral
from navigator.web.referral_move_form import parties
from navigator.web.words import label, say


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswer:
    party: str
    answer: str
    why: str
    capacity: str
    told_how: str
    on: date
    until: date | None
    withdrawn_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOverride:
    reason: str
    why: str
    rung_at: datetime | None
    taken_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAgreement:
    """
    ``may_record``: the reader works with them. ``to_ask``: whose answer counts. ``to_withdraw``:
    whose holds now.
    """

    answers: tuple[ShownAnswer, ...]
    override: ShownOverride | None
    basis: str
    goes: bool
    is_adult: bool
    may_record: bool
    to_ask: list[Choice]
    to_withdraw: list[tuple[str, str]]
    feed_back: tuple[str, ...]


def shown_agreement(found: FoundReferral) -> ShownAgreement:
    referral = found.referral
    holding = latest_answers(session(), referral, on=today())
    age = age_of(referral, on=today())
    return ShownAgreement(
        answers=tuple(_answers(found, {each.id for each in holding.values()})),
        override=_override(found),
        basis=label("basis", referral.basis),
        goes=referral.story_goes,
        is_adult=age is not None and age >= ADULT,
        may_record=bool(found.sides & {Side.SENDER, Side.RECEIVER}),
        to_ask=choices_of("party", parties(referral)),
        to_withdraw=pairs_of("party_withdraws", (party for party in Party if party in holding)),
        feed_back=tuple(label("feed_back", code) for code in referral.feed_back),
    )


def _answers(found: FoundReferral, holding: set[object]) -> Iterator[ShownAnswer]:
    for each in reversed(found.referral.agreements):
        yield _answer(each, holds=each.id in holding)


def _answer(each: Agreement, *, holds: bool) -> ShownAnswer:
    return ShownAnswer(
        party=label("party", each.party),
        answer=label("answer_given", each.answer),
        why=each.why,
        capacity=_capacity(each),
        told_how=label("told", each.told_how) if each.told_how else "",
        on=each.asked_on,
        until=each.until,
        withdrawn_at=each.withdrawn_at,
        holds=holds,
    )


def _capacity(each: Agreement) -> str:
    if each.capacity is None:
        return ""
    return say("agreement_after.can_decide", answer=label("capacity", each.capacity))


def _override(found: FoundReferral) -> ShownOverride | None:
    kept = found.referral.override
    if kept is None:
        return None
    return ShownOverride(
        reason=label("override_reason", kept.reason),
        why=kept.why,
        rung_at=kept.rung_at,
        taken_by=kept.taken_by,
    )
