"""Send what is in the outbox, until nothing is due."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session, sessionmaker

from navigator.outbox.models import OutboxMail
from navigator.outbox.operations import hold_next, mark_failed, mark_sent
from navigator.outbox.smtp import MailNotSent

log = logging.getLogger(__name__)


class Transport(Protocol):
    def deliver(self, mail: OutboxMail) -> None: ...


class ShownOnAPage:
    """A demonstration sends nothing: its mail can be read on a page."""

    def deliver(self, mail: OutboxMail) -> None:
        """Leave it where it is."""


def deliver_due(
    sessions: sessionmaker[Session], transport: Transport, *, clock: Callable[[], datetime]
) -> int:
    """
    Send everything that is due; return how much was sent.

    A mail is held in one transaction, sent outside any, and marked in another: killed before the
    server has taken it, it is sent later; killed after, it is sent again with the same Message-ID.
    """
    sent = 0
    while (mail := _take(sessions, clock())) is not None:
        trouble = _try(mail, transport)
        with sessions() as session, session.begin():
            kept = session.get_one(OutboxMail, mail.id)
            if trouble:
                mark_failed(kept, trouble=trouble, at=clock())
            else:
                mark_sent(kept, at=clock(), keep_body=isinstance(transport, ShownOnAPage))
                sent += 1
    return sent


def _take(sessions: sessionmaker[Session], at: datetime) -> OutboxMail | None:
    """The next mail, read and let go of by the database: a slow server must not hold it."""
    with sessions() as session, session.begin():
        mail = hold_next(session, at=at)
        if mail is not None:
            session.refresh(mail)
            session.expunge(mail)
        return mail


def _try(mail: OutboxMail, transport: Transport) -> str:
    """Why it was not sent; empty if it was."""
    try:
        transport.deliver(mail)
    except MailNotSent as failure:
        log.warning("mail %s not sent: %s", mail.id, failure.trouble)
        return failure.trouble
    return ""
