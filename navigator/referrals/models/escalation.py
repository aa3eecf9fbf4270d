"""That somebody further up was told of a step that is late."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified
from navigator.referrals.codes import NextStep
from navigator.referrals.models.ties import of_a_referral
from services_catalog.models.columns import code_column


class Escalation(Identified, Base):
    """
    One rung (``navigator.referrals.escalation``) of one late step: the step that was due on that
    day, never told twice. It is over once the referral has another step or another day.
    """

    __tablename__ = "escalation"
    __table_args__ = (of_a_referral(), UniqueConstraint("referral_id", "step", "due_on", "to"))

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    referral_id: Mapped[UUID]
    step: Mapped[NextStep] = mapped_column(code_column(NextStep))
    due_on: Mapped[date]
    to: Mapped[str]
    at: Mapped[datetime]
