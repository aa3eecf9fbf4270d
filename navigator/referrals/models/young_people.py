"""Whom a referral is about."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified, Owned
from navigator.secrets.columns import EncryptedText


class YoungPerson(Identified, Owned, Base):
    """
    Somebody a referral is about. One row for all referrals of a partnership where it is known that
    they are the same: by ``match_digest``, keyed, of the folded name and the whole birth date.

    Initials, or no whole birth date, never match: the digest is None.
    """

    __tablename__ = "young_person"
    __table_args__ = (
        UniqueConstraint("id", "partnership_id"),
        UniqueConstraint("partnership_id", "match_digest"),
    )

    name: Mapped[str] = mapped_column(EncryptedText("young_person.name"))
    birth_date: Mapped[str | None] = mapped_column(EncryptedText("young_person.birth_date"))
    match_digest: Mapped[str | None]
    made_at: Mapped[datetime]
