"""
What is written of a referral before it is sent: the content of a draft, as plain JSON.

Every box may be empty while it is a draft. ``missing`` says what must be there to send it.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

from navigator.referrals.agreement import Said, is_agreed
from navigator.referrals.codes import Answer, Capacity, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one party said about one service; codes as in ``codes``, empty where not said."""

    answer: str = ""
    why: str = ""
    capacity: str = ""
    told_how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForService:
    """
    What was agreed about one service. ``until`` is an ISO date. An ``override_reason`` means going
    ahead without agreement; ``rung_at`` (ISO moment) and ``taken_by`` say that somebody was told.
    """

    young_person: Asked = field(default_factory=Asked)
    parent: Asked = field(default_factory=Asked)
    until: str = ""
    override_reason: str = ""
    override_why: str = ""
    rung_at: str = ""
    taken_by: str = ""

    def said(self) -> Mapping[Party, Said]:
        asked = {Party.YOUNG_PERSON: self.young_person, Party.PARENT: self.parent}
        return {
            party: Said(
                answer=Answer(each.answer),
                capacity=Capacity(each.capacity) if each.capacity else None,
            )
            for party, each in asked.items()
            if each.answer
        }


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Content:
    """
    ``birth_date`` is an ISO date or empty; ``age`` in whole years. ``home`` is a ward's code, or an
    outward code where the ward is not known; never a full postcode.
    ``services`` by the id of a service. ``equality`` holds codes by question.
    """

    name: str = ""
    birth_date: str = ""
    age: int | None = None
    home: str = ""
    lsoa: str = ""
    school: str = ""
    urgency: str = ""
    needs: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    level: str = ""
    wants: str = ""
    going_well: str = ""
    tried: str = ""
    reach: str = ""
    must_not_know: str = ""
    must_not_contact: bool = False
    unsafe: str = ""
    call_back: str = ""
    basis: str = ""
    feed_back: tuple[str, ...] = ("accepted", "waiting", "started", "ended")
    equality: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, ForService] = field(default_factory=dict)

    @classmethod
    def from_json(cls, written: str) -> Self:
        kept: dict[str, Any] = json.loads(written)
        for name in ("needs", "strengths", "feed_back"):
            if name in kept:
                kept[name] = tuple(kept[name])
        kept["services"] = {
            id_: ForService(
                **{
                    **each,
                    "young_person": Asked(**each.get("young_person", {})),
                    "parent": Asked(**each.get("parent", {})),
                }
            )
            for id_, each in kept.get("services", {}).items()
        }
        return cls(**kept)

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    def born(self) -> date | None:
        return date.fromisoformat(self.birth_date) if self.birth_date else None

    def age_on(self, day: date) -> int | None:
        """In whole years; who is born on 29 February is a year older on 1 March."""
        born = self.born()
        if born is None:
            return self.age
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def for_service(self, id_: UUID) -> ForService:
        return self.services.get(str(id_), ForService())

    def for_services(self, ids: Collection[str]) -> "Content":
        """The same without what was agreed about any other service."""
        kept = {id_: each for id_, each in self.services.items() if id_ in ids}
        return replace(self, services=kept)

    def missing(self, service_ids: tuple[UUID, ...], *, today: date) -> tuple[str, ...]:
        """Which boxes must still be filled in; ``agreement`` where nobody agreed to a service."""
        return tuple(self._missing(service_ids, today=today))

    def _missing(self, service_ids: tuple[UUID, ...], *, today: date) -> Iterator[str]:
        yield from (name for name in ("name", "wants", "call_back") if not getattr(self, name))
        if self.age_on(today) is None:
            yield "age"
        if not self.reach and not self.must_not_contact:
            yield "reach"
        for id_ in service_ids:
            each = self.for_service(id_)
            overridden = bool(each.override_reason and each.override_why.strip())
            if not overridden and not is_agreed(each.said(), age=self.age_on(today)):
                yield "agreement"
                return
