"""
Where the people of an organisation sign in with its own accounts. Callers own the transaction.

Its own administrator sets this up. A secret goes in and never comes out: it is sent to the provider
that it was typed for, and to no other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from base.refusals import Invalid, NotFound
from navigator.accounts import sign_ins
from navigator.accounts.models import Identity, IdentityProvider
from services_catalog.models import Organisation

LONGEST_NAME = 60
LONGEST_ID = 255
LONGEST_SECRET = 1_000
MOST_DOMAINS = 20
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class ProviderNotFound(NotFound):
    """Nobody signs in there, or not in this partnership."""

    def __init__(self) -> None:
        super().__init__("We could not find that way to sign in. Sign in with a password.")


class ProviderRefused(Invalid):
    """It cannot be set up like this. The message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """
    What an administrator fills in.

    ``client_secret`` is empty where the one that is kept stays, or where there is none.
    """

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    email_domains: tuple[str, ...]
    trusts_its_second_factor: bool = False
    enabled: bool = True


def domains_in(typed: str) -> tuple[str, ...]:
    """The e-mail domains that somebody typed, with commas, spaces or lines between."""
    each = (word.lower().removeprefix("@") for word in re.split(r"[\s,;]+", typed))
    return tuple(dict.fromkeys(word for word in each if word))


def enabled_providers(session: Session, *, partnership_id: UUID) -> Sequence[IdentityProvider]:
    """All that anybody of the partnership can sign in with, by name."""
    return session.scalars(
        select(IdentityProvider)
        .where(IdentityProvider.partnership_id == partnership_id, IdentityProvider.enabled)
        .order_by(IdentityProvider.name, IdentityProvider.id)
    ).all()


def enabled_provider(
    session: Session, organisation_id: UUID, *, partnership_id: UUID
) -> IdentityProvider:
    """:raises ProviderNotFound: if that organisation has none, or it is switched off"""
    found = session.scalar(
        select(IdentityProvider).where(
            IdentityProvider.organisation_id == organisation_id,
            IdentityProvider.partnership_id == partnership_id,
            IdentityProvider.enabled,
        )
    )
    if found is None:
        raise ProviderNotFound
    return found


def provider_of(session: Session, organisation: Organisation) -> IdentityProvider | None:
    """How an organisation's people sign in; None where nothing is set up."""
    return session.scalar(
        select(IdentityProvider).where(IdentityProvider.organisation_id == organisation.id)
    )


def check_set_up(wanted: SetUp, *, before: IdentityProvider | None) -> None:
    """:raises ProviderRefused: if what was filled in cannot be used. Nothing is called for it"""
    if not wanted.name or len(wanted.name) > LONGEST_NAME:
        raise ProviderRefused(
            f"Enter a name for the link, in {LONGEST_NAME} characters or fewer.", field="name"
        )
    if not wanted.client_id.isprintable() or not 0 < len(wanted.client_id) <= LONGEST_ID:
        raise ProviderRefused("Enter the client id that you were given.", field="client_id")
    if len(wanted.client_secret) > LONGEST_SECRET or not wanted.client_secret.isprintable():
        raise ProviderRefused("That secret is too long. Copy it again.", field="client_secret")
    _check_domains(wanted.email_domains)
    if before and before.client_secret and not wanted.client_secret and _moves(wanted, before):
        raise ProviderRefused(
            "The issuer or the client id is another one now, so type its secret too.",
            field="client_secret",
        )


def put_provider(
    session: Session, organisation: Organisation, wanted: SetUp, *, keep: str, at: datetime
) -> IdentityProvider:
    """
    Set up how an organisation's people sign in, or change it.

    Whoever came in through it is signed out where it is switched off or is another one now.

    :param keep: the digest of the key of the browser that does this, which stays signed in
    :raises ProviderRefused: if what was filled in cannot be used
    """
    found = provider_of(session, organisation)
    check_set_up(wanted, before=found)
    if found is None:
        found = IdentityProvider(
            partnership_id=organisation.partnership_id, organisation_id=organisation.id, made_at=at
        )
        session.add(found)
    elif _moves(wanted, found) or not wanted.enabled:
        _sign_out(session, found, keep=keep)
    if found.issuer is not None and found.issuer != wanted.issuer:
        _forget_identities(session, found)
    _fill(found, wanted)
    session.flush()
    return found


def remove_provider(session: Session, organisation: Organisation, *, keep: str) -> UUID:
    """
    Nobody signs in there any more; whoever came in through it is signed out. Return which it was.

    :raises ProviderNotFound: if there is none
    """
    found = provider_of(session, organisation)
    if found is None:
        raise ProviderNotFound
    _sign_out(session, found, keep=keep)
    _forget_identities(session, found)
    session.delete(found)
    session.flush()
    return found.id


def _check_domains(domains: Sequence[str]) -> None:
    if not domains or len(domains) > MOST_DOMAINS:
        raise ProviderRefused(
            "Enter what stands after the @ in your e-mail addresses, such as school.org.uk.",
            field="email_domains",
        )
    for domain in domains:
        if not DOMAIN.fullmatch(domain):
            raise ProviderRefused(
                f"“{domain}” is not what stands after the @ of an e-mail address.",
                field="email_domains",
            )


def _moves(wanted: SetUp, before: IdentityProvider) -> bool:
    return (wanted.issuer, wanted.client_id) != (before.issuer, before.client_id)


def _fill(provider: IdentityProvider, wanted: SetUp) -> None:
    if wanted.client_secret:
        provider.client_secret = wanted.client_secret
    provider.name, provider.issuer, provider.client_id = (
        wanted.name, wanted.issuer, wanted.client_id
    )  # fmt: skip
    provider.email_domains = list(wanted.email_domains)
    provider.trusts_its_second_factor = wanted.trusts_its_second_factor
    provider.enabled = wanted.enabled


def _sign_out(session: Session, provider: IdentityProvider, *, keep: str) -> None:
    for user_id in _linked(session, provider):
        sign_ins.end_all(session, user_id, but=keep)


def _forget_identities(session: Session, provider: IdentityProvider) -> None:
    """Unless another organisation's people come in through the same issuer."""
    others = session.scalar(
        select(IdentityProvider.id).where(
            IdentityProvider.partnership_id == provider.partnership_id,
            IdentityProvider.issuer == provider.issuer,
            IdentityProvider.id != provider.id,
        )
    )
    if others is None:
        session.execute(
            delete(Identity).where(
                Identity.partnership_id == provider.partnership_id,
                Identity.issuer == provider.issuer,
            )
        )


def _linked(session: Session, provider: IdentityProvider) -> Sequence[UUID]:
    return session.scalars(
        select(Identity.user_id).where(
            Identity.partnership_id == provider.partnership_id,
            Identity.issuer == provider.issuer,
        )
    ).all()
