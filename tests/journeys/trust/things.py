"""
One of each thing that an address can name, of one organisation: there, and gone.

A new kind of thing: give ``Place`` its id, and make one in ``Things.place``. If it can end, name
what has ended in ``Things.gone``. Then say in ``cells.py`` which argument of a rule names it.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from base.clock import now
from navigator.accounts import tokens
from navigator.accounts.api_tokens import PREFIX
from navigator.accounts.browser_sessions import new_key
from navigator.accounts.models import (
    ApiToken,
    IdentityProvider,
    Membership,
    SingleUseToken,
    User,
)
from navigator.accounts.permissions import Permission, Role
from navigator.accounts.tokens import Invited
from services_catalog.codes import Status, Visibility
from services_catalog.models import Organisation, Partnership
from tests import factories


class Whose(StrEnum):
    """Whose the object is, seen from who asks."""

    OWN = "own"
    OTHER = "another's, of the partnership"
    THEIRS = "of the other partnership"
    COLLEAGUES = "somebody else's, of their organisation"
    RECEIVED = "another's, and sent to their organisation"
    WAITS = "another's, and waits for the coordinator"
    GONE = "own, and gone"
    NOBODYS = "of nobody"
    MIXED = "own, with what is another's"
    MIXED_WITH_NOBODYS = "own, with what is nobody's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    An organisation, with one of each thing that an address can name.

    ``canary`` is in each name and address that not everybody may see: what kind of thing it is
    follows it, such as "zq7…-person".
    """

    canary: str
    partnership_id: UUID
    organisation: UUID
    service: UUID
    kept_for_professionals: UUID
    colleague: UUID
    invitation: UUID
    key: UUID
    invitation_link: str
    password_link: str


class Things:
    """Makes rows. The caller of each function commits."""

    def __init__(self, session: Session) -> None:
        factories.use(session)
        self.session = session
        self.make = factories.Make()

    def place(self, partnership: Partnership) -> Place:
        organisation = self.make.organisation(partnership=partnership)
        canary = f"zq7{uuid4().hex}"
        colleague = self.person(organisation, Role.ADMINISTRATOR, name=f"{canary}-person")
        link, invitation = self._invitation(organisation, colleague, canary)
        self._provider(organisation)
        return Place(
            canary=canary,
            partnership_id=partnership.id,
            organisation=organisation.id,
            service=self.make.service(organisation=organisation).id,
            kept_for_professionals=self.make.service(
                organisation=organisation,
                name=f"{canary}-listing",
                visibility=Visibility.PROFESSIONALS,
            ).id,
            colleague=colleague.id,
            invitation=invitation,
            key=self.key(colleague, organisation.id, scopes=[Permission.FIND_SERVICES])[1],
            invitation_link=link,
            password_link=tokens.make_reset(self.session, colleague, at=now()),
        )

    def gone(self, place: Place) -> Place:
        """The same place, with things that were there and have ended."""
        organisation = self.session.get_one(Organisation, place.organisation)
        colleague = self.person(organisation, Role.ADMINISTRATOR)
        link, invitation = self._invitation(organisation, colleague, uuid4().hex)
        password_link = tokens.make_reset(self.session, colleague, at=now())
        self.session.execute(
            update(SingleUseToken)
            .where(SingleUseToken.digest.in_([tokens.digest(link), tokens.digest(password_link)]))
            .values(used_at=now())
        )
        colleague.memberships[0].ended_at = now()
        return replace(
            place,
            service=self.make.service(organisation=organisation, status=Status.ENDED).id,
            colleague=colleague.id,
            invitation=invitation,
            key=self.key(colleague, organisation.id, scopes=[], revoked_at=now())[1],
            invitation_link=link,
            password_link=password_link,
        )

    def person(self, organisation: Organisation, role: Role, *, name: str = "") -> User:
        person = User(
            partnership_id=organisation.partnership_id,
            email=f"{name or uuid4().hex}@example.org",
            name=name or "Example Person",
            created_at=now(),
            memberships=[
                Membership(
                    partnership_id=organisation.partnership_id,
                    organisation_id=organisation.id,
                    role=role,
                    started_at=now(),
                )
            ],
        )
        self.session.add(person)
        self.session.flush()
        return person

    def key(self, person: User, organisation_id: UUID, **more) -> tuple[str, UUID]:
        """What a program sends, and the id of its row. ``scopes=`` are the acts it is for."""
        raw = PREFIX + new_key()
        made = ApiToken(
            partnership_id=person.partnership_id,
            user_id=person.id,
            organisation_id=organisation_id,
            name="an example",
            digest=tokens.digest(raw),
            made_at=now(),
            expires_at=now() + timedelta(days=1),
            **more,
        )
        self.session.add(made)
        self.session.flush()
        return raw, made.id

    def _invitation(
        self, organisation: Organisation, by: User, canary: str
    ) -> tuple[str, UUID | None]:
        link = tokens.make_invitation(
            self.session,
            Invited(
                email=f"{canary}-invited@example.org",
                name="Example Newcomer",
                organisation_id=organisation.id,
                roles=(Role.PRACTITIONER,),
            ),
            partnership_id=organisation.partnership_id,
            by=by.id,
            at=now(),
        )
        id_ = select(SingleUseToken.id).where(SingleUseToken.digest == tokens.digest(link))
        return link, self.session.scalar(id_)

    def _provider(self, organisation: Organisation) -> None:
        self.session.add(
            IdentityProvider(
                partnership_id=organisation.partnership_id,
                organisation_id=organisation.id,
                name="Example Directory",
                issuer="https://directory.example.org",
                client_id="navigator",
                client_secret=None,
                email_domains=["example.org"],
                trusts_its_second_factor=False,
                enabled=False,
                made_at=now(),
            )
        )
