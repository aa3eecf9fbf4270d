"""What jobs tell people, in the words and with the links of the pages, outside any request."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from navigator.db import borrowed
from navigator.jobs.referrals import TELLING
from navigator.referrals.digests import Digest
from navigator.referrals.moving import Moved
from navigator.web.morning_mail import send_digest
from navigator.web.partnership import speaking_for
from navigator.web.referral_mail import tell
from services_catalog.models import Partnership


def init_app(app: Flask) -> None:
    app.extensions[TELLING] = InWords()


class InWords:
    """Within an app's context; the session is the job's."""

    def moved(self, session: Session, moved: Moved) -> None:
        with _speaking(session, moved.referral.partnership_id):
            tell(moved)

    def digest(self, session: Session, digest: Digest) -> None:
        with _speaking(session, digest.partnership_id):
            send_digest(digest)


@contextmanager
def _speaking(session: Session, partnership_id: UUID) -> Iterator[None]:
    with borrowed(session), speaking_for(session.get_one(Partnership, partnership_id)):
        yield
