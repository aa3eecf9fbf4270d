"""
Who is signed in with this request: by the cookie of a browser, or by the key of a program.

Flask-Login keeps in the browser's session which sign-in it is; the row of that sign-in is looked up
at each request, and is what counts. Before the second factor nobody is signed in yet: only the
pages that ask for it look at ``half_signed_in``.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

import flask_login
from flask import Flask, Response, g, request
from flask.globals import request_ctx
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import now
from base.refusals import NotFound
from navigator.accounts import sign_ins
from navigator.accounts.browser_sessions import digest
from navigator.accounts.models import ApiToken, SignIn, User
from navigator.accounts.permissions import Permission, relation_for
from navigator.db import afterwards
from navigator.db import session as request_session
from navigator.web.browser_session import FILES, NOBODY_KNOWN, SIGN_IN, KeptSession
from navigator.web.partnership import current_partnership, put_actor
from navigator.web.program_keys import brings_key, token_of_key

NO_STORE = "no-store, private"


@dataclass(frozen=True, kw_only=True)
class Person:
    """
    Somebody who is signed in, as Flask-Login wants to know them.

    By a cookie they have a ``sign_in``, by the key of a program a ``token``. What the frame of a
    page shows is held as plain values: an error page must not need the database.
    """

    actor: Actor
    user: User
    name: str = ""
    organisation: str = ""
    ends_at: datetime | None = None
    sign_in: SignIn | None = None
    token: ApiToken | None = None
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return str(self.sign_in.id) if self.sign_in else ""

    @property
    def seconds_left(self) -> int:
        """Until the session ends, if nothing more is done."""
        left = (self.ends_at - now()).total_seconds() if self.ends_at else 0
        return max(0, int(left))

    def may(self, permission: Permission) -> bool:
        """Whether their roles let them do this to anything; a key also needs it in its scopes."""
        in_scope = self.token is None or permission in self.token.scopes
        return in_scope and relation_for(self.actor.roles, permission) is not None


class NotTheirOrganisation(NotFound):
    """It is not there, or they do not belong to it."""


def init_app(app: Flask) -> None:
    manager = flask_login.LoginManager()
    manager.session_protection = None  # the row in our own table is what protects it
    manager.user_loader(_person_of_cookie)
    app.login_manager = manager  # type: ignore[attr-defined]  # not its init_app: no cookie remembers
    app.before_request(_say_who_asks)
    app.after_request(_keep_out_of_stores)
    app.context_processor(lambda: {"person": current_person()})


def current_person() -> Person | None:
    """Who is signed in, all the way; None for everybody else."""
    found: Person | None = g.get("person")
    return found


def signed_in_person() -> Person:
    """Who is signed in, for a view that nobody else gets to."""
    found = current_person()
    assert found is not None  # noqa: S101  navigator.web.access has seen to it
    return found


def why_unknown() -> Exception | None:
    """Why it could not be found out who asks; None where it could."""
    failure: Exception | None = g.get("why_unknown")
    return failure


def half_signed_in() -> SignIn | None:
    """Somebody whose password was right, and whose second factor is still to come."""
    found = _sign_in_of_cookie()
    return found if found is not None and not found.is_full else None


def lately_signed_in() -> UUID | None:
    """Whose sign-in this browser had, though it has ended by time; None where it is not known."""
    kept = _kept()
    if not kept.is_known:
        return None
    return sign_ins.whose(
        request_session(), digest(kept.key), partnership_id=current_partnership().id
    )


def sign_in(user: User, *, is_full: bool, at: datetime) -> SignIn:
    """
    Begin a sign-in in this browser, under a key that nobody has seen before.

    What the browser had kept goes along (a shortlist, a situation); its old key opens nothing.
    """
    kept = _kept()
    if kept.is_known:
        sign_ins.end(request_session(), digest(kept.key))
    kept.renew()
    made = sign_ins.start(
        request_session(),
        user,
        key_digest=digest(kept.key),
        is_full=is_full,
        browser=request.user_agent.string,
        at=at,
    )
    kept[SIGN_IN] = str(made.id)
    g.sign_in = made
    if is_full:
        _put_person(_person_of(made))
    return made


def complete(found: SignIn, *, at: datetime) -> SignIn:
    """The second factor was right: go on under another key."""
    return sign_in(found.user, is_full=True, at=at)


def renew_key() -> SignIn:
    """Go on, signed in as before, under another key."""
    kept, found = _kept(), _own_sign_in()
    kept.renew()
    found.key_digest = digest(kept.key)
    return found


def stay() -> int:
    """Somebody has said that they are still here; return the seconds until their session ends."""
    found, at = _own_sign_in(), now()
    seen_at = at if sign_ins.touch(request_session(), found, at=at) else found.last_seen_at
    return int((sign_ins.ends_at(found, seen_at=seen_at) - at).total_seconds())


def switch(organisation_id: UUID) -> None:
    """
    Act for another of their organisations, under another key.

    :raises NotTheirOrganisation: if they do not belong to it
    """
    found = _own_sign_in()
    if organisation_id not in sign_ins.organisations_of(found.user):
        raise NotTheirOrganisation("You do not belong to that organisation.")
    renew_key().organisation_id = organisation_id


def sign_out() -> None:
    """End this browser's sign-in, and forget all that it had kept."""
    kept = _kept()
    sign_ins.end(request_session(), digest(kept.key))
    kept.end()
    for name in ("person", "sign_in"):
        g.pop(name, None)


def this_browser() -> str:
    """The digest of the key of this browser."""
    return digest(_kept().key)


def keep_out_of_stores(response: Response) -> Response:
    """A page for somebody in particular is stored by no browser or proxy."""
    response.headers["Cache-Control"] = NO_STORE
    return response


def clear_site_data(response: Response) -> Response:
    """Let the browser forget the pages it has seen: Back must show nothing after signing out."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _say_who_asks() -> None:
    """
    Look it up where somebody could be signed in; most visitors bring nothing to look up.

    Where the database does not answer, a public page may still stand: it may hold the number to
    ring. Every other page says so.
    """
    if request.endpoint == FILES:
        return
    if brings_key():
        _put_person(_person_of_key())
    elif _kept().is_known:
        try:
            if flask_login.current_user.is_authenticated:
                _put_person(flask_login.current_user._get_current_object())  # noqa: SLF001
        except NOBODY_KNOWN as failure:
            g.why_unknown = failure


def _put_person(person: Person) -> None:
    g.person = person
    put_actor(person.actor)


def _person_of_cookie(sign_in_id: str) -> Person | None:
    found = _sign_in_of_cookie()
    if found is None or not found.is_full or str(found.id) != sign_in_id:
        return None
    return _person_of(found)


def _person_of(found: SignIn) -> Person:
    user = found.user
    return Person(
        actor=sign_ins.actor_of(found),
        user=user,
        name=user.name,
        organisation=next(
            held.organisation.name
            for held in sign_ins.current_memberships(user)
            if held.organisation_id == found.organisation_id
        ),
        ends_at=sign_ins.ends_at(found, seen_at=g.get("seen_at")),
        sign_in=found,
    )


def _person_of_key() -> Person:
    """:raises TokenNotGood: a key that opens nothing is refused, not passed over"""
    actor, found = token_of_key()
    return Person(actor=actor, user=found.user, token=found)


def _own_sign_in() -> SignIn:
    found = _sign_in_of_cookie()
    assert found is not None  # noqa: S101  asked only of somebody who is signed in
    return found


def _sign_in_of_cookie() -> SignIn | None:
    if "sign_in" not in g:
        g.sign_in = _read_sign_in()
    found: SignIn | None = g.sign_in
    return found


def _read_sign_in() -> SignIn | None:
    kept = _kept()
    if not kept.is_known or SIGN_IN not in kept:
        return None
    at = now()
    found = sign_ins.find(
        request_session(), digest(kept.key), partnership_id=current_partnership().id, at=at
    )
    if found is not None and _is_somebody() and sign_ins.is_seen_anew(found, at=at):
        g.seen_at = at
        afterwards(partial(_still_here, id_=found.id, at=at))
    return found


def _still_here(own: Session, *, id_: UUID, at: datetime) -> None:
    if (found := own.get(SignIn, id_)) is not None:
        sign_ins.touch(own, found, at=at)


def _is_somebody() -> bool:
    """A page that asks by itself for news must not keep a session open."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def _keep_out_of_stores(response: Response) -> Response:
    is_personal = "person" in g or g.get("sign_in") is not None
    return keep_out_of_stores(response) if is_personal else response


def _kept() -> KeptSession:
    kept = request_ctx.session
    assert isinstance(kept, KeptSession)  # noqa: S101  no other kind is ever opened
    return kept
