"""Which services can be referred to here: those with somebody of their own who can answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.refusals import NotFound
from navigator.accounts.models import Membership, User
from navigator.accounts.permissions import Role
from navigator.referrals.models import ReferralPause, ServicePlaces
from services_catalog.codes import Status
from services_catalog.models import Service


class Online(StrEnum):
    """*No*: nobody of theirs has an account, so ring. *Paused*: they take none just now."""

    YES = "yes"
    PAUSED = "paused"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnService:
    """``places`` None: they are not counted. ``taken`` is how many of them are."""

    id: UUID
    name: str
    is_paused: bool
    places: int | None
    taken: int

    @property
    def free(self) -> int:
        return max(0, (self.places or 0) - self.taken)


class ServiceNotTheirs(NotFound):
    """It is not there, is no longer listed, or is not of their organisation."""


def online_services(
    session: Session, ids: Collection[UUID], *, reader: Actor, at: datetime
) -> Mapping[UUID, Online]:
    """For each live service of the partnership, whether a referral can be sent to it now."""
    answers = exists().where(
        Membership.organisation_id == Service.organisation_id,
        Membership.role == Role.PROVIDER,
        Membership.ended_at.is_(None),
        Membership.user_id == User.id,
        User.disabled_at.is_(None),
    )
    paused = exists().where(ReferralPause.service_id == Service.id, ReferralPause.paused_at <= at)
    rows = session.execute(
        select(Service.id, answers.label("answers"), paused.label("paused")).where(
            Service.id.in_(ids),
            Service.partnership_id == reader.partnership_id,
            Service.status == Status.LIVE,
        )
    )
    return {row.id: _online(answers=row.answers, paused=row.paused) for row in rows}


def pause(session: Session, service: Service, *, actor: Actor, at: datetime) -> None:
    """Take no more referrals for now. Said twice, it is as if it was said once."""
    if session.get(ReferralPause, service.id) is None:
        session.add(
            ReferralPause(
                service_id=service.id,
                partnership_id=service.partnership_id,
                paused_at=at,
                user_id=actor.user_id,
            )
        )
        session.flush()


def take_again(session: Session, service: Service) -> None:
    session.execute(delete(ReferralPause).where(ReferralPause.service_id == service.id))


def own_service(session: Session, service_id: UUID, *, actor: Actor) -> Service:
    """:raises ServiceNotTheirs: if there is none, or it is not of the organisation they act for"""
    found = session.scalar(
        select(Service).where(
            Service.id == service_id,
            Service.partnership_id == actor.partnership_id,
            Service.organisation_id == actor.organisation_id,
            Service.status == Status.LIVE,
        )
    )
    if found is None:
        raise ServiceNotTheirs("We could not find that service.")
    return found


def own_services(session: Session, actor: Actor) -> list[OwnService]:
    """Every live service of the organisation they act for, by name."""
    rows = session.execute(
        select(
            Service.id,
            Service.name,
            ReferralPause.service_id.is_not(None).label("is_paused"),
            ServicePlaces.places,
            func.coalesce(ServicePlaces.taken, 0).label("taken"),
        )
        .outerjoin(ReferralPause, ReferralPause.service_id == Service.id)
        .outerjoin(ServicePlaces, ServicePlaces.service_id == Service.id)
        .where(
            Service.partnership_id == actor.partnership_id,
            Service.organisation_id == actor.organisation_id,
            Service.status == Status.LIVE,
        )
        .order_by(func.lower(Service.name), Service.id)
    )
    return [OwnService(**row._mapping) for row in rows]  # noqa: SLF001


def answering_people(session: Session, organisation_id: UUID) -> list[User]:
    """Who can answer for a service of this organisation, by name."""
    return list(
        session.scalars(
            select(User)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id == organisation_id,
                Membership.role == Role.PROVIDER,
                Membership.ended_at.is_(None),
                User.disabled_at.is_(None),
            )
            .distinct()
            .order_by(User.name, User.id)
        )
    )


def _online(*, answers: bool, paused: bool) -> Online:
    if not answers:
        return Online.NO
    return Online.PAUSED if paused else Online.YES
