"""What a partnership has decided that the words of its feeds mean."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified, Owned


class LocalMapping(Identified, Owned, Base):
    """
    Our needs for one term of a vocabulary, ahead of the table that ships.

    ``term`` is folded, so that case and spaces make no other term. ``needs`` are codes parted by
    spaces; empty says that the term was looked at and is about none of our needs.
    """

    __tablename__ = "local_mapping"
    __table_args__ = (UniqueConstraint("partnership_id", "vocabulary", "term"),)

    vocabulary: Mapped[str]
    term: Mapped[str]
    needs: Mapped[str] = mapped_column(default="")
