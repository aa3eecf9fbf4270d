"""
Flask's session, kept in our own table.

The cookie is a random key. A row is written only once there is something to keep, so that a
person who only reads leaves nothing behind; the CSRF token is derived from the key, and so needs
no row. Keeping a session is a short transaction of its own, apart from the request's.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

from base.clock import now
from config import Settings
from navigator.accounts.browser_sessions import (
    IDLE_LIMIT,
    KEY_BYTES,
    new_key,
    read_facts,
    write_facts,
)
from navigator.db import separate_session
from navigator.web.partnership import current_partnership

CSRF_FIELD = "csrf_token"
SHORTEST_KEY = KEY_BYTES


class KeptSession(SessionMixin):
    """Read from the table at the first look at a fact, so that most requests never touch it."""

    def __init__(self, key: str, *, csrf_seed: str, load: Callable[[], dict[str, Any]]) -> None:
        self.key = key
        self.modified = False
        self.accessed = False
        self._csrf_seed = csrf_seed
        self._load = load

    @cached_property
    def facts(self) -> dict[str, Any]:
        return self._load()

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  a session holds any plain value
        self.accessed = True
        return self._csrf_seed if name == CSRF_FIELD else self.facts[name]

    def __setitem__(self, name: str, value: Any) -> None:  # noqa: ANN401
        self.facts[name] = value
        self.modified = True

    def __delitem__(self, name: str) -> None:
        del self.facts[name]
        self.modified = True

    def __contains__(self, name: object) -> bool:
        return name == CSRF_FIELD or name in self.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)


class KeptSessions(SessionInterface):
    def __init__(self, settings: Settings) -> None:
        self.secure = settings.is_production
        self.cookie = "__Host-navigator" if self.secure else "navigator"
        self.secret = settings.secret_key.encode()

    def open_session(self, app: Flask, request: Request) -> KeptSession:  # noqa: ARG002
        given = request.cookies.get(self.cookie, "")
        known = len(given) >= SHORTEST_KEY and given.isascii()
        key = given if known else new_key()
        return KeptSession(
            key,
            csrf_seed=self._csrf_seed(key),
            load=partial(_load, key) if known else dict,
        )

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:  # noqa: ARG002
        if not isinstance(session, KeptSession):
            return
        if session.modified:
            with separate_session() as own, own.begin():
                write_facts(
                    own,
                    session.key,
                    session.facts,
                    partnership_id=current_partnership().id,
                    at=now(),
                )
        if session.accessed or session.modified:
            response.vary.add("Cookie")
            response.set_cookie(
                self.cookie,
                session.key,
                max_age=IDLE_LIMIT,
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


def init_app(app: Flask, settings: Settings) -> None:
    app.session_interface = KeptSessions(settings)
