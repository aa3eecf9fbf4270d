"""Who acts in the invented referrals of one partnership, and on which services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from base.refusals import NotFound
from navigator.accounts import sign_ins
from navigator.accounts.models import User
from navigator.accounts.permissions import Role
from navigator.audit.operations import Act
from navigator.referrals.receiving import Online, online_services
from navigator.simulation.invention import FEED
from services_catalog.codes import OrganisationKind
from services_catalog.models import Service, Ward

SENDS = (Role.PRACTITIONER, Role.PROVIDER)


class NotThere(NotFound):
    """Somebody has changed the demonstration, and what a scene needs is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """
    ``people`` by e-mail address; ``services`` by source id, those that can be sent something;
    ``wards`` by name. ``at`` is when they are loaded.
    """

    partnership_id: UUID
    at: datetime
    people: Mapping[str, User]
    services: Mapping[str, Service]
    wards: Mapping[str, str]

    @property
    def today(self) -> date:
        return london_date(self.at)

    def sender(self, email: str) -> Actor:
        """Where somebody belongs to several, they act for the one in which they refer."""
        return self._acting(email, *SENDS)

    def adviser(self, email: str) -> Actor:
        return self._acting(email, Role.ADVISER)

    def receiver(self, organisation_id: UUID) -> Actor:
        return self._first(Role.PROVIDER, organisation_id)

    def coordinator(self) -> Actor:
        return self._first(Role.COORDINATOR)

    def nobody(self) -> Actor:
        return Actor(partnership_id=self.partnership_id)

    def service(self, source_id: str) -> Service:
        """:raises NotThere: if it is not listed here any more, or takes nothing"""
        if source_id not in self.services:
            raise NotThere("That service is not there.")
        return self.services[source_id]

    def school_of(self, email: str) -> str:
        """Where somebody teaches whoever they send; empty for those who do not teach."""
        held = sign_ins.current_memberships(self.people[email])
        schools = (each.organisation for each in held if each.role == Role.PRACTITIONER)
        return next((e.name for e in schools if e.kind is OrganisationKind.SCHOOL), "")

    def act(
        self, code: str, kind: str, id_: UUID, *, owner_id: UUID | None = None, move: str = ""
    ) -> Act:
        """For the record: that a command did it, and when it was really done."""
        return Act(
            act=code,
            at=self.at,
            partnership_id=self.partnership_id,
            object_kind=kind,
            object_id=id_,
            owner_id=owner_id,
            facts={"by": "command", "move": move} if move else {"by": "command"},
        )

    def _acting(self, email: str, *roles: Role) -> Actor:
        user = self.people.get(email)
        held = sign_ins.current_memberships(user) if user else []
        for role in roles:
            for each in held:
                if each.role == role:
                    return _actor(each.user, each.organisation_id)
        raise NotThere("That person is not there.")

    def _first(self, role: Role, organisation_id: UUID | None = None) -> Actor:
        for user in self.people.values():
            for each in sign_ins.current_memberships(user):
                if each.role == role and organisation_id in {None, each.organisation_id}:
                    return _actor(user, each.organisation_id)
        raise NotThere("Nobody is there for that step.")


def cast_of(session: Session, users: list[User], *, partnership_id: UUID, at: datetime) -> Cast:
    return Cast(
        partnership_id=partnership_id,
        at=at,
        people={user.email: user for user in users if user.disabled_at is None},
        services=_services(session, partnership_id, at=at),
        wards={row.name: row.code for row in session.execute(select(Ward.name, Ward.code))},
    )


def chance_of(*names: str) -> Random:
    return Random(": ".join(names))  # noqa: S311  invented, not secret


def _services(session: Session, partnership_id: UUID, *, at: datetime) -> dict[str, Service]:
    listed = {
        service.id: service
        for service in session.scalars(
            select(Service).where(Service.partnership_id == partnership_id, Service.feed == FEED)
        )
    }
    online = online_services(session, listed, reader=Actor(partnership_id=partnership_id), at=at)
    return {listed[id_].source_id: listed[id_] for id_, is_ in online.items() if is_ is Online.YES}


def _actor(user: User, organisation_id: UUID) -> Actor:
    return Actor(
        partnership_id=user.partnership_id,
        user_id=user.id,
        organisation_id=organisation_id,
        roles=frozenset(sign_ins.roles_in(user, organisation_id)),
    )
