"""People, what they hold, and how they come in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.orm import Base, Identified, Owned
from navigator.secrets.columns import EncryptedText
from services_catalog.models import Organisation


class BrowserSession(Identified, Owned, Base):
    """
    What one browser is kept for, on the server: its cookie is a random key and nothing more.

    ``key_digest`` is the SHA-256 of that key, so the table alone opens no session.
    """

    __tablename__ = "browser_session"

    key_digest: Mapped[str] = mapped_column(unique=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)


class User(Identified, Owned, Base):
    """
    Somebody with an account in one partnership.

    ``email`` is folded. ``password_hash`` is None for who signs in with their organisation's own
    account, or has not chosen one yet. ``totp_step`` is the last time step whose code was used: a
    code works once. ``disabled_at``: may not come in, wherever they belong.
    """

    __tablename__ = "app_user"
    __table_args__ = (
        UniqueConstraint("partnership_id", "email"),
        UniqueConstraint("id", "partnership_id"),
    )

    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str | None]
    password_changed_at: Mapped[datetime | None]
    totp_secret: Mapped[str | None] = mapped_column(EncryptedText("app_user.totp_secret"))
    totp_confirmed_at: Mapped[datetime | None]
    totp_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    last_signed_in_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", order_by="Membership.started_at"
    )


class Membership(Identified, Base):
    """
    One role of one person in one organisation, from ``started_at`` until ``ended_at``.

    ``is_safeguarding`` marks the organisation's safeguarding team.
    """

    __tablename__ = "membership"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "partnership_id"],
            ["organisation.id", "organisation.partnership_id"],
        ),
        Index("ix_membership_organisation_id_ended_at", "organisation_id", "ended_at"),
    )

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    user_id: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID]
    role: Mapped[str]
    is_safeguarding: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(viewonly=True)


class SignIn(Identified, Base):
    """
    Somebody is signed in, in one browser: this row is what makes it so, and its end ends it.

    ``key_digest`` is that of the browser session's key, which is new at every sign-in.
    ``organisation_id`` is the one they act for now. ``is_full`` is False while a second factor is
    still to come: until then nothing is open but the page that asks for it.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            ondelete="CASCADE",
        ),
    )

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    user_id: Mapped[UUID] = mapped_column(index=True)
    key_digest: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[UUID | None]
    is_full: Mapped[bool]
    browser: Mapped[str]
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)
    proved_at: Mapped[datetime]

    user: Mapped[User] = relationship(viewonly=True)


class SingleUseToken(Identified, Base):
    """
    A link of a mail: an invitation, or a way to choose another password. It opens once.

    ``digest`` is the SHA-256 of what is in the link. An invitation has an ``email``, a name, an
    organisation and roles; a reset has a user.
    """

    __tablename__ = "single_use_token"

    partnership_id: Mapped[UUID] = mapped_column(ForeignKey("partnership.id"), index=True)
    kind: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE")
    )
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_safeguarding: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(Identified, Base):
    """One way in without the second factor. ``digest`` is keyed; it works once."""

    __tablename__ = "recovery_code"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            ondelete="CASCADE",
        ),
    )

    partnership_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(index=True)
    digest: Mapped[str]
    used_at: Mapped[datetime | None]


class ApiToken(Identified, Base):
    """A key for a program that acts for one person in one organisation, within its scopes."""

    __tablename__ = "api_token"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            ondelete="CASCADE",
        ),
    )

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    user_id: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(viewonly=True)


class FailedTry(Identified, Base):
    """
    A sign-in, code or reset that failed, kept until it no longer counts.

    ``digest`` is keyed: of the e-mail typed, or of the network address it came from.
    """

    __tablename__ = "failed_try"
    __table_args__ = (Index("ix_failed_try_digest_at", "digest", "at"),)

    kind: Mapped[str]
    digest: Mapped[str]
    at: Mapped[datetime]


class IdentityProvider(Identified, Base):
    """
    Where the people of one organisation sign in with its own accounts (OpenID Connect).

    ``email_domains`` are those of its own e-mail: nobody else's address is believed.
    ``client_secret`` is None for a provider that gave none.
    """

    __tablename__ = "identity_provider"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "partnership_id"],
            ["organisation.id", "organisation.partnership_id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("organisation_id"),
    )

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID]
    name: Mapped[str]
    issuer: Mapped[str]
    client_id: Mapped[str]
    client_secret: Mapped[str | None] = mapped_column(
        EncryptedText("identity_provider.client_secret")
    )
    email_domains: Mapped[list[str]] = mapped_column(JSON)
    trusts_its_second_factor: Mapped[bool]
    enabled: Mapped[bool]
    made_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(viewonly=True)


class Identity(Identified, Base):
    """Whom an issuer calls ``subject``: how somebody is known again when their e-mail changes."""

    __tablename__ = "identity"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "partnership_id"],
            ["app_user.id", "app_user.partnership_id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("partnership_id", "issuer", "subject"),
        UniqueConstraint("user_id", "issuer"),
    )

    partnership_id: Mapped[UUID]
    user_id: Mapped[UUID]
    issuer: Mapped[str]
    subject: Mapped[str]
    made_at: Mapped[datetime]

    user: Mapped[User] = relationship(viewonly=True)
