"""What the two sides said and tried."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified
from navigator.referrals.codes import AttemptKind, Side
from navigator.referrals.models.ties import of_a_referral
from navigator.secrets.columns import EncryptedText
from services_catalog.models.columns import code_column


class ReferralMessage(Identified, Base):
    """
    What one side said to the other, or a contact fact that was put right (``field`` names it).

    ``send_key`` is that of the form: sent twice, it is said once.
    """

    __tablename__ = "referral_message"
    __table_args__ = (of_a_referral(), UniqueConstraint("referral_id", "send_key"))

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    referral_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]
    side: Mapped[Side] = mapped_column(code_column(Side))
    user_id: Mapped[UUID]
    field: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(EncryptedText("referral_message.text"))
    send_key: Mapped[str]


class ContactAttempt(Identified, Base):
    """One try to reach the young person or family, dated."""

    __tablename__ = "contact_attempt"
    __table_args__ = (of_a_referral(),)

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    referral_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[AttemptKind] = mapped_column(code_column(AttemptKind))
    on: Mapped[date]
    reached: Mapped[bool]
    note: Mapped[str] = mapped_column(EncryptedText("contact_attempt.note"), default="")
    user_id: Mapped[UUID]
    recorded_at: Mapped[datetime]
