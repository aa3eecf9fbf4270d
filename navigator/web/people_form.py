"""The form of somebody's roles: what was chosen, and what the person who chooses may give."""

from collections.abc import Collection
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from base.actor import Actor
from navigator.accounts.people import roles_to_give
from navigator.web.account_form import AccountForm
from navigator.web.search_form import readable
from navigator.web.words import label, say

BOXES = ("name", "email")
ROLES, TEAM = "roles", "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChoice:
    code: str
    chosen: bool

    @property
    def label(self) -> str:
        return label("role", self.code)

    @property
    def hint(self) -> str:
        return label("role_hint", self.code)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PersonForm(AccountForm):
    roles: Collection[str] = ()
    is_in_team: bool = False

    def choices(self, actor: Actor) -> list[RoleChoice]:
        """The roles that the actor may give, in the order of the table."""
        return [RoleChoice(code=role, chosen=role in self.roles) for role in roles_to_give(actor)]

    def with_missing(self) -> "PersonForm":
        """Say of each box that was left empty what to type."""
        form = self
        for name in BOXES:
            if not form.typed[name].strip():
                form = form.wrong(name, say(f"people.missing_{name}"))
        return form if form.roles else form.wrong(ROLES, say("people.missing_roles"))


def read_person(given: MultiDict[str, str]) -> PersonForm:
    sent = readable(given)
    return PersonForm(
        typed={name: sent.get(name, "") for name in BOXES},
        roles=tuple(sent.getlist(ROLES)),
        is_in_team=TEAM in sent,
    )
