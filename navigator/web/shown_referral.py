"""
A referral as its page says it to one reader: plain words and values, of the parts they may see.

What is not theirs to see is never looked up here, so that no template can show it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from markupsafe import Markup, escape
from sqlalchemy import select

from base.clock import london_date, today
from navigator.accounts.models import User
from navigator.db import session
from navigator.referrals.agreements import age_of
from navigator.referrals.codes import Side, Status
from navigator.referrals.exchange import CAN_BE_PUT_RIGHT, OF_SENDER_ALONE
from navigator.referrals.hands import who_has
from navigator.referrals.lifecycle import ASIDE, ENDED, Move, Row, moves_from
from navigator.referrals.models import Referral
from navigator.referrals.seen import Part
from navigator.referrals.told import is_told
from navigator.web.filters import curly, day, need_label, numbers
from navigator.web.finding import current_gazetteer
from navigator.web.found_referral import FoundReferral
from navigator.web.levels import level_label
from navigator.web.words import label, say
from services_catalog.reference import strengths

GOES_ON = frozenset({Status.REDIRECTED, Status.TRANSFERRED})
HAS_A_PAGE_OF_ITS_OWN = frozenset({Move.SEND, Move.WITHDRAW_AGREEMENT})
FIRST = (Move.ACCEPT, Move.START, Move.KEEP_GOING, Move.RESUME, Move.REFER_ON)
"""Buttons that stand before the others."""

SECOND = ASIDE | {
    Move.CALL_A_MISTAKE,
    Move.WITHDRAW,
    Move.STEP_UP,
    Move.STEP_DOWN,
    Move.TRANSFER,
    Move.GIVE_UP_REACHING,
}
"""What stands below the buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """``field``: the contact fact that the reader could put right, else empty."""

    label: str
    text: str | Markup
    field: str = ""
    is_phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InHands:
    """Who has it now, in words. ``name`` is empty where the reader is not told."""

    name: str
    organisation: str
    away: str
    is_reader: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ShownReferral:
    """
    ``must_not_know`` is empty where nobody has said who, or the reader may not see it.
    ``goes_on_as``: the referral to another service that came of it.
    """

    id: UUID
    reference: str
    version: int
    service_id: UUID
    service: str
    organisation: str
    status: str
    is_ended: bool
    is_told: bool
    is_mine: bool
    is_stopped: bool
    must_not_know: str
    meeting_may_be_unsafe: bool
    may_be_twice: bool
    with_reason: bool
    in_hands: InHands
    next_step: str
    next_by: str
    due_on: date | None
    is_late: bool
    previous_id: UUID | None
    goes_on_as: UUID | None
    codes: tuple[Fact, ...]
    person: tuple[Fact, ...]
    sender: tuple[Fact, ...]
    story_waits: str
    buttons: tuple[Move, ...]
    more_buttons: tuple[Move, ...]
    sees_agreement: bool
    may_talk: bool
    may_try: bool
    may_close: bool


def shown_referral(found: FoundReferral, reader_id: UUID | None) -> ShownReferral:
    referral = found.referral
    told = is_told(referral.status, referral.feed_back, found.sides)
    rows = moves_from(referral.status, found.sides)
    sees_reach = found.sees(Part.REACH)
    return ShownReferral(
        id=referral.id,
        reference=referral.reference,
        version=referral.version,
        service_id=referral.service_id,
        service=referral.service.name,
        organisation=referral.receiver_organisation.name,
        status=label("referral_status", referral.status) if told else say("referral.not_told"),
        is_ended=told and referral.status in ENDED,
        is_told=told,
        is_mine=reader_id == referral.holder_id,
        is_stopped=is_stopped(referral),
        must_not_know=referral.must_not_know if sees_reach else "",
        meeting_may_be_unsafe=referral.meeting_may_be_unsafe,
        may_be_twice=referral.may_be_twice and Side.SENDER not in found.sides,
        with_reason=found.with_reason and not found.sides,
        in_hands=_in_hands(found, reader_id, told=told),
        next_step=label("next_step", referral.next_step) if told and referral.next_step else "",
        next_by=_next_by(found) if told and referral.next_by else "",
        due_on=referral.due_on if told else None,
        is_late=told and referral.due_on is not None and referral.due_on < today(),
        previous_id=referral.previous_id if Side.SENDER in found.sides else None,
        goes_on_as=_goes_on_as(referral) if Side.SENDER in found.sides else None,
        codes=tuple(_codes(referral)),
        person=tuple(_person(found)),
        sender=tuple(_sender(found)) if found.sees(Part.SENDER) else (),
        story_waits=_story_waits(found),
        buttons=_moves(row for row in rows if row.move not in SECOND),
        more_buttons=_moves(row for row in rows if row.move in SECOND),
        sees_agreement=found.sees(Part.AGREEMENT),
        may_talk=bool(found.sides),
        may_try=bool(found.sides & {Side.SENDER, Side.RECEIVER}) and sees_reach,
        may_close=Side.SENDER in found.sides,
    )


def _goes_on_as(referral: Referral) -> UUID | None:
    """The referral to another service that this one was sent on as."""
    if referral.status not in GOES_ON:
        return None
    return session().scalar(select(Referral.id).where(Referral.previous_id == referral.id))


def is_stopped(referral: Referral) -> bool:
    """Somebody must not know of it: nobody rings, writes or prints."""
    return referral.must_not_contact or bool(referral.must_not_know.strip())


def without_numbers(text: str) -> str:
    """The words, and no number that somebody could ring."""
    hidden = say("referral.number_hidden")
    return "".join(hidden if dialled else part for part, dialled in numbers(text))


def _moves(rows: Iterable[Row]) -> tuple[Move, ...]:
    offered = [row.move for row in rows if row.move not in HAS_A_PAGE_OF_ITS_OWN]
    return tuple(sorted(offered, key=lambda move: move not in FIRST))


def _in_hands(found: FoundReferral, reader_id: UUID | None, *, told: bool) -> InHands:
    referral = found.referral
    if not told:
        return InHands(
            name="", organisation=referral.receiver_organisation.name, away="", is_reader=False
        )
    held = who_has(session(), referral, on=today())
    return InHands(
        name=held.today.name,
        organisation=_who_on(referral, referral.holder_side),
        away=held.holder.name if held.cover else "",
        is_reader=reader_id == held.today.id,
    )


def _next_by(found: FoundReferral) -> str:
    side = found.referral.next_by
    if side in found.sides:
        return say("referral.next_you")
    return _who_on(found.referral, side or Side.COORDINATOR)


def _who_on(referral: Referral, side: Side) -> str:
    if side is Side.RECEIVER:
        return referral.receiver_organisation.name
    if side is Side.SENDER:
        return referral.sender_organisation.name
    return label("side", side)


def _codes(referral: Referral) -> Iterator[Fact]:
    if referral.urgency:
        yield Fact(label=say("referral.urgency"), text=label("urgency", referral.urgency))
    age = "" if referral.age is None else str(referral.age)
    yield Fact(label=say("referral.age"), text=age)
    ward = current_gazetteer().wards.get(referral.ward_code or "")
    yield Fact(label=say("referral.home"), text=ward.name if ward else "")
    needs = Markup("<br>").join(curly(need_label(code)) for code in referral.needs)
    yield Fact(label=say("referral.needs"), text=needs)
    known = strengths()
    good = (curly(known[code].label) for code in referral.strengths if code in known)
    yield Fact(label=say("referral.strengths"), text=Markup("<br>").join(good))
    if referral.level:
        yield Fact(label=say("referral.level"), text=level_label(referral.level))
    yield Fact(label=say("referral.sent"), text=day(london_date(referral.sent_at)))
    if referral.expected_start:
        yield Fact(label=say("referral.expected_start"), text=day(referral.expected_start))


def _person(found: FoundReferral) -> Iterator[Fact]:
    referral = found.referral
    if found.sees(Part.WHO):
        yield Fact(label=say("referral.name"), text=curly(referral.young_person.name))
        yield Fact(label=say("referral.birth_date"), text=_born(referral))
    if found.sees(Part.STORY):
        for field in ("wants", "going_well", "tried", "school"):
            yield _fact(found, field)
    if found.sees(Part.REACH):
        yield _fact(found, "reach")
        yield _fact(found, "must_not_know")
    if found.sees(Part.SAFETY) and referral.unsafe:
        yield _fact(found, "unsafe")


def _sender(found: FoundReferral) -> Iterator[Fact]:
    referral = found.referral
    sender: User = referral.sender
    yield Fact(label=say("referral.sender"), text=curly(sender.name))
    yield Fact(label=say("referral.sender_at"), text=curly(referral.sender_organisation.name))
    yield Fact(
        label=say("referral.call_back"),
        text=referral.call_back,
        field="call_back" if _can_put_right(found, "call_back") else "",
        is_phone=True,
    )


def _fact(found: FoundReferral, field: str) -> Fact:
    referral = found.referral
    text: str = getattr(referral, field)
    if is_stopped(referral):
        text = without_numbers(text)
    return Fact(
        label=say(f"referral.{field}"),
        text=Markup("<br>").join(escape(curly(line)) for line in text.splitlines()),
        field=field if _can_put_right(found, field) else "",
    )


def _can_put_right(found: FoundReferral, field: str) -> bool:
    if field in OF_SENDER_ALONE and Side.SENDER not in found.sides:
        return False
    is_a_side = bool(found.sides & {Side.SENDER, Side.RECEIVER})
    return is_a_side and CAN_BE_PUT_RIGHT.get(field) in found.parts


def _born(referral: Referral) -> str:
    written = referral.young_person.birth_date
    age = age_of(referral, on=today())
    if not written:
        return say("referral.no_birth_date", age=age) if age is not None else ""
    return say("referral.born", day=day(date.fromisoformat(written)), age=age)


def _story_waits(found: FoundReferral) -> str:
    """Why the reader does not see who it is about; empty where they do."""
    if found.sees(Part.WHO):
        return ""
    if Side.RECEIVER not in found.sides:
        return say("referral.waits_coordinator")
    if not found.referral.story_goes:
        return say("referral.waits_agreement")
    return say("referral.waits_yes")
