"""Mail that is waiting, was sent, or was given up."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified
from navigator.secrets.columns import EncryptedText


class OutboxMail(Identified, Base):
    """
    One mail. The address and the body are locked, since a body may hold a link that opens a door;
    the body is emptied once it was sent. A body never says anything of a young person.

    ``message_id`` is the same at every try, so that a mail that arrives twice can be told.
    ``held_until``: somebody is sending it; nobody else tries before. ``given_up_at``: too many
    tries have failed.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_due", "sent_at", "given_up_at", "not_before"),)

    partnership_id: Mapped[UUID] = mapped_column(ForeignKey("partnership.id"), index=True)
    address: Mapped[str] = mapped_column(EncryptedText("outbox_mail.address"))
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(EncryptedText("outbox_mail.body"))
    message_id: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    not_before: Mapped[datetime]
    held_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
