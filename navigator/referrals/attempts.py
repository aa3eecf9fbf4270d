"""How somebody was tried, before it is said that they could not be reached."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import Invalid
from navigator.referrals.codes import AttemptKind
from navigator.referrals.models import ContactAttempt, Referral
from navigator.referrals.rules import Rules


class NotTriedEnough(Invalid):
    """More tries, or more kinds of them, come first."""


class AttemptRefused(Invalid):
    """A try that cannot have been made like this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    kind: AttemptKind
    on: date
    reached: bool
    note: str = ""


def record_attempt(
    session: Session, referral: Referral, attempt: Attempt, *, actor: Actor, at: datetime
) -> ContactAttempt:
    """:raises AttemptRefused: if the day is still to come, or before it was sent"""
    if not london_date(referral.sent_at) <= attempt.on <= london_date(at):
        raise AttemptRefused("Enter a day between the day it was sent and today.", field="on")
    made = ContactAttempt(
        partnership_id=referral.partnership_id,
        referral_id=referral.id,
        kind=attempt.kind,
        on=attempt.on,
        reached=attempt.reached,
        note=attempt.note.strip(),
        user_id=actor.user_id,
        recorded_at=at,
    )
    session.add(made)
    session.flush()
    return made


def check_attempts(session: Session, referral: Referral, rules: Rules) -> None:
    """:raises NotTriedEnough: saying what is still to be tried"""
    tries, kinds = session.execute(
        select(func.count(), func.count(ContactAttempt.kind.distinct())).where(
            ContactAttempt.referral_id == referral.id
        )
    ).one()
    if tries < rules.least_attempts or kinds < rules.least_kinds:
        raise NotTriedEnough(
            f"Try at least {rules.least_attempts} times, in at least {rules.least_kinds} ways. "
            f"So far: {tries} times, in {kinds} ways. Record each try below.",
            field="attempts",
        )
