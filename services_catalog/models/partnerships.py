"""A safeguarding partnership: the owner of every other row."""

from datetime import time

from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified


class Partnership(Identified, Base):
    """
    ``host`` is the host name that picks it; None is the one that answers where no host matches.

    The front door is the council's team that takes concerns about a child, and ``adults_name`` the
    one that takes concerns about an adult; empty where nobody has said. ``front_door_opens`` and
    ``front_door_closes`` hold from Monday to Friday; None: the hours are told in words alone.
    """

    __tablename__ = "partnership"

    name: Mapped[str]
    place: Mapped[str]
    host: Mapped[str | None] = mapped_column(unique=True)
    front_door_name: Mapped[str]
    front_door_phone: Mapped[str]
    front_door_hours: Mapped[str]
    front_door_opens: Mapped[time | None]
    front_door_closes: Mapped[time | None]
    out_of_hours_phone: Mapped[str]
    adults_name: Mapped[str] = mapped_column(default="", server_default="")
    adults_phone: Mapped[str] = mapped_column(default="", server_default="")
