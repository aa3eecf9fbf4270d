"""Put mail into the outbox, and take it out again one at a time. Callers own the transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from navigator.outbox.models import OutboxMail

HELD_FOR = timedelta(minutes=5)
"""Longer than a mail server may take; whoever was killed while sending lets go after this."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)
MOST_TRIES = 20
"""With these waits, about a day and a quarter."""

LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as it is to be read. No personal data but the address: it may lie in any inbox."""

    address: str
    subject: str
    body: str


def send(session: Session, mail: Mail, *, partnership_id: UUID, at: datetime) -> UUID:
    """Put a mail into the outbox: it goes out if, and only if, the caller commits."""
    id_ = uuid4()
    session.add(
        OutboxMail(
            id=id_,
            partnership_id=partnership_id,
            address=_one_line(mail.address),
            subject=_one_line(mail.subject)[:LONGEST_SUBJECT],
            body=mail.body,
            message_id=f"<{id_.hex}@navigator.invalid>",
            made_at=at,
            not_before=at,
        )
    )
    session.flush()
    return id_


def hold_next(session: Session, *, at: datetime) -> OutboxMail | None:
    """
    Take the mail that has waited longest, so that nobody else sends it now; None if none is due.

    The taking is one conditional update: of several that try at once, one succeeds.
    """
    while True:
        due = session.scalar(
            select(OutboxMail.id)
            .where(_is_due(at))
            .order_by(OutboxMail.not_before, OutboxMail.id)
            .limit(1)
        )
        if due is None:
            return None
        taken = session.execute(
            update(OutboxMail)
            .where(OutboxMail.id == due, _is_due(at))
            .values(held_until=at + HELD_FOR, tries=OutboxMail.tries + 1)
            .execution_options(synchronize_session=False)
        )
        if taken.rowcount:  # type: ignore[attr-defined]
            session.expire_all()
            return session.get_one(OutboxMail, due)


def mark_sent(mail: OutboxMail, *, at: datetime, keep_body: bool = False) -> None:
    """:param keep_body: a demonstration sends nothing, and shows on a page what it would have"""
    mail.sent_at, mail.held_until, mail.trouble = at, None, ""
    if not keep_body:
        mail.body = ""


def mark_failed(mail: OutboxMail, *, trouble: str, at: datetime) -> None:
    """
    Try again later, each time after twice the wait; give up after ``MOST_TRIES``.

    :param trouble: a code of ours, never what a server said: that may hold an address
    """
    mail.held_until, mail.trouble = None, trouble
    if mail.tries >= MOST_TRIES:
        mail.given_up_at = at
    else:
        mail.not_before = at + min(FIRST_WAIT * 2 ** (mail.tries - 1), LONGEST_WAIT)


def _is_due(at: datetime) -> ColumnElement[bool]:
    return (
        OutboxMail.sent_at.is_(None)
        & OutboxMail.given_up_at.is_(None)
        & (OutboxMail.not_before <= at)
        & (OutboxMail.held_until.is_(None) | (OutboxMail.held_until <= at))
    )


def _one_line(text: str) -> str:
    """A line break in a header would start another header."""
    return " ".join(text.split())
