"""What has happened to a referral, what was said and what was tried, as its page says it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from base.clock import LONDON
from navigator.accounts.models import User
from navigator.db import session
from navigator.referrals.codes import Side
from navigator.referrals.exchange import CAN_BE_PUT_RIGHT, messages_of
from navigator.referrals.lifecycle import AGREEMENT_IS_GONE, ROWS, Also, Move
from navigator.referrals.models import ContactAttempt, Referral, ReferralEvent
from navigator.referrals.seen import Part
from navigator.referrals.told import is_told
from navigator.web.filters import day
from navigator.web.found_referral import FoundReferral
from navigator.web.shown_referral import is_stopped, without_numbers
from navigator.web.words import label, say
from services_catalog.models import Service

ALWAYS_TOLD = frozenset({Move.NOT_TAKEN_UP}) | AGREEMENT_IS_GONE
"""The sender hears of these wherever it stands."""

DATES = (Also.EXPECTED_START, Also.REVIEW_DATE)
SERVICES = (Also.ALTERNATIVE, Also.SERVICE)
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """``facts``: what was said with it beside the note, a line each."""

    at: datetime
    sentence: str
    who: str
    after: str
    reason: str
    note: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """``field``: the contact fact that was put right; ``text`` is then what stood there before."""

    at: datetime
    who: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAttempt:
    on: date
    kind: str
    result: str
    note: str
    who: str


def timeline(found: FoundReferral) -> tuple[ShownEvent, ...]:
    """The newest first; to its sender what was agreed to go back to them."""
    events = [
        event for event in found.referral.events if is_told_of(found.referral, event, found.sides)
    ]
    people = _names(event.user_id for event in events)
    services = _services(events)
    return tuple(_event(found, event, people, services) for event in reversed(events))


def messages(found: FoundReferral) -> tuple[ShownMessage, ...]:
    """The newest first; what was put right only where the fact itself may be seen."""
    kept = [
        each
        for each in messages_of(session(), found.referral)
        if (CAN_BE_PUT_RIGHT[each.field] if each.field else Part.WORDS) in found.parts
    ]
    people = _names(each.user_id for each in kept)
    stopped = is_stopped(found.referral)
    return tuple(
        ShownMessage(
            at=each.at,
            who=_who(people, each.user_id, each.side),
            field=label("contact_fact", each.field) if each.field else "",
            text=without_numbers(each.text) if stopped and each.field else each.text,
        )
        for each in kept
    )


def attempts(found: FoundReferral) -> tuple[ShownAttempt, ...]:
    """How somebody was tried; what was noted of it stays with the service that tried."""
    if not found.sees(Part.REACH):
        return ()
    rows = session().scalars(
        select(ContactAttempt)
        .where(ContactAttempt.referral_id == found.referral.id)
        .order_by(ContactAttempt.on.desc(), ContactAttempt.recorded_at.desc())
    )
    kept = list(rows)
    people = _names(each.user_id for each in kept)
    sees_notes = Side.RECEIVER in found.sides or found.with_reason
    return tuple(
        ShownAttempt(
            on=each.on,
            kind=label("attempt_kind", each.kind),
            result=say("attempts.reached") if each.reached else say("attempts.not_reached"),
            note=each.note if sees_notes else "",
            who=people.get(each.user_id, ""),
        )
        for each in kept
    )


def is_told_of(referral: Referral, event: ReferralEvent, sides: frozenset[Side]) -> bool:
    """Whether somebody on these sides hears of a step: its sender as it was agreed."""
    return (
        event.side is Side.SENDER
        or event.move in ALWAYS_TOLD
        or is_told(event.to_status, referral.feed_back, sides)
    )


def _event(
    found: FoundReferral,
    event: ReferralEvent,
    people: Mapping[UUID, str],
    services: Mapping[str, str],
) -> ShownEvent:
    said = {
        Side.SENDER: "moved_sender",
        Side.RECEIVER: "moved_receiver",
        Side.COORDINATOR: "moved_coordinator",
    }
    reasons = ROWS[Move(event.move)].reasons
    return ShownEvent(
        at=event.at,
        sentence=label(said[found.side], event.move),
        who=_who(people, event.user_id, event.side),
        after=_after(event),
        reason=label(scheme_of(reasons.__name__), event.reason) if reasons and event.reason else "",
        note=event.note if found.sees(Part.WORDS) else "",
        facts=tuple(_facts(event, services)),
    )


def _facts(event: ReferralEvent, services: Mapping[str, str]) -> list[str]:
    said = [
        say(f"event.{name}", day=day(date.fromisoformat(event.facts[name])))
        for name in DATES
        if name in event.facts
    ]
    for name in SERVICES:
        named = str(event.facts.get(name, ""))
        if named == NONE:
            said.append(say("event.no_alternative"))
        elif named in services:
            said.append(say(f"event.{name}", service=services[named]))
    if rung := event.facts.get(Also.FRONT_DOOR_RUNG):
        there = datetime.fromisoformat(rung).astimezone(LONDON)
        said.append(say("event.front_door_rung", day=day(there), hour=f"{there:%H:%M}"))
    if party := event.facts.get(Also.PARTY):
        said.append(label("party_withdrew", party))
    return said


def _after(event: ReferralEvent) -> str:
    """How long it had stood where it stood; empty for less than a day, and for the first step."""
    days = timedelta(seconds=event.seconds_before).days
    return say("event.after", count=days) if days else ""


def scheme_of(name: str) -> str:
    """The section of words for a list of codes: ``DeclineReason`` is ``decline_reason``."""
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")


def _who(people: Mapping[UUID, str], user_id: UUID | None, side: Side) -> str:
    if user_id is None:
        return label("side", Side.CLOCK)
    return say("event.who", name=people.get(user_id, ""), side=label("side", side))


def _names(ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
    wanted = {id_ for id_ in ids if id_ is not None}
    rows = session().execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def _services(events: Sequence[ReferralEvent]) -> Mapping[str, str]:
    named = {event.facts[name] for event in events for name in SERVICES if name in event.facts}
    ids = {UUID(each) for each in named - {NONE}}
    rows = session().execute(select(Service.id, Service.name).where(Service.id.in_(ids)))
    return {str(row.id): row.name for row in rows}
