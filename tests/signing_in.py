"""Somebody is signed in: without the pages that lead there, for tests of what comes after."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from base.clock import now
from navigator.accounts import sign_ins
from navigator.accounts.browser_sessions import digest, new_key, write_facts
from navigator.accounts.models import User
from navigator.web.browser_session import SIGN_IN
from services_catalog.models import Organisation
from tests.pages import PageClient

COOKIE = "navigator"


def sign_in(
    client: PageClient,
    person: User,
    *,
    organisation: Organisation | None = None,
    is_full: bool = True,
    at: datetime | None = None,
) -> PageClient:
    """
    Sign somebody in with this client, just now; they have just proved who they are.

    :param organisation: the one they act for; the first they belonged to unless given
    :param is_full: False for who has still to type a code
    """
    with client.application.extensions["sessions"]() as own:
        key = signed_in_key(
            own,
            own.get_one(User, person.id),
            organisation_id=organisation.id if organisation else None,
            is_full=is_full,
            at=at or now(),
        )
        own.commit()
    client.set_cookie(COOKIE, key)
    return client


def signed_in_key(
    own: Session,
    person: User,
    *,
    at: datetime,
    organisation_id: UUID | None = None,
    is_full: bool = True,
    key: str = "",
) -> str:
    """The value of a cookie with which ``person`` is signed in. The caller commits."""
    key = key or new_key()
    made = sign_ins.start(
        own, person, key_digest=digest(key), is_full=is_full, browser="a test", at=at
    )
    made.organisation_id = organisation_id or made.organisation_id
    facts = {SIGN_IN: str(made.id)}
    write_facts(own, key, facts, partnership_id=person.partnership_id, at=at)
    return key


def csrf_token(client: PageClient, address: str = "/") -> str:
    """A token for a post, from a page with a form."""
    return client.page(address).select_one("input[name=csrf_token]")["value"]
