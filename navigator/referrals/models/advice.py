"""Talking it through, and who can be rung when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified, Owned
from navigator.referrals.models.ties import of
from navigator.secrets.columns import EncryptedText


class AdviceCall(Identified, Owned, Base):
    """
    Talking it through: asked for by ``caller_id``, who still holds the concern, and taken by a
    named adviser. ``about`` may name a young person or nobody. ``decided``, the next step and its
    day are what both agreed. ``forgotten_at``: its words are
    gone, that it happened is counted.
    """

    __tablename__ = "advice_call"
    __table_args__ = (
        of("app_user", "caller_id"),
        of("app_user", "adviser_id"),
        of("organisation", "caller_organisation_id"),
        Index("ix_advice_call_state", "partnership_id", "closed_at", "asked_at"),
    )

    caller_id: Mapped[UUID] = mapped_column(index=True)
    caller_organisation_id: Mapped[UUID]
    service_id: Mapped[UUID | None]
    adviser_id: Mapped[UUID | None]
    phone: Mapped[str] = mapped_column(EncryptedText("advice_call.phone"))
    when: Mapped[str] = mapped_column(EncryptedText("advice_call.when"), default="")
    about: Mapped[str] = mapped_column(EncryptedText("advice_call.about"), default="")
    decided: Mapped[str] = mapped_column(EncryptedText("advice_call.decided"), default="")
    next_step: Mapped[str] = mapped_column(EncryptedText("advice_call.next_step"), default="")
    next_by_side: Mapped[str] = mapped_column(default="")
    follow_up_on: Mapped[date | None]
    asked_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    talked_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]
    send_key: Mapped[str] = mapped_column(unique=True)


class AdviceDuty(Identified, Owned, Base):
    """When a named adviser can be rung: a weekday (0 is Monday) and hours in London."""

    __tablename__ = "advice_duty"
    __table_args__ = (of("app_user", "user_id", ondelete="CASCADE"),)

    user_id: Mapped[UUID] = mapped_column(index=True)
    weekday: Mapped[int]
    opens: Mapped[str]
    closes: Mapped[str]
    phone: Mapped[str]
    experience: Mapped[str] = mapped_column(default="")
