"""What a partnership calls the levels of need, and what the words of its providers mean."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified, Owned
from eligibility import Level
from services_catalog.models.columns import code_column


class OwnLevel(Identified, Owned, Base):
    """
    One level in a partnership's own words: all four are there, or none.

    ``plain`` is what screens say; ``official`` is the field's term, shown in brackets.
    """

    __tablename__ = "level_of_need"
    __table_args__ = (UniqueConstraint("partnership_id", "level"),)

    level: Mapped[Level] = mapped_column(code_column(Level))
    plain: Mapped[str]
    official: Mapped[str] = mapped_column(default="")
    meaning: Mapped[str] = mapped_column(default="")


class OwnLevelWording(Identified, Owned, Base):
    """One wording and one level that it means. An empty provider is everyone's."""

    __tablename__ = "level_wording"
    __table_args__ = (UniqueConstraint("partnership_id", "provider", "wording", "level"),)

    provider: Mapped[str] = mapped_column(default="")
    wording: Mapped[str]
    level: Mapped[Level] = mapped_column(code_column(Level))
