"""A referral as plain values for JSON: the parts that its reader may see, and no others."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from navigator.referrals.codes import Side
from navigator.referrals.desk_rows import DeskPage, DeskRow
from navigator.referrals.lifecycle import Also, Move, Row, moves_from
from navigator.referrals.models import Agreement, Override, Referral, ReferralEvent
from navigator.referrals.moving import Moved
from navigator.referrals.seen import Part
from navigator.referrals.told import is_told
from navigator.web.found_referral import FoundReferral
from navigator.web.shown_referral import InHands, ShownReferral, is_stopped, without_numbers
from navigator.web.shown_timeline import is_told_of

OF_OTHERS = frozenset({Also.EXPECTED_START, Also.REVIEW_DATE, Also.ALTERNATIVE, Also.SERVICE,
                       Also.FRONT_DOOR_RUNG, Also.PARTY})  # fmt: skip
"""What was said with a step and both sides may read. Who has it is told by name."""

Written = Callable[[str], str]


def listed(page: DeskPage) -> dict[str, Any]:
    size = len(page.rows)
    return {
        "total_items": page.total,
        "total_pages": page.pages,
        "page_number": page.number,
        "size": size,
        "first_page": page.number == 1,
        "last_page": page.number >= page.pages,
        "empty": not size,
        "contents": [_listed_row(row) for row in page.rows],
    }


def whole(found: FoundReferral, shown: ShownReferral) -> dict[str, Any]:
    """:param shown: the same as its page shows it"""
    referral = found.referral
    return {
        **_coded(found, shown),
        **{name: _part(found, name) for name in PARTS},
        "steps": [
            _step(found, event)
            for event in referral.events
            if is_told_of(referral, event, found.sides)
        ],
    }


def after(moved: Moved, sides: frozenset[Side]) -> dict[str, Any]:
    """:param sides: those from which it was moved"""
    referral, linked = moved.referral, moved.linked
    told = is_told(referral.status, referral.feed_back, sides)
    return {
        "id": str(referral.id),
        "reference": referral.reference,
        "version": referral.version,
        "move": moved.row.move,
        **_stand(referral, told=told),
        "linked": linked and {"id": str(linked.id), "reference": linked.reference},
    }


def row_of_table(row: Row) -> dict[str, Any]:
    return {
        "move": row.move,
        "from": sorted(row.from_),
        "to": row.to,
        "back": row.back,
        "by": sorted(row.by),
        "reasons": list(row.reasons or ()),
        "note": row.note,
        "facts": sorted(row.also),
        "holder": row.holder,
        "next_step": row.next_step,
        "next_by": row.next_by,
        "wait": row.wait,
        "tells": sorted(row.tells),
        "family": row.family,
    }


def _listed_row(row: DeskRow) -> dict[str, Any]:
    referral, told = row.referral, row.status is not None
    return {
        "id": str(row.id),
        "reference": row.reference,
        **_stand(referral, told=told),
        "service": row.service,
        "sender_organisation": row.sender_organisation,
        "receiver_organisation": row.receiver_organisation,
        "holder": row.holder or None,
        "holder_organisation": row.holder_organisation if told else None,
        "urgency": referral.urgency,
        "age": referral.age,
        "expected_start": _day(referral.expected_start) if told else None,
        "sent_at": referral.sent_at.isoformat(),
    }


def _stand(referral: Referral, *, told: bool) -> dict[str, Any]:
    return {
        "status": referral.status if told else None,
        "next_step": referral.next_step if told else None,
        "next_by": referral.next_by if told else None,
        "due_on": _day(referral.due_on) if told else None,
    }


def _coded(found: FoundReferral, shown: ShownReferral) -> dict[str, Any]:
    referral, told, held = found.referral, shown.is_told, shown.in_hands
    return {
        "id": str(referral.id),
        "reference": referral.reference,
        "version": referral.version,
        **_stand(referral, told=told),
        **_where(referral, held),
        "urgency": referral.urgency,
        "age": referral.age,
        "ward": referral.ward_code,
        "needs": referral.needs,
        "strengths": referral.strengths,
        "level": referral.level,
        "must_not_contact": shown.is_stopped,
        "meeting_may_be_unsafe": referral.meeting_may_be_unsafe,
        "expected_start": _day(referral.expected_start) if told else None,
        "sent_at": referral.sent_at.isoformat(),
        "sides": sorted(found.sides),
        "moves": [row.move for row in moves_from(referral.status, found.sides)],
    }


def _where(referral: Referral, held: InHands) -> dict[str, Any]:
    return {
        "service_id": str(referral.service_id),
        "service": referral.service.name,
        "sender_organisation": referral.sender_organisation.name,
        "receiver_organisation": referral.receiver_organisation.name,
        "holder": held.name or None,
        "holder_organisation": held.organisation if held.name else None,
    }


def _part(found: FoundReferral, name: str) -> Any:  # noqa: ANN401  an object, a text, or null
    part, told = PARTS[name]
    if not found.sees(part):
        return None
    stopped = is_stopped(found.referral)
    return told(found.referral, without_numbers if stopped else str)


def _sender(referral: Referral, _: Written) -> dict[str, Any]:
    return {"name": referral.sender.name, "call_back": referral.call_back}


def _person(referral: Referral, _: Written) -> dict[str, Any]:
    person = referral.young_person
    return {"name": person.name, "birth_date": person.birth_date or None}


def _story(referral: Referral, written: Written) -> dict[str, Any]:
    names = ("school", "wants", "going_well", "tried")
    return {name: written(getattr(referral, name)) for name in names}


def _reach(referral: Referral, written: Written) -> dict[str, Any]:
    return {name: written(getattr(referral, name)) for name in ("reach", "must_not_know")}


def _unsafe(referral: Referral, written: Written) -> str:
    return written(referral.unsafe)


def _agreement(referral: Referral, _: Written) -> dict[str, Any]:
    return {
        "answers": [_answer(each) for each in referral.agreements],
        "override": referral.override and _override(referral.override),
        "basis": referral.basis,
        "feed_back": list(referral.feed_back),
    }


def _answer(each: Agreement) -> dict[str, Any]:
    return {
        "party": each.party,
        "answer": each.answer,
        "why": each.why,
        "capacity": each.capacity,
        "told_how": each.told_how,
        "asked_on": _day(each.asked_on),
        "until": _day(each.until),
        "withdrawn_at": _day(each.withdrawn_at),
    }


def _override(kept: Override) -> dict[str, Any]:
    return {
        "reason": kept.reason,
        "why": kept.why,
        "rung_at": _day(kept.rung_at),
        "taken_by": kept.taken_by,
    }


PARTS: Mapping[str, tuple[Part, Callable[[Referral, Written], Any]]] = MappingProxyType(
    {
        "sender": (Part.SENDER, _sender),
        "person": (Part.WHO, _person),
        "story": (Part.STORY, _story),
        "reach": (Part.REACH, _reach),
        "unsafe": (Part.SAFETY, _unsafe),
        "agreement": (Part.AGREEMENT, _agreement),
    }
)
"""What is null for who may not see the part; ``written`` hides numbers where nobody may ring."""


def _step(found: FoundReferral, event: ReferralEvent) -> dict[str, Any]:
    told = is_told(event.to_status, found.referral.feed_back, found.sides)
    return {
        "at": event.at.isoformat(),
        "move": Move(event.move),
        "side": event.side,
        "status": event.to_status if told else None,
        "reason": event.reason,
        "note": event.note if found.sees(Part.WORDS) else "",
        "facts": dict(_facts(event)),
    }


def _facts(event: ReferralEvent) -> Iterator[tuple[str, str]]:
    return ((name, said) for name, said in event.facts.items() if name in OF_OTHERS)


def _day(day: Any) -> str | None:  # noqa: ANN401  a day or a moment
    return day.isoformat() if day is not None else None
