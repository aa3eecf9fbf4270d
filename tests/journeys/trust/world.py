"""
Two partnerships, and everybody who could ask: who they are, what is theirs, what is not.

Rows are committed, for a server in another process.

All the tests beside this file use its names: add to them, and keep them. What addresses can name
is made in ``things.py``, and of referrals in ``referred.py``; a new role is among the people here
by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import update
from sqlalchemy.orm import Session

from base.clock import now
from navigator.accounts.api_tokens import SCOPES
from navigator.accounts.browser_sessions import digest, new_key
from navigator.accounts.models import SignIn, User
from navigator.accounts.permissions import GIVEN, Permission, Role
from navigator.web.browser_session import KeptSessions
from services_catalog.models import Organisation, Partnership
from tests.journeys.trust.referred import Referred
from tests.journeys.trust.server import COOKIE, HERE, SECRET, THERE
from tests.journeys.trust.things import Place, Things, Whose
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
    """
    A kind of person. ``host`` is the address that they ask at. ``is_in_team``: of the safeguarding
    team of their organisation.
    """

    name: str
    state: State
    role: Role = Role.PUBLIC
    host: str = HERE
    is_in_team: bool = False

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
    Kind(
        name="of the safeguarding team", state=State.FULL, role=Role.PRACTITIONER, is_in_team=True
    ),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who asks: what they send, the place that they belong to, and what is theirs."""

    kind: Kind
    place: Place
    headers: Mapping[str, str]
    token: str
    user_id: UUID | None = None
    key: UUID | None = None
    gone_key: UUID | None = None


class World:
    """Makes rows. The caller commits."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.things = Things(session)
        self.make = self.things.make
        self.partnerships = {
            host: self.make.partnership(name=f"The Partnership of {host}", host=host).id
            for host in (HERE, THERE)
        }
        self.own, self.other = self.place(HERE), self.place(HERE)
        self.theirs, self.their_other = self.place(THERE), self.place(THERE)
        self._gone: dict[UUID, Place] = {}
        self.referred = Referred(self.things)

    def place(self, host: str) -> Place:
        return self.things.place(self.session.get_one(Partnership, self.partnerships[host]))

    def gone(self, place: Place) -> Place:
        """The things of this place that have ended: made when first asked for, and committed."""
        if place.organisation not in self._gone:
            self._gone[place.organisation] = self.things.gone(place)
            self.session.commit()
        return self._gone[place.organisation]

    def named(self, argument: str, whose: Whose, place: Place, caller: Caller) -> UUID:
        """
        The id of something that belongs to referrals: made when first asked for, and committed.

        What is their own was made by who asks, if they could have made anything here.
        """
        is_here = caller.kind.state not in {State.NOBODY, State.ELSEWHERE}
        by = caller.user_id if is_here and whose in {Whose.OWN, Whose.GONE} else None
        named = self.referred.one(argument, whose, place, by)
        self.session.commit()
        return named

    def caller(self, kind: Kind, place: Place | None = None) -> Caller:
        """Somebody new of this kind, who belongs to ``place``: their own, unless given."""
        place = place or (self.theirs if kind.host == THERE else self.own)
        if kind.state is State.NOBODY:
            return self._caller(kind, place, new_key())
        home = self.theirs if kind.state is State.ELSEWHERE else place
        person = self.things.person(
            self.session.get_one(Organisation, home.organisation), kind.role
        )
        person.memberships[0].is_safeguarding = kind.is_in_team
        if kind.state in {State.KEY, State.WRONG_SCOPE, State.REVOKED}:
            headers, key_id = self._program(kind, person, place)
            return self._caller(kind, place, new_key(), headers, user_id=person.id, key=key_id)
        cookie = self._sign_in(kind, person, home)
        return self._caller(
            kind, place, cookie, user_id=person.id, **self._keys(kind, person, place)
        )

    def _caller(self, kind, place, cookie, headers=None, **more) -> Caller:
        return Caller(
            kind=kind,
            place=place,
            headers={"Cookie": f"{COOKIE}={cookie}", **(headers or {})},
            token=form_token(cookie),
            **more,
        )

    def _keys(self, kind: Kind, person: User, place: Place) -> dict[str, UUID]:
        if not kind.is_signed_in:
            return {}
        of = person, place.organisation
        return {
            "key": self.things.key(*of, scopes=[])[1],
            "gone_key": self.things.key(*of, scopes=[], revoked_at=now())[1],
        }

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
        is_wrong, is_gone = kind.state is State.WRONG_SCOPE, kind.state is State.REVOKED
        raw, key_id = self.things.key(
            person,
            place.organisation,
            scopes=[Permission.SEE_PEOPLE] if is_wrong else list(SCOPES),
            revoked_at=now() if is_gone else None,
        )
        return {"Authorization": f"Bearer {raw}"}, key_id


def form_token(cookie: str) -> str:
    """What a form carries that was given to the browser with this cookie."""
    seed = KeptSessions._csrf_seed(_Secret, cookie)
    return URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(seed)


class _Secret:
    secret = SECRET.encode()
