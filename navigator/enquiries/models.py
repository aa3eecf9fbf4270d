"""The coded log of searches."""

from datetime import date

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified, Owned


class Enquiry(Identified, Owned, Base):
    """
    One act of looking, by a person, as coded facts alone (decision 6). Programs are not counted:
    what their own users look for is theirs to count.

    There is no user, organisation, session, address or free text here, and the moment is kept to
    the day, so that a row cannot be tied to a person. ``needs`` holds both needs chosen and needs
    that typed words were read as; ``unread_words`` counts the words that meant nothing to us.
    """

    __tablename__ = "enquiry"
    __table_args__ = (Index("ix_enquiry_partnership_id_made_on", "partnership_id", "made_on"),)

    made_on: Mapped[date]
    needs: Mapped[list[str]] = mapped_column(JSON)
    filters: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    age: Mapped[int | None]
    home: Mapped[str]
    unread_words: Mapped[int]
    found: Mapped[int]
