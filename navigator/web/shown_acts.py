"""
The record of acts, in words.

Who acted is named only where they acted for the organisation that reads; of everybody else it sees
the organisation they acted for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from base.actor import Actor
from navigator.accounts.queries import organisation_names, people_ever_in
from navigator.audit.models import AuditEntry
from navigator.web.words import label, say, words
from services_catalog.models import Organisation

KINDS = (
    "user",
    "organisation",
    "invitation",
    "record_of_acts",
    "api_token",
    "identity_provider",
    "young_person",
    "records_request",
    "advice_call",
    "referral",
    "referral_draft",
    "service",
    "absence",
    "referral_rules",
)
"""What the record can be narrowed to."""

SHORT_ID = 8
OTHER = "something_else"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAct:
    """``thing`` is what it was done to: its kind, and its name or the beginning of its id."""

    number: int
    at: datetime
    who: str
    what: str
    thing: str
    allowed: str
    is_allowed: bool
    object_id: str
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The names that the reader of a record may see."""

    own: Organisation
    people: Mapping[UUID, str]
    organisations: Mapping[UUID, str]


def shown_acts(
    session: Session, entries: Sequence[AuditEntry], *, own: Organisation, reader: Actor
) -> list[ShownAct]:
    acted_for = {UUID(hex=each.organisation_id) for each in entries if each.organisation_id}
    named = Named(
        own=own,
        people=people_ever_in(session, own),
        organisations=organisation_names(session, acted_for, reader=reader),
    )
    return [_shown(entry, named) for entry in entries]


def _shown(entry: AuditEntry, named: Named) -> ShownAct:
    return ShownAct(
        number=entry.number,
        at=datetime.fromisoformat(entry.at),
        who=_who(entry, named),
        what=label("act", _known("act", entry.act)),
        thing=_thing(entry, named),
        allowed=label("record_allowed", entry.allowed),
        is_allowed=entry.allowed == "yes",
        object_id=entry.object_id,
        request_id=entry.request_id,
    )


def _who(entry: AuditEntry, named: Named) -> str:
    if not entry.user_id:
        return say("record.nobody")
    user_id = UUID(hex=entry.user_id)
    organisation_id = UUID(hex=entry.organisation_id) if entry.organisation_id else None
    if organisation_id == named.own.id and user_id in named.people:
        return named.people[user_id]
    if organisation_id is None or organisation_id not in named.organisations:
        return say("record.somebody")
    return say("record.somebody_at", organisation=named.organisations[organisation_id])


def _thing(entry: AuditEntry, named: Named) -> str:
    kind = label("act_on", _known("act_on", entry.object_kind))
    name = _name_of_thing(entry, named) or entry.object_id[:SHORT_ID]
    return f"{kind}: {name}" if name else kind


def _name_of_thing(entry: AuditEntry, named: Named) -> str:
    if not entry.object_id:
        return ""
    id_ = UUID(hex=entry.object_id)
    if entry.object_kind == "user":
        return named.people.get(id_, "")
    return named.own.name if id_ == named.own.id else ""


def _known(scheme: str, code: str) -> str:
    return code if f"{scheme}.{code}" in words() else OTHER
