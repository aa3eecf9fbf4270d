"""
Flask's session, kept in our own table.

The cookie is a random key. A row is written only once there is something to keep, so that a
person who only reads leaves nothing behind; the CSRF token is derived from the key, and so needs
no row. Keeping a session is a short transaction of its own, apart from the request's. Looking
around keeps it alive; whoever brings no cookie and leaves nothing to keep is given none.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cached_property, partial
from typing import Any

from flask import Flask, Request, Response, g, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from base.clock import now
from base.refusals import NotFound
from config import Settings
from navigator.accounts.browser_sessions import (
    IDLE_LIMIT,
    KEY_BYTES,
    forget_idle,
    new_key,
    read_facts,
    touch,
    write_facts,
)
from navigator.db import afterwards, separate_session
from navigator.web.partnership import current_partnership

CSRF_FIELD = "csrf_token"
SIGN_IN = "_user_id"
"""
Where Flask-Login keeps which sign-in it is. The cookie of who is signed in goes when the browser
closes: the row of the sign-in says when it ends, and what arrives later can still be told apart.
"""

FILES = "assets.static"
"""Files of the website: they come with every page, and say nothing of who is there."""

SHORTEST_KEY = KEY_BYTES
LONGEST_KEY = 100

NOBODY_KNOWN = (NotFound, SQLAlchemyError, HTTPException)
"""No partnership for this host, or the database does not answer."""


class KeptSession(SessionMixin):
    """
    Read from the table at the first look at a fact, so that most requests never touch it.

    ``is_known``: the browser brought the key. ``needs_cookie``: it must bring it again.
    ``is_over``: it must forget it. ``old_keys`` are those that were left behind.
    """

    def __init__(
        self,
        key: str,
        *,
        is_known: bool,
        csrf_seed: Callable[[str], str],
        load: Callable[[], dict[str, Any]],
    ) -> None:
        self.key = key
        self.is_known = is_known
        self.needs_cookie = False
        self.is_over = False
        self.modified = False
        self.accessed = False
        self.old_keys: list[str] = []
        self._csrf_seed = csrf_seed
        self._load = load

    @cached_property
    def facts(self) -> dict[str, Any]:
        return self._load()

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  a session holds any plain value
        self.accessed = True
        if name == CSRF_FIELD:
            self.needs_cookie = True
            return self._csrf_seed(self.key)
        return self.facts[name]

    def __setitem__(self, name: str, value: Any) -> None:  # noqa: ANN401
        self.facts[name] = value
        self.modified = self.needs_cookie = True

    def __delitem__(self, name: str) -> None:
        del self.facts[name]
        self.modified = True

    def __contains__(self, name: object) -> bool:
        self.accessed = True
        return name == CSRF_FIELD or name in self.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def renew(self) -> None:
        """Go on, with what is kept, under a key that nobody has seen: the old one opens nothing."""
        self.facts  # noqa: B018  read under the old key, before it goes
        if self.is_known:
            self.old_keys.append(self.key)
        self.key = new_key()
        self.modified = self.needs_cookie = True
        g.pop(CSRF_FIELD, None)  # a form of this very page must carry the token of the new key

    def end(self) -> None:
        """Forget everything; the browser forgets its key."""
        self.facts.clear()
        self.modified = self.is_over = True


def cookie_name(settings: Settings) -> str:
    """Of the one cookie that is set."""
    return "__Host-navigator" if settings.is_production else "navigator"


class KeptSessions(SessionInterface):
    def __init__(self, settings: Settings) -> None:
        self.secure = settings.is_production
        self.cookie = cookie_name(settings)
        self.secret = settings.secret_key.encode()

    def open_session(self, app: Flask, request: Request) -> KeptSession:  # noqa: ARG002
        given = request.cookies.get(self.cookie, "")
        known = SHORTEST_KEY <= len(given) <= LONGEST_KEY and given.isascii()
        key = given if known else new_key()
        return KeptSession(
            key,
            is_known=known,
            csrf_seed=self._csrf_seed,
            load=partial(_load, key) if known else dict,
        )

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:  # noqa: ARG002
        if not isinstance(session, KeptSession):
            return
        if session.modified:
            _write(session)
        elif session.is_known and request.endpoint != FILES:
            session.needs_cookie = _touch(session.key) or session.needs_cookie
        if session.accessed or session.needs_cookie:
            response.vary.add("Cookie")
        if session.is_over:
            self._set_cookie("", response, max_age=0)
        elif session.needs_cookie:
            self._set_cookie(
                session.key, response, max_age=None if SIGN_IN in session.facts else IDLE_LIMIT
            )

    def _set_cookie(self, key: str, response: Response, *, max_age: int | timedelta | None) -> None:
        response.set_cookie(
            self.cookie,
            key,
            max_age=max_age,
            secure=self.secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )

    def _csrf_seed(self, key: str) -> str:
        return hmac.new(self.secret, b"csrf:" + key.encode(), hashlib.sha256).hexdigest()


def _load(key: str) -> dict[str, Any]:
    with separate_session() as own:
        return read_facts(own, key, partnership_id=current_partnership().id, at=now())


def _write(session: KeptSession) -> None:
    """What was left idle goes on the way, so that nothing outlives its time for long."""
    at, partnership_id = now(), current_partnership().id
    with separate_session() as own, own.begin():
        write_facts(own, session.key, session.facts, partnership_id=partnership_id, at=at)
        for key in session.old_keys:
            write_facts(own, key, {}, partnership_id=partnership_id, at=at)
    afterwards(lambda own: forget_idle(own, at=at))


def _touch(key: str) -> bool:
    """A page that cannot write it is shown all the same: it may hold the number to ring."""
    try:
        with separate_session() as own, own.begin():
            return touch(own, key, partnership_id=current_partnership().id, at=now())
    except NOBODY_KNOWN:
        return False


def init_app(app: Flask, settings: Settings) -> None:
    app.session_interface = KeptSessions(settings)
