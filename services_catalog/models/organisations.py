"""Who provides services."""

from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.orm import Base, Identified, Owned
from services_catalog.codes import OrganisationKind
from services_catalog.models.columns import code_column

if TYPE_CHECKING:
    from services_catalog.models.services import Service


class Organisation(Identified, Owned, Base):
    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("id", "partnership_id"),
        UniqueConstraint("partnership_id", "feed", "source_id"),
    )

    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(
        code_column(OrganisationKind), default=OrganisationKind.UNKNOWN
    )
    description: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    feed: Mapped[str]
    source_id: Mapped[str]
    digest: Mapped[str] = mapped_column(default="")

    services: Mapped[list["Service"]] = relationship(back_populates="organisation")
