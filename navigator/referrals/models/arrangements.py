"""Who is away, which service takes nobody now, and what a partnership has set."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified
from navigator.referrals.models.ties import of


class Absence(Identified, Base):
    """Days, both ends included, on which somebody is away, and who has their referrals then."""

    __tablename__ = "absence"
    __table_args__ = (
        of("app_user", "user_id", ondelete="CASCADE"),
        of("app_user", "cover_id", ondelete="CASCADE"),
        of("organisation", "organisation_id"),
        Index("ix_absence_user_id_last_day", "user_id", "last_day"),
        Index("ix_absence_cover_id_last_day", "cover_id", "last_day"),
    )

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    user_id: Mapped[UUID]
    cover_id: Mapped[UUID]
    organisation_id: Mapped[UUID]
    first_day: Mapped[date]
    last_day: Mapped[date]
    made_at: Mapped[datetime]


class ReferralPause(Base):
    """A service takes no referrals just now."""

    __tablename__ = "referral_pause"
    __table_args__ = (of("service", "service_id", ondelete="CASCADE"),)

    service_id: Mapped[UUID] = mapped_column(primary_key=True)
    partnership_id: Mapped[UUID] = mapped_column(index=True)
    paused_at: Mapped[datetime]
    user_id: Mapped[UUID]


class ServicePlaces(Base):
    """How many a service can take at once, where it says so, and how many it has taken."""

    __tablename__ = "service_places"
    __table_args__ = (of("service", "service_id", ondelete="CASCADE"),)

    service_id: Mapped[UUID] = mapped_column(primary_key=True)
    partnership_id: Mapped[UUID] = mapped_column(index=True)
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)


class ReferralRules(Base):
    """
    What a partnership has set for itself; no row or value: the defaults of ``timescales``, and of
    ``navigator.records.retention`` for ``keeps``.
    """

    __tablename__ = "referral_rules"

    partnership_id: Mapped[UUID] = mapped_column(ForeignKey("partnership.id"), primary_key=True)
    waits: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    least_attempts: Mapped[int | None]
    least_kinds: Mapped[int | None]
    bounces: Mapped[int | None]
    keeps: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)


class SentDigest(Base):
    """That somebody was sent their one digest of a day: the row is taken before it is sent."""

    __tablename__ = "sent_digest"
    __table_args__ = (of("app_user", "user_id", ondelete="CASCADE"),)

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    partnership_id: Mapped[UUID]
    sent_at: Mapped[datetime]
