"""Those who have no business with a page, each signed in as such."""

import re

from sqlalchemy.orm import Session

from navigator.accounts.models import User
from tests.signing_in import COOKIE, sign_in

NEW_EACH_TIME = re.compile(
    r'nonce="[^"]*"|csrf_token" value="[^"]*"|data-(?:session-left|token)="[^"]*"'
    r'|<p class="app-who__ends">.*?</p>'
)
OTHER_HOST = "other.example.org"


def come_as(client, make, who, organisation) -> dict[str, str]:
    """
    Sign in as ``who``; return where they ask, for every request.

    A role: in the same organisation. "elsewhere": an administrator of another one. "other
    partnership": a coordinator of another one. "signed out": nobody.
    """
    if who == "signed out":
        return {}
    if who == "other partnership":
        other = make.partnership(name="Another Partnership", host=OTHER_HOST)
        there = make.organisation(partnership=other)
        return come_to(client, make.person(organisation=there, roles=["coordinator"]), OTHER_HOST)
    if who == "elsewhere":
        sign_in(client, make.person(roles=["administrator"]))
    else:
        sign_in(client, make.person(organisation=organisation, roles=[who]))
    return {}


def come_to(client, person: User, host: str) -> dict[str, str]:
    """Sign somebody in at the partnership of a host name; return where they ask."""
    Session.object_session(person).commit()
    sign_in(client, person)
    client.set_cookie(COOKIE, client.get_cookie(COOKIE).value, domain=host)
    return {"base_url": f"http://{host}"}


def alike(html: str) -> str:
    """A page without what is new on it each time, or each minute."""
    return NEW_EACH_TIME.sub("", html)
