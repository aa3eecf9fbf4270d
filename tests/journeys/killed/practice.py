"""A school with drafts to send, a club to answer them, and noes that nobody has looked at."""

import re
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from uuid import UUID

from sqlalchemy.orm import Session

from base.clock import now
from navigator.referrals.codes import Status
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import ServicePlaces
from navigator.referrals.moving import Step, make_move
from tests import factories
from tests.integration.navigator.referrals.conftest import acting
from tests.journeys.trust.server import HERE
from tests.signing_in import signed_in_key

ABOUT = re.compile(rf"https://{re.escape(HERE)}(/\S+)|([0-9A-Z]{{4}}-[0-9A-Z]{{4}}-[0-9A-Z])")
"""A page, or the reference of what somebody sees no more."""

MORNING = "What waits for you today"


class Practice:
    """Rows that are committed; the ids and cookies that are needed of them."""

    def __init__(self, session: Session, *, drafts: int, noes: int) -> None:
        factories.use(session)
        make = factories.Make()
        partnership = make.partnership(host=HERE)
        school, club = (make.organisation(partnership=partnership) for _ in range(2))
        self._service = make.service(organisation=club)
        self._teacher = make.person(organisation=school)
        self._worker = make.person(organisation=club, roles=["provider"])
        self.teacher, self.worker = self._teacher.email, self._worker.email
        self.service_id = self._service.id
        session.add(
            ServicePlaces(service_id=self.service_id, partnership_id=partnership.id, places=100_000)
        )
        self.teachers_cookie, self.workers_cookie = (
            signed_in_key(session, each, at=now()) for each in (self._teacher, self._worker)
        )
        self.drafts = [self._draft(make) for _ in range(drafts)]
        self.noes = [self._no(session, make) for _ in range(noes)]
        session.commit()

    def _draft(self, make: factories.Make) -> UUID:
        agreed = ForService(young_person=Asked(answer="agrees", capacity="decides"))
        content = Content(
            name="R I",
            age=14,
            wants="Somewhere to go after school.",
            reach="Ring before six.",
            call_back="07700 900123",
            services={str(self.service_id): agreed},
        )
        made = make.draft(
            user=self._teacher,
            at=now(),
            service_ids=[str(self.service_id)],
            content=content.to_json(),
        )
        return made.id

    def _no(self, session: Session, make: factories.Make) -> UUID:
        """Said ten days ago: the next runner lets it take effect."""
        then = now() - timedelta(days=10)
        referral = make.referral(sender=self._teacher, service=self._service, name="R I", at=then)
        step = Step(
            move=Move.PROPOSE_DECLINE,
            reason="no_places",
            note="Full.",
            facts={"alternative": "none"},
        )
        make_move(session, referral, step, actor=acting(self._worker), at=then)
        assert referral.status is Status.DECLINE_PROPOSED
        return referral.id


class Inbox:
    """A real mail server that takes everything."""

    def __init__(self) -> None:
        self.taken: list[Message] = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd's name
        self.taken.append(message_from_bytes(envelope.content))
        return "250 Taken"

    def arrived(self) -> Counter[tuple[str, str]]:
        """How many different mails have told whom of what."""
        different = {mail["Message-ID"]: mail for mail in self.taken}.values()
        return Counter(
            (str(mail["To"]), page or reference)
            for mail in different
            if mail["Subject"] != MORNING
            for page, reference in ABOUT.findall(mail.get_payload(decode=True).decode())
        )
