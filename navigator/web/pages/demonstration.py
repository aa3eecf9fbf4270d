"""
For those who look round a demonstration: whom to try it as, and the mail that it does not send.

In production these pages are not there (``navigator.web``): they show passwords and links.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts.models import User
from navigator.accounts.safeguarding_team import is_in_team
from navigator.accounts.sign_ins import current_memberships, organisations_of
from navigator.db import session
from navigator.outbox.models import OutboxMail
from navigator.outbox.queries import newest_mail
from navigator.simulation import second_partnership
from navigator.simulation.accounts import PASSWORD, code_now, demonstration_users, secret_of
from navigator.web.access import public
from navigator.web.partnership import current_partnership
from navigator.web.signed_in import keep_out_of_stores
from services_catalog.queries import partnership_for_host

bp = Blueprint("demonstration", __name__, url_prefix="/demonstration")
bp.after_request(keep_out_of_stores)

THIS_COMPUTER = "localhost"
MOST_MAIL = 50
LINK = re.compile(r"(https?://[^\s<>\"]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What somebody does in one organisation."""

    organisation: str
    roles: list[str]
    is_in_team: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """``code`` is empty where the one of this moment was used."""

    user: User
    at: datetime

    @property
    def places(self) -> list[Place]:
        held = current_memberships(self.user)
        return [
            Place(
                organisation=next(h.organisation.name for h in held if h.organisation_id == id_),
                roles=[h.role for h in held if h.organisation_id == id_],
                is_in_team=is_in_team(self.user, id_),
            )
            for id_ in organisations_of(self.user)
        ]

    @property
    def needs_code(self) -> bool:
        return self.user.totp_confirmed_at is not None

    @property
    def has_other_app(self) -> bool:
        return self.needs_code and self.user.totp_secret != secret_of(self.user.email)

    @property
    def code(self) -> str:
        return code_now(self.user, at=self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMail:
    mail: OutboxMail

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The text in parts, each with whether it is a link."""
        return [(part, bool(LINK.fullmatch(part))) for part in LINK.split(self.mail.body) if part]


@bp.get("")
@public
def show() -> ResponseReturnValue:
    users = demonstration_users(session(), partnership_id=current_partnership().id)
    return render_template(
        "demonstration/show.html",
        people=[Tried(user=user, at=now()) for user in users],
        password=PASSWORD,
        elsewhere=_elsewhere(),
    )


@bp.get("/mail")
@public
def mail() -> ResponseReturnValue:
    found = newest_mail(session(), partnership_id=current_partnership().id, limit=MOST_MAIL)
    return render_template(
        "demonstration/mail.html", mails=[ShownMail(mail=each) for each in found]
    )


def _elsewhere() -> tuple[str, str] | None:
    """The same page of the other partnership, with its name; None where there is only one."""
    own = current_partnership()
    host = THIS_COMPUTER if own.host == second_partnership.HOST else second_partnership.HOST
    other = partnership_for_host(session(), host)
    if other is None or other.id == own.id:
        return None
    port = request.host.partition(":")[2]
    return (
        f"http://{host}:{port}/demonstration" if port else f"http://{host}/demonstration",
        other.name,
    )
