"""What was agreed, by whom, and what was done without it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified
from navigator.referrals.codes import Answer, Capacity, Party, Told
from navigator.referrals.models.ties import of_a_referral
from navigator.secrets.columns import EncryptedText
from services_catalog.models.columns import code_column


class Agreement(Identified, Base):
    """
    What the young person or a parent said to the service that is named: agreement to be helped,
    not the lawful basis for sharing.

    ``why`` says why somebody was not asked, or what they said. ``until`` None: until it ends.
    """

    __tablename__ = "referral_agreement"
    __table_args__ = (of_a_referral(),)

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    referral_id: Mapped[UUID] = mapped_column(index=True)
    party: Mapped[Party] = mapped_column(code_column(Party))
    answer: Mapped[Answer] = mapped_column(code_column(Answer))
    why: Mapped[str] = mapped_column(EncryptedText("referral_agreement.why"), default="")
    capacity: Mapped[Capacity | None] = mapped_column(code_column(Capacity))
    told_how: Mapped[Told | None] = mapped_column(code_column(Told))
    asked_on: Mapped[date]
    until: Mapped[date | None]
    recorded_by_id: Mapped[UUID]
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Override(Identified, Base):
    """
    Going ahead without agreement, to keep someone safe. It tells nobody outside: the front door
    was rung by a person, and ``rung_at`` and ``taken_by`` say so. Empty: not rung yet.
    """

    __tablename__ = "referral_override"
    __table_args__ = (of_a_referral(), UniqueConstraint("referral_id"))

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    referral_id: Mapped[UUID]
    reason: Mapped[str]
    why: Mapped[str] = mapped_column(EncryptedText("referral_override.why"))
    rung_at: Mapped[datetime | None]
    taken_by: Mapped[str] = mapped_column(EncryptedText("referral_override.taken_by"), default="")
    recorded_by_id: Mapped[UUID]
    recorded_at: Mapped[datetime]


class EqualityAnswers(Identified, Base):
    """What may be asked once, so that fairness can be looked at. Whoever decides never sees it."""

    __tablename__ = "referral_equality"
    __table_args__ = (of_a_referral(), UniqueConstraint("referral_id"))

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    referral_id: Mapped[UUID]
    answers: Mapped[str] = mapped_column(EncryptedText("referral_equality.answers"))
