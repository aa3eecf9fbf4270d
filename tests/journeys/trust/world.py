"""
Two partnerships, and everybody who could ask: who they are, what is theirs, what is not.

Rows are committed, for a server in another process.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import update
from sqlalchemy.orm import Session

from base.clock import now
from navigator.accounts import tokens
from navigator.accounts.api_tokens import PREFIX
from navigator.accounts.browser_sessions import digest, new_key
from navigator.accounts.models import (
    ApiToken,
    IdentityProvider,
    Membership,
    SignIn,
    SingleUseToken,
    User,
)
from navigator.accounts.permissions import GIVEN, Permission, Role
from navigator.accounts.tokens import Invited
from navigator.web.browser_session import KeptSessions
from services_catalog.codes import Visibility
from services_catalog.models import Partnership
from tests import factories
from tests.journeys.trust.server import COOKIE, HERE, SECRET, THERE
from tests.signing_in import signed_in_key

LONG_AGO = timedelta(days=1)
"""Who proved this long ago who they are has not done so lately."""


class State(StrEnum):
    """What is so of somebody, besides the roles that they hold."""

    NOBODY = "signed out"
    HALF = "half signed in"
    FULL = "signed in"
    NOT_PROVED = "signed in, proved long ago"
    LEFT = "has left"
    DISABLED = "disabled"
    ELSEWHERE = "signed in at the other partnership's address"
    KEY = "the key of a program"
    WRONG_SCOPE = "a key of another scope"
    REVOKED = "a key that was taken back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of person. ``host`` is the address that they ask at."""

    name: str
    state: State
    role: Role = Role.PUBLIC
    host: str = HERE

    def __str__(self) -> str:
        return self.name

    @property
    def is_signed_in(self) -> bool:
        return self.state in {State.FULL, State.NOT_PROVED}


def _role(role: Role) -> Kind:
    return Kind(name=role.value, state=State.FULL, role=role)


KINDS = (
    Kind(name="signed out", state=State.NOBODY),
    Kind(name="half signed in", state=State.HALF, role=Role.PRACTITIONER),
    *(_role(role) for role in GIVEN),
    Kind(name="administrator, proved long ago", state=State.NOT_PROVED, role=Role.ADMINISTRATOR),
    Kind(name="who has left", state=State.LEFT, role=Role.ADMINISTRATOR),
    Kind(name="who is disabled", state=State.DISABLED, role=Role.ADMINISTRATOR),
    Kind(name="their coordinator, here", state=State.ELSEWHERE, role=Role.COORDINATOR),
    Kind(name="their administrator, here", state=State.ELSEWHERE, role=Role.ADMINISTRATOR),
    Kind(name="their coordinator", state=State.FULL, role=Role.COORDINATOR, host=THERE),
    Kind(name="their administrator", state=State.FULL, role=Role.ADMINISTRATOR, host=THERE),
    Kind(name="a practitioner's key", state=State.KEY, role=Role.PRACTITIONER),
    Kind(name="a key of another scope", state=State.WRONG_SCOPE, role=Role.PRACTITIONER),
    Kind(name="a key taken back", state=State.REVOKED, role=Role.PRACTITIONER),
)
"""An administrator of another organisation of the partnership: the administrator, at ``OTHER``."""


class Whose(StrEnum):
    """Whose the object is, seen from who asks."""

    OWN = "own"
    OTHER = "another's, of the partnership"
    THEIRS = "of the other partnership"
    NOBODYS = "of nobody"
    MIXED = "own, with what is another's"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who asks: what they send, and the place that they belong to."""

    kind: Kind
    place: Place
    headers: Mapping[str, str]
    token: str
    user_id: UUID | None = None
    key: UUID | None = None


class World:
    """Makes rows. The caller of each function commits."""

    def __init__(self, session: Session) -> None:
        factories.use(session)
        self.session = session
        self.make = factories.Make()
        self.partnerships = {
            host: self.make.partnership(name=f"The Partnership of {host}", host=host).id
            for host in (HERE, THERE)
        }
        self.own, self.other = self.place(HERE), self.place(HERE)
        self.theirs, self.their_other = self.place(THERE), self.place(THERE)

    def place(self, host: str) -> Place:
        partnership = self.session.get_one(Partnership, self.partnerships[host])
        organisation = self.make.organisation(partnership=partnership)
        canary = f"zq7{uuid4().hex}"
        colleague = self._person(
            organisation.id, partnership.id, Role.ADMINISTRATOR, name=f"{canary}-person"
        )
        key = self._key(colleague, organisation.id, scopes=[Permission.FIND_SERVICES])[1]
        raw = tokens.make_invitation(
            self.session,
            Invited(
                email=f"{canary}-invited@example.org",
                name="Example Newcomer",
                organisation_id=organisation.id,
                roles=(Role.PRACTITIONER,),
            ),
            partnership_id=partnership.id,
            by=colleague.id,
            at=now(),
        )
        invitation = (
            self.session.query(SingleUseToken.id).filter_by(digest=tokens.digest(raw)).scalar()
        )
        self.session.add(
            IdentityProvider(
                partnership_id=partnership.id,
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
        for_professionals = self.make.service(
            organisation=organisation,
            name=f"{canary}-listing",
            visibility=Visibility.PROFESSIONALS,
        )
        return Place(
            canary=canary,
            kept_for_professionals=for_professionals.id,
            partnership_id=partnership.id,
            organisation=organisation.id,
            service=self.make.service(organisation=organisation).id,
            colleague=colleague.id,
            invitation=invitation,
            key=key,
            invitation_link=raw,
            password_link=tokens.make_reset(self.session, colleague, at=now()),
        )

    def caller(self, kind: Kind, place: Place | None = None) -> Caller:
        """Somebody new of this kind, who belongs to ``place``: their own, unless given."""
        place = place or (self.theirs if kind.host == THERE else self.own)
        if kind.state is State.NOBODY:
            return self._caller(kind, place, new_key())
        home = self.theirs if kind.state is State.ELSEWHERE else place
        person = self._person(home.organisation, home.partnership_id, kind.role)
        key_id = None
        headers = {}
        if kind.state in {State.KEY, State.WRONG_SCOPE, State.REVOKED}:
            headers, key_id = self._program(kind, person, place)
            cookie = new_key()
        else:
            cookie = self._sign_in(kind, person, home)
            if kind.is_signed_in:
                key_id = self._key(person, place.organisation, scopes=[])[1]
        return self._caller(kind, place, cookie, headers, user_id=person.id, key=key_id)

    def _caller(self, kind, place, cookie, headers=None, **more) -> Caller:
        return Caller(
            kind=kind,
            place=place,
            headers={"Cookie": f"{COOKIE}={cookie}", **(headers or {})},
            token=form_token(cookie),
            **more,
        )

    def _person(
        self, organisation_id: UUID, partnership_id: UUID, role: Role, *, name: str = ""
    ) -> User:
        person = User(
            partnership_id=partnership_id,
            email=f"{name or uuid4().hex}@example.org",
            name=name or "Example Person",
            created_at=now(),
            memberships=[
                Membership(
                    partnership_id=partnership_id,
                    organisation_id=organisation_id,
                    role=role,
                    started_at=now(),
                )
            ],
        )
        self.session.add(person)
        self.session.flush()
        return person

    def _sign_in(self, kind: Kind, person: User, place: Place) -> str:
        """Worse than what the operations leave: the sign-in of who has left still stands there."""
        key = signed_in_key(
            self.session, person, at=now(), is_full=kind.state is not State.HALF,
            organisation_id=place.organisation,
        )  # fmt: skip
        if kind.state is State.LEFT:
            person.memberships[0].ended_at = now()
        if kind.state is State.DISABLED:
            person.disabled_at = now()
        if kind.state is State.NOT_PROVED:
            self.session.execute(
                update(SignIn)
                .where(SignIn.key_digest == digest(key))
                .values(proved_at=now() - LONG_AGO)
            )
        return key

    def _program(self, kind: Kind, person: User, place: Place) -> tuple[dict[str, str], UUID]:
        scope = Permission.SEE_PEOPLE if kind.state is State.WRONG_SCOPE else None
        raw, key_id = self._key(
            person, place.organisation, scopes=[scope or Permission.FIND_SERVICES]
        )
        if kind.state is State.REVOKED:
            self.session.get_one(ApiToken, key_id).revoked_at = now()
        return {"Authorization": f"Bearer {raw}"}, key_id

    def _key(self, person: User, organisation_id: UUID, *, scopes) -> tuple[str, UUID]:
        raw = PREFIX + new_key()
        made = ApiToken(
            partnership_id=person.partnership_id,
            user_id=person.id,
            organisation_id=organisation_id,
            name="an example",
            digest=tokens.digest(raw),
            scopes=list(scopes),
            made_at=now(),
            expires_at=now() + timedelta(days=1),
        )
        self.session.add(made)
        self.session.flush()
        return raw, made.id


def form_token(cookie: str) -> str:
    """What a form carries that was given to the browser with this cookie."""
    seed = KeptSessions._csrf_seed(_Secret, cookie)
    return URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(seed)


class _Secret:
    secret = SECRET.encode()
