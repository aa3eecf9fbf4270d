"""What is not sent yet, and what a program has sent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified, Owned
from navigator.referrals.models.ties import of
from navigator.secrets.columns import EncryptedText


class ReferralDraft(Identified, Owned, Base):
    """
    A referral that somebody is still writing, to one service or several. Nobody else sees it.

    ``content`` is JSON, locked. ``version`` rises with every page that is saved. ``sent_at``: it
    was sent, and what it became can be found by it: sending twice makes nothing twice.
    """

    __tablename__ = "referral_draft"
    __table_args__ = (
        of("app_user", "user_id", ondelete="CASCADE"),
        of("organisation", "organisation_id"),
    )

    user_id: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID]
    service_ids: Mapped[list[str]] = mapped_column(JSON)
    content: Mapped[str] = mapped_column(EncryptedText("referral_draft.content"))
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]


class IdempotencyKey(Identified, Owned, Base):
    """What a program's request with this key was answered: the same again, after a restart too."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    key: Mapped[str]
    body_digest: Mapped[str]
    status: Mapped[int]
    answer: Mapped[str] = mapped_column(EncryptedText("idempotency_key.answer"))
    made_at: Mapped[datetime] = mapped_column(index=True)
