"""A safeguarding partnership: the owner of every other row."""

from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified


class Partnership(Identified, Base):
    """
    ``host`` is the host name that picks it; None is the one that answers where no host matches.

    The front door is the council's team that takes concerns about a child.
    """

    __tablename__ = "partnership"

    name: Mapped[str]
    place: Mapped[str]
    host: Mapped[str | None] = mapped_column(unique=True)
    front_door_name: Mapped[str]
    front_door_phone: Mapped[str]
    front_door_hours: Mapped[str]
    out_of_hours_phone: Mapped[str]
