"""What somebody asked of their records, who checked that they may, and what was decided."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.orm import Base, Identified, Owned
from navigator.referrals.models import YoungPerson
from navigator.referrals.models.ties import of
from navigator.secrets.columns import EncryptedText
from services_catalog.models.columns import code_column


class RequestKind(StrEnum):
    """*Restrict*: keep it, use it no more. *Erase* is decided by a person, never automatic."""

    SEE = "see"
    CORRECT = "correct"
    RESTRICT = "restrict"
    ERASE = "erase"


class AskedAs(StrEnum):
    YOUNG_PERSON = "young_person"
    PARENT = "parent"
    SOMEBODY_FOR_THEM = "somebody_for_them"


class Outcome(StrEnum):
    DONE = "done"
    DONE_IN_PART = "done_in_part"
    REFUSED = "refused"


class RecordsRequest(Identified, Owned, Base):
    """
    ``checked_how`` says how the asker showed who they are. ``withheld`` names the items that the
    reviewer left out of the answer, because they would harm or expose somebody, by their keys.
    ``due_on``: a month after it came. Empty ``outcome``: nobody has decided yet.
    """

    __tablename__ = "records_request"
    __table_args__ = (
        of("young_person", "young_person_id", ondelete="CASCADE"),
        Index("ix_records_request_open", "partnership_id", "closed_at", "due_on"),
    )

    young_person_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[RequestKind] = mapped_column(code_column(RequestKind))
    asked_as: Mapped[AskedAs] = mapped_column(code_column(AskedAs))
    asked_by: Mapped[str] = mapped_column(EncryptedText("records_request.asked_by"))
    checked_how: Mapped[str] = mapped_column(EncryptedText("records_request.checked_how"))
    decision: Mapped[str] = mapped_column(EncryptedText("records_request.decision"), default="")
    withheld: Mapped[list[str]] = mapped_column(JSON, default=list)
    outcome: Mapped[Outcome | None] = mapped_column(code_column(Outcome))
    received_on: Mapped[date]
    due_on: Mapped[date]
    recorded_by_id: Mapped[UUID]
    recorded_at: Mapped[datetime]
    reviewed_by_id: Mapped[UUID | None]
    reviewed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    young_person: Mapped[YoungPerson] = relationship(viewonly=True)
