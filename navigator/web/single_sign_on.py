"""
Leaving for an organisation's own sign-in page, and coming back from it.

What must be the same on the way back waits in the browser's own session, by its state: whoever was
not sent off from this very browser is not let in, nor is anybody twice by the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, current_app, session

from base.clock import now
from config import Settings
from navigator.accounts.identity_providers import enabled_providers
from navigator.accounts.models import IdentityProvider
from navigator.db import session as request_session
from navigator.web.issuers import Issuers
from navigator.web.mail import outside_link
from navigator.web.openid import Begun, Registered, Seen, come_back, send_there
from navigator.web.outward import GuardedAdapter
from navigator.web.partnership import current_partnership
from navigator.web.signed_in import current_person

KEPT = "own_account"
LIVES_FOR = timedelta(minutes=10)
MOST_BEGUN = 3
"""At once in one browser: somebody may have gone off twice and come back to the first."""


class NotBegun(Exception):
    """They did not leave from this browser, or too long ago, or have come back already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Whom the provider has seen, and where they were on their way to."""

    seen: Seen
    on_to: str


def init_app(app: Flask, settings: Settings) -> None:
    adapter = GuardedAdapter(allow_loopback=settings.allow_loopback_issuers)
    app.extensions["issuers"] = Issuers(adapter)
    app.jinja_env.globals.update(own_accounts=_own_accounts)


def issuers() -> Issuers:
    found: Issuers = current_app.extensions["issuers"]
    return found


def leave_for(provider: IdentityProvider, *, on_to: str) -> str:
    """
    Return the address of the provider's sign-in page, for one way there and back.

    :raises ProviderFailed: if it cannot be asked
    """
    at = now()
    described = issuers().describe(provider.issuer, at=at)
    begun = Begun.now(at=at, is_again=current_person() is not None)
    _keep(provider, begun, on_to=on_to)
    return send_there(_registered(provider), described, begun)


def return_from(provider: IdentityProvider, answer: Mapping[str, str]) -> Returned:
    """
    :raises NotBegun: if nobody left for it, from this browser and with this state
    :raises ProviderFailed: if it sent nobody, or what it says cannot be believed
    """
    kept = _take(provider, answer.get("state", ""))
    begun = Begun(
        state=answer["state"],
        nonce=kept["nonce"],
        verifier=kept["verifier"],
        at=datetime.fromisoformat(kept["at"]),
        is_again=kept["is_again"],
    )
    seen = come_back(_registered(provider), issuers(), begun, answer, at=now())
    return Returned(seen=seen, on_to=kept["on_to"])


def address_back(organisation_id: UUID) -> str:
    """Where a provider sends people back to: another address for each, so that none is mixed up."""
    return outside_link("single_sign_on.back", organisation_id=str(organisation_id))


def _own_accounts() -> Sequence[IdentityProvider]:
    """For the page where people sign in."""
    return enabled_providers(request_session(), partnership_id=current_partnership().id)


def _registered(provider: IdentityProvider) -> Registered:
    return Registered(
        issuer=provider.issuer,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        back=address_back(provider.organisation_id),
    )


def _keep(provider: IdentityProvider, begun: Begun, *, on_to: str) -> None:
    latest = list(session.get(KEPT, {}).items())[1 - MOST_BEGUN :]
    session[KEPT] = dict(latest) | {
        begun.state: {
            "organisation": provider.organisation_id.hex,
            "issuer": provider.issuer,
            "nonce": begun.nonce,
            "verifier": begun.verifier,
            "at": begun.at.isoformat(),
            "is_again": begun.is_again,
            "on_to": on_to,
        }
    }


def _take(provider: IdentityProvider, state: str) -> dict[str, Any]:
    """Take out what was kept for this state: whatever comes of it, it is there no more."""
    waiting = dict(session.get(KEPT, {}))
    kept: dict[str, Any] = waiting.pop(state, {})
    if not kept:
        raise NotBegun
    session[KEPT] = waiting
    is_of_it = (kept["organisation"], kept["issuer"]) == (
        provider.organisation_id.hex, provider.issuer
    )  # fmt: skip
    if not is_of_it or now() > datetime.fromisoformat(kept["at"]) + LIVES_FOR:
        raise NotBegun
    return kept
