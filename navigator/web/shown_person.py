"""Somebody who belongs to an organisation, as a page shows them to who looks after it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from base.actor import Actor
from navigator.accounts.models import User
from navigator.accounts.people import roles_to_give
from navigator.accounts.permissions import GIVEN, Role
from navigator.accounts.safeguarding_team import is_in_team
from navigator.accounts.sign_ins import current_memberships, roles_in
from navigator.web.people_form import PersonForm
from navigator.web.words import label


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPerson:
    user: User
    organisation_id: UUID
    actor: Actor

    @property
    def roles(self) -> list[Role]:
        """In the order of the table."""
        held = roles_in(self.user, self.organisation_id)
        return [role for role in GIVEN if role in held]

    @property
    def fixed_roles(self) -> list[Role]:
        """Those that are not the reader's to give or take."""
        theirs = roles_to_give(self.actor)
        return [role for role in self.roles if role not in theirs]

    @property
    def fixed_labels(self) -> list[str]:
        return [label("role", role) for role in self.fixed_roles]

    @property
    def is_in_team(self) -> bool:
        return is_in_team(self.user, self.organisation_id)

    @property
    def is_reader(self) -> bool:
        return self.user.id == self.actor.user_id

    @property
    def since(self) -> datetime:
        return min(
            held.started_at
            for held in current_memberships(self.user)
            if held.organisation_id == self.organisation_id
        )

    @property
    def as_form(self) -> PersonForm:
        return PersonForm(roles=self.roles, is_in_team=self.is_in_team)
