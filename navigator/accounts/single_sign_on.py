"""
Who comes in with an account of their organisation. Callers own the transaction.

A provider vouches for the people of its own organisation and for nobody else: whoever runs it could
otherwise come in as anybody. So it is believed only of somebody who belongs to no organisation that
has not set up the same issuer, and of e-mail addresses in the domains of its own.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from base.refusals import NotAllowed
from navigator.accounts import people, sign_ins, tokens
from navigator.accounts.models import Identity, IdentityProvider, SingleUseToken, User
from navigator.accounts.permissions import ROLES, Role, needs_second_factor
from navigator.accounts.sign_in import folded, user_by_email
from navigator.accounts.tokens import TokenKind


class NotLetIn(NotAllowed):
    """
    One sentence for every reason: which it was would tell who has an account.

    ``reason`` is for the record of acts.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            "We could not let you in with this account. Ask your administrator to invite the "
            "e-mail address that you have there. If you have a password here, sign in with it."
        )
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Whom a provider vouches for. ``email`` is empty where it does not say that it is theirs."""

    issuer: str
    subject: str
    email: str


def let_in(session: Session, provider: IdentityProvider, vouched: Vouched, *, at: datetime) -> User:
    """
    Return who this is: known by the issuer and its subject, else linked by a verified e-mail.

    An invitation that is open to their e-mail is accepted on the way. Nobody is made from nothing.

    :raises NotLetIn: if it is nobody who may come in
    """
    known = _known(session, provider, vouched)
    email = _own_email(provider, vouched)
    user = known or user_by_email(session, email, partnership_id=provider.partnership_id)
    if user is not None:
        _check_whom(session, provider, user)
    invited = _open_invitation(session, provider, email, at=at)
    if invited is not None:
        user = _accept(session, invited, user, at=at)
    elif user is None:
        raise NotLetIn(_why_nobody(vouched, email))
    elif known is None:
        _check_not_another(session, user, vouched)
    if not sign_ins.current_memberships(user):
        raise NotLetIn("left")
    if known is None:
        _link(session, user, vouched, at=at)
    return user


def asks_for_our_code(user: User, *, is_trusted: bool, showed_second_factor: bool) -> bool:
    """
    Whether a code of our own is to be typed as well.

    The administrator of one organisation says whether its second factor is trusted, so that is
    enough only for roles that do not reach past it.
    """
    roles = {held.role for held in sign_ins.current_memberships(user)}
    has_app = user.totp_confirmed_at is not None
    reaches_further = any(ROLES[Role(role)].holds_everywhere for role in roles)
    if is_trusted and showed_second_factor and not reaches_further:
        return False
    return has_app or needs_second_factor(roles)


def _known(session: Session, provider: IdentityProvider, vouched: Vouched) -> User | None:
    found = session.scalar(
        select(Identity)
        .where(
            Identity.partnership_id == provider.partnership_id,
            Identity.issuer == vouched.issuer,
            Identity.subject == vouched.subject,
        )
        .options(joinedload(Identity.user).selectinload(User.memberships))
    )
    return found.user if found else None


def _own_email(provider: IdentityProvider, vouched: Vouched) -> str:
    """The address, as it is kept, where the provider may speak for it; empty where it may not."""
    email = folded(vouched.email)
    return email if email.rpartition("@")[2] in provider.email_domains else ""


def _why_nobody(vouched: Vouched, email: str) -> str:
    if not vouched.email:
        return "email_not_verified"
    return "not_known" if email else "other_domain"


def _check_whom(session: Session, provider: IdentityProvider, user: User) -> None:
    """:raises NotLetIn: if they are disabled, or the provider may not vouch for them"""
    if user.disabled_at is not None:
        raise NotLetIn("disabled")
    if set(sign_ins.organisations_of(user)) - _organisations_with(session, provider):
        raise NotLetIn("other_organisation")


def _organisations_with(session: Session, provider: IdentityProvider) -> set[UUID]:
    """Those that have said of this issuer that their people come in by it."""
    return set(
        session.scalars(
            select(IdentityProvider.organisation_id).where(
                IdentityProvider.partnership_id == provider.partnership_id,
                IdentityProvider.issuer == provider.issuer,
                IdentityProvider.enabled,
            )
        )
    )


def _check_not_another(session: Session, user: User, vouched: Vouched) -> None:
    """
    An address that is given to somebody new must not open the account of who had it before.

    :raises NotLetIn: if another subject of this issuer is linked with the account
    """
    if _linked_with(session, user, vouched.issuer) is not None:
        raise NotLetIn("another_subject")


def _linked_with(session: Session, user: User, issuer: str) -> Identity | None:
    return session.scalar(
        select(Identity).where(Identity.user_id == user.id, Identity.issuer == issuer)
    )


def _open_invitation(
    session: Session, provider: IdentityProvider, email: str, *, at: datetime
) -> SingleUseToken | None:
    return session.scalar(
        select(SingleUseToken).where(
            SingleUseToken.partnership_id == provider.partnership_id,
            SingleUseToken.organisation_id == provider.organisation_id,
            SingleUseToken.kind == TokenKind.INVITATION,
            SingleUseToken.email == email,
            SingleUseToken.used_at.is_(None),
            SingleUseToken.expires_at > at,
        )
    )


def _accept(session: Session, invited: SingleUseToken, user: User | None, *, at: datetime) -> User:
    """:raises LinkClosed: if somebody has just used the invitation"""
    tokens.take(session, invited, at=at)
    user = user or people.invited_person(session, invited, at=at)
    people.join(session, user, invited, at=at)
    return user


def _link(session: Session, user: User, vouched: Vouched, *, at: datetime) -> None:
    """
    Know them by their subject from now on. Whoever invited them anew has said that it is theirs.

    :raises NotLetIn: if somebody else does so at this moment
    """
    linked = _linked_with(session, user, vouched.issuer) or Identity(
        partnership_id=user.partnership_id, user_id=user.id, issuer=vouched.issuer
    )
    linked.subject, linked.made_at = vouched.subject, at
    try:
        with session.begin_nested():
            session.add(linked)
    except IntegrityError:
        raise NotLetIn("at_once") from None
