"""Who a service is for, as rules that were in force from a moment on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from base.orm import Base, Identified
from services_catalog.models.services import of_a_service


class CriteriaVersion(Identified, Base):
    """
    The rules of a service, as ``codec`` stores them, and who changed them when and why.

    Rows are only ever added: the newest is in force, and the others say what was. ``guidance`` is
    text that is kept and shown and never evaluated. Feeds do not touch this table.
    """

    __tablename__ = "criteria_version"
    __table_args__ = (of_a_service(), UniqueConstraint("service_id", "version"))

    partnership_id: Mapped[UUID] = mapped_column(index=True)
    service_id: Mapped[UUID]
    version: Mapped[int]
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    guidance: Mapped[str] = mapped_column(default="")
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
    reason: Mapped[str]


class HistoryRewritten(Exception):
    """Something tried to change a version; a change is a new one."""


@event.listens_for(CriteriaVersion, "before_update")
def _refuse_update(_: Mapper[Any], __: Connection, kept: CriteriaVersion) -> None:
    raise HistoryRewritten(f"Version {kept.version} of the rules cannot be changed: add a new one.")
