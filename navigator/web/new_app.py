"""An app that is to make somebody's codes: its secret, and the square code that holds it."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

import segno
from flask import session
from markupsafe import Markup

from navigator.accounts import totp
from navigator.secrets.columns import current_ring
from navigator.secrets.key_ring import CannotUnlock
from navigator.web.words import say

NEW_APP = "new_app"
PURPOSE = "browser_session.new_app"
GROUP = 4
"""Letters that are typed at a time."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewApp:
    """
    ``secret`` is kept in the browser's session until a first code has come back: locked for this
    person, since somebody else may sign in here next.
    """

    secret: str

    @classmethod
    def begun(cls, user_id: UUID) -> Self:
        """The one that this person has begun in this browser, else a new one."""
        purpose = f"{PURPOSE} {user_id.hex}"
        try:
            return cls(secret=current_ring().unlock(session.get(NEW_APP, ""), purpose=purpose))
        except CannotUnlock:
            made = cls(secret=totp.new_secret())
            session[NEW_APP] = current_ring().lock(made.secret, purpose=purpose)
            return made

    @property
    def in_groups(self) -> str:
        ends = range(0, len(self.secret), GROUP)
        return " ".join(self.secret[start : start + GROUP] for start in ends)

    def square(self, email: str) -> Markup:
        """The square code as a picture that is part of the page."""
        address = totp.address_for_app(self.secret, email=email, service=say("frame.service"))
        drawn = segno.make(address, error="m").svg_inline(
            scale=5, border=4, light="#fff", dark="#000", omitsize=False
        )
        return Markup(drawn)  # noqa: S704  drawn by us, from letters that it has encoded


def forget_new_app() -> None:
    session.pop(NEW_APP, None)
