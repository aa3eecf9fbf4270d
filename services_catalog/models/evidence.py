"""What is known of whether a service works: several ratings, each on its own scale."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified


class EvidenceRating(Identified, Base):
    """
    ``scale`` and ``level`` are codes of ``reference/rating_levels.csv``.

    *Not rated* and *not ratable* are levels like any other, so that an absence is said aloud.
    ``population`` says whom the evidence comes from, and is empty where the source does not say.
    """

    __tablename__ = "evidence_rating"
    __table_args__ = (
        ForeignKeyConstraint(
            ["service_id", "partnership_id"],
            ["service.id", "service.partnership_id"],
            ondelete="CASCADE",
        ),
    )

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    service_id: Mapped[UUID] = mapped_column(index=True)
    scale: Mapped[str]
    level: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    rated_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
    source_url: Mapped[str] = mapped_column(default="")
    population: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
