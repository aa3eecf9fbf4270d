"""
Whose turn it is, as people: whoever is there today, or covers for who is away.

Read once for a whole partnership, so that a morning's mails cost a constant number of queries.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from navigator.accounts.models import Membership, User
from navigator.accounts.permissions import Role
from navigator.referrals.codes import Side
from navigator.referrals.models import Absence, ReferralReader

NOBODY: frozenset[UUID] = frozenset()
Somewhere = tuple[UUID, UUID]
"""A person in an organisation: somebody may be away from one and not from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What of a referral says who has it, and whose step comes next."""

    id: UUID
    sender_id: UUID
    sender_organisation_id: UUID
    receiver_organisation_id: UUID
    holder_id: UUID
    holder_side: Side
    named_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """
    Who belongs where today. Whoever has left or may not come in is in none of these; who is away
    is in all. ``readers``: those to whom a referral is open that is closed to everybody else.
    """

    members: frozenset[Somewhere]
    coordinators: frozenset[Somewhere]
    providers: Mapping[UUID, frozenset[UUID]]
    teams: Mapping[UUID, frozenset[UUID]]
    covers: Mapping[Somewhere, UUID]
    readers: Mapping[UUID, frozenset[UUID]]

    def whose_turn(self, held: Held, side: Side) -> frozenset[UUID]:
        """Those who can take a step that is this side's."""
        if side is Side.RECEIVER:
            return self.of_receiver(held)
        if side is Side.SENDER:
            return self.of_sender(held)
        return self.of_coordinators()

    def of_sender(self, held: Held) -> frozenset[UUID]:
        """
        Whoever of them has it now, who sent it, or their cover; where none of them is there, the
        safeguarding team.

        What is closed to named people stays with those.
        """
        organisation = held.sender_organisation_id
        if held.named_only:
            return self._closed(held)
        if held.holder_side is Side.SENDER and self._is_there(held.holder_id, organisation):
            return frozenset({held.holder_id})
        found = self.there((held.sender_id,), organisation)
        return found or self.team(organisation) or self.of_coordinators()

    def of_receiver(self, held: Held) -> frozenset[UUID]:
        """The holder, once somebody has said yes; until then everybody who can answer."""
        organisation = held.receiver_organisation_id
        if held.holder_side is Side.RECEIVER and (
            found := self.there((held.holder_id,), organisation)
        ):
            return found
        return self.answering(held)

    def answering(self, held: Held) -> frozenset[UUID]:
        """Everybody at the service's organisation who can answer, and is there."""
        organisation = held.receiver_organisation_id
        return self._group(self.providers.get(organisation, NOBODY), organisation)

    def of_coordinators(self) -> frozenset[UUID]:
        present = frozenset(
            user for user, place in self.coordinators if self._is_there(user, place)
        )
        return present or NOBODY.union(
            *(self.there((user,), place) for user, place in self.coordinators)
        )

    def team_for(self, held: Held) -> frozenset[UUID]:
        """The team that sees what a colleague has sent; never what is closed to named people."""
        return self._closed(held) if held.named_only else self.team(held.sender_organisation_id)

    def team(self, organisation: UUID) -> frozenset[UUID]:
        return self._group(self.teams.get(organisation, NOBODY), organisation)

    def there(self, people: Iterable[UUID], organisation: UUID) -> frozenset[UUID]:
        """Those of them who are there, and the covers of those who are away, if these are there."""
        covered = (self.covers.get((user, organisation), user) for user in people)
        return frozenset(user for user in covered if self._is_there(user, organisation))

    def _group(self, people: frozenset[UUID], organisation: UUID) -> frozenset[UUID]:
        """Of several, those who are there do it; where none is, those who cover for them."""
        present = frozenset(user for user in people if self._is_there(user, organisation))
        return present or self.there(people, organisation)

    def _closed(self, held: Held) -> frozenset[UUID]:
        named = self.readers.get(held.id, NOBODY)
        organisation = held.sender_organisation_id
        if held.sender_id in named and self._is_there(held.sender_id, organisation):
            return frozenset({held.sender_id})
        return frozenset(user for user in named if self._is_there(user, organisation))

    def _is_there(self, user: UUID, organisation: UUID) -> bool:
        somewhere = (user, organisation)
        return somewhere in self.members and somewhere not in self.covers


def staff_of(session: Session, partnership_id: UUID, *, today: date) -> Staff:
    providers: defaultdict[UUID, set[UUID]] = defaultdict(set)
    teams: defaultdict[UUID, set[UUID]] = defaultdict(set)
    members, coordinators = set(), set()
    for held in _memberships(session, partnership_id):
        members.add((held.user_id, held.organisation_id))
        if held.role == Role.COORDINATOR:
            coordinators.add((held.user_id, held.organisation_id))
        if held.role == Role.PROVIDER:
            providers[held.organisation_id].add(held.user_id)
        if held.is_safeguarding:
            teams[held.organisation_id].add(held.user_id)
    return Staff(
        members=frozenset(members),
        coordinators=frozenset(coordinators),
        providers={key: frozenset(users) for key, users in providers.items()},
        teams={key: frozenset(users) for key, users in teams.items()},
        covers=_covers(session, partnership_id, today=today),
        readers=_readers(session, partnership_id),
    )


def _memberships(session: Session, partnership_id: UUID) -> Iterable[Row[Any]]:
    return session.execute(
        select(
            Membership.user_id,
            Membership.organisation_id,
            Membership.role,
            Membership.is_safeguarding,
        )
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.partnership_id == partnership_id,
            Membership.ended_at.is_(None),
            User.disabled_at.is_(None),
        )
    )


def _covers(session: Session, partnership_id: UUID, *, today: date) -> Mapping[Somewhere, UUID]:
    rows = session.scalars(
        select(Absence)
        .where(
            Absence.partnership_id == partnership_id,
            Absence.first_day <= today,
            Absence.last_day >= today,
        )
        .order_by(Absence.made_at)
    )
    return {(row.user_id, row.organisation_id): row.cover_id for row in rows}


def _readers(session: Session, partnership_id: UUID) -> Mapping[UUID, frozenset[UUID]]:
    readers: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for row in session.scalars(
        select(ReferralReader).where(ReferralReader.partnership_id == partnership_id)
    ):
        readers[row.referral_id].add(row.user_id)
    return {key: frozenset(users) for key, users in readers.items()}
