"""
What is not sent yet: begun, saved page by page, and found again by whoever writes it.

Nobody else finds it, and they find it only while they act for the organisation it was begun for.
Callers own the transaction.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from base.actor import Actor
from base.refusals import Conflict, Invalid, NotAllowed, NotFound
from navigator.referrals.content import Content
from navigator.referrals.lifecycle import OPEN
from navigator.referrals.models import Referral, ReferralDraft
from navigator.referrals.parts import is_theirs
from navigator.referrals.young_people import known_person

KEPT_FOR = timedelta(days=30)
"""From the last time that it was saved."""

MOST_SERVICES = 10
"""Each has its own agreement, and somebody has to ask for each."""


class DraftNotFound(NotFound):
    """It is not there, it is too old, or it is not theirs."""


class DraftChanged(Conflict):
    """It was saved in another window since this one was opened."""


class ServicesRefused(Invalid):
    """No service is left in it, or there are too many."""


class NobodyRefers(NotAllowed):
    """A referral is always somebody's, who acts for an organisation."""


def start(
    session: Session, service_ids: Sequence[UUID], content: Content, *, actor: Actor, at: datetime
) -> ReferralDraft:
    """
    Begin one. Whoever begins the same again before writing a word gets the one they have.

    :raises ServicesRefused: if no service is named, or too many are
    :raises NobodyRefers: if nobody is asking, or for no organisation
    """
    ids = _as_kept(service_ids)
    for draft in own_drafts(session, reader=actor, at=at):
        if draft.version == 1 and draft.service_ids == ids:
            draft.content, draft.saved_at, draft.expires_at = content.to_json(), at, at + KEPT_FOR
            return draft
    return make(session, service_ids, content, actor=actor, at=at)


def make(
    session: Session, service_ids: Sequence[UUID], content: Content, *, actor: Actor, at: datetime
) -> ReferralDraft:
    """
    One of its own, whatever else they have begun.

    :raises ServicesRefused: if no service is named, or too many are
    :raises NobodyRefers: if nobody is asking, or for no organisation
    """
    ids = _as_kept(service_ids)
    if actor.user_id is None or actor.organisation_id is None:
        raise NobodyRefers("Sign in for your organisation to refer somebody.")
    made = ReferralDraft(
        partnership_id=actor.partnership_id,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        service_ids=ids,
        content=content.to_json(),
        made_at=at,
        saved_at=at,
        expires_at=at + KEPT_FOR,
    )
    session.add(made)
    session.flush()
    return made


def find_draft(session: Session, id_: UUID, *, reader: Actor, at: datetime) -> ReferralDraft:
    """
    One of their own, sent or not.

    :raises DraftNotFound: if there is none, or it is not theirs, or it is too old
    """
    found = session.scalar(
        select(ReferralDraft).where(ReferralDraft.id == id_, _is_own(reader, at=at))
    )
    if found is None:
        raise DraftNotFound("We could not find that referral.")
    return found


def own_drafts(session: Session, *, reader: Actor, at: datetime) -> list[ReferralDraft]:
    """What they have not sent, the one they saved last first."""
    return list(
        session.scalars(
            select(ReferralDraft)
            .where(_is_own(reader, at=at), ReferralDraft.sent_at.is_(None))
            .order_by(ReferralDraft.saved_at.desc(), ReferralDraft.id)
        )
    )


def save(
    session: Session, draft: ReferralDraft, content: Content, *, version: int, at: datetime
) -> None:
    """
    :param version: that of the draft as they saw it
    :raises DraftChanged: if it is another one by now; ``draft`` is then as it is kept
    """
    _save(session, draft, {"content": content.to_json()}, version=version, at=at)


def set_services(
    session: Session, draft: ReferralDraft, ids: Sequence[UUID], *, version: int, at: datetime
) -> None:
    """
    Send it to these. What was agreed about one that is left out goes.

    :raises ServicesRefused: if there is none, or there are too many
    :raises DraftChanged: as ``save``
    """
    kept = _as_kept(ids)
    content = Content.from_json(draft.content).for_services(kept)
    values = {"content": content.to_json(), "service_ids": kept}
    _save(session, draft, values, version=version, at=at)


def forget(session: Session, draft: ReferralDraft) -> None:
    session.delete(draft)
    session.flush()


def forget_expired(session: Session, *, at: datetime) -> int:
    """Delete what nobody has saved for so long; return how many there were."""
    gone = session.execute(
        delete(ReferralDraft)
        .where(ReferralDraft.expires_at <= at)
        .execution_options(synchronize_session=False)
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]


def idle_drafts(
    session: Session, *, partnership_id: UUID, before: datetime, at: datetime
) -> list[ReferralDraft]:
    """What waits unsent and was last saved before that moment, by whose it is."""
    return list(
        session.scalars(
            select(ReferralDraft)
            .where(
                ReferralDraft.partnership_id == partnership_id,
                ReferralDraft.sent_at.is_(None),
                ReferralDraft.expires_at > at,
                ReferralDraft.saved_at < before,
            )
            .order_by(ReferralDraft.user_id, ReferralDraft.saved_at)
        )
    )


def last_call_back(session: Session, *, actor: Actor) -> str:
    """The number that they gave last time; empty where they have not sent anything yet."""
    found = session.scalar(
        select(Referral.call_back)
        .where(
            Referral.partnership_id == actor.partnership_id,
            Referral.sender_id == actor.user_id,
            Referral.sender_organisation_id == actor.organisation_id,
        )
        .order_by(Referral.sent_at.desc())
        .limit(1)
    )
    return found or ""


def open_and_theirs(
    session: Session, content: Content, service_ids: Sequence[UUID], *, reader: Actor, at: datetime
) -> list[Referral]:
    """Open referrals of the same young person to one of these services that they may see."""
    person = known_person(
        session,
        name=content.name,
        birth_date=content.born(),
        partnership_id=reader.partnership_id,
    )
    if person is None:
        return []
    return list(
        session.scalars(
            select(Referral).where(
                Referral.young_person_id == person.id,
                Referral.service_id.in_(service_ids),
                Referral.status.in_(OPEN),
                is_theirs(reader, at=at),
            )
        )
    )


def _is_own(reader: Actor, *, at: datetime) -> ColumnElement[bool]:
    return (
        (ReferralDraft.partnership_id == reader.partnership_id)
        & (ReferralDraft.user_id == reader.user_id)
        & (ReferralDraft.organisation_id == reader.organisation_id)
        & (ReferralDraft.expires_at > at)
    )


def _as_kept(ids: Sequence[UUID]) -> list[str]:
    kept = list(dict.fromkeys(map(str, ids)))
    if not kept:
        raise ServicesRefused("Choose at least one service.", field="services")
    if len(kept) > MOST_SERVICES:
        raise ServicesRefused(
            f"Refer to {MOST_SERVICES} services or fewer at once.", field="services"
        )
    return kept


def _save(
    session: Session,
    draft: ReferralDraft,
    values: dict[str, Any],
    *,
    version: int,
    at: datetime,
) -> None:
    """One conditional update: of several that save the same version, one does."""
    saved = session.execute(
        update(ReferralDraft)
        .where(
            ReferralDraft.id == draft.id,
            ReferralDraft.version == version,
            ReferralDraft.sent_at.is_(None),
        )
        .values(version=version + 1, saved_at=at, expires_at=at + KEPT_FOR, **values)
        .execution_options(synchronize_session=False)
    )
    session.refresh(draft)
    if not saved.rowcount:  # type: ignore[attr-defined]
        raise DraftChanged(
            "This referral was changed in another window. Look at it as it is now, then go on."
        )
