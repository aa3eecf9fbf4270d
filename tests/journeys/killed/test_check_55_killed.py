"""Web and jobs are killed at any moment: what was answered is there, whole, and mailed once."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.client import HTTPException
from queue import Empty, SimpleQueue
from socket import socket
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import func, select, text
from sqlalchemy.orm import sessionmaker

from base.clock import now
from navigator.audit.models import AuditEntry
from navigator.audit.verification import verify
from navigator.db import make_engine
from navigator.outbox.delivery import deliver_due
from navigator.outbox.models import OutboxMail
from navigator.outbox.smtp import MailServer
from navigator.referrals.codes import Side, Status
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import (
    Agreement,
    Referral,
    ReferralDraft,
    ReferralEvent,
    ServicePlaces,
)
from tests.conftest import DATABASES
from tests.journeys.killed.installation import JOBS, WEB, Browser, Installation
from tests.journeys.killed.practice import Inbox, Practice
from tests.journeys.trust.conftest import database

SENT_IN_A_ROUND, NOES_IN_A_ROUND = 15, 4
MOST_ANSWERS, JITTER_SECONDS = 15, 0.1
"""After so many answers at most, and a moment, something is killed."""

LONGEST_WAIT_SECONDS = 5
VICTIMS = ((WEB,), (JOBS,), (WEB, JOBS))
FROM = "navigator@example.org"
DONE = 303


class Clients:
    """
    People who send and answer as fast as they can. Whoever gets no answer tries again.

    ``sent`` and ``accepted``: what they were told was done. ``strange``: any other answer.
    """

    def __init__(self, port: int, practice: Practice, referral_of: Callable[[UUID], UUID]) -> None:
        self._teacher = Browser(port, practice.teachers_cookie)
        self._worker = Browser(port, practice.workers_cookie)
        self._referral_of = referral_of
        self._going = threading.Event()
        self.sent: list[UUID] = []
        self.accepted: list[UUID] = []
        self.strange: list[tuple[str, int]] = []
        self._to_send: SimpleQueue[UUID] = SimpleQueue()
        self._to_accept: SimpleQueue[UUID] = SimpleQueue()
        for draft in practice.drafts:
            self._to_send.put(draft)

    def go(self, stopping: threading.Event) -> list[threading.Thread]:
        threads = [
            threading.Thread(target=self._until, args=(stopping, work))
            for work in (self._send, self._send, self._accept)
        ]
        for thread in threads:
            thread.start()
        return threads

    def wait_for(self, answers: int) -> None:
        """Until so many more were answered; not for ever, since there may be nothing left to do."""
        wanted = self.answers + answers
        until = time.monotonic() + LONGEST_WAIT_SECONDS
        while self.answers < wanted and time.monotonic() < until:
            time.sleep(0.005)

    @property
    def answers(self) -> int:
        return len(self.sent) + len(self.accepted)

    def pause(self) -> None:
        self._going.clear()

    def go_on(self) -> None:
        self._going.set()

    def _until(self, stopping: threading.Event, work: Callable[[], None]) -> None:
        while not stopping.is_set():
            if not self._going.wait(0.1):
                continue
            try:
                work()
            except Empty:
                time.sleep(0.02)

    def _send(self) -> None:
        draft = self._to_send.get_nowait()
        if self._done(f"/refer/{draft}/send", self._teacher, to=self._to_send, one=draft):
            self.sent.append(draft)
            self._to_accept.put(self._referral_of(draft))

    def _accept(self) -> None:
        referral = self._to_accept.get_nowait()
        path = f"/referrals/{referral}/moves/accept"
        if self._done(path, self._worker, to=self._to_accept, one=referral):
            self.accepted.append(referral)

    def _done(self, path: str, browser: Browser, *, to: SimpleQueue[UUID], one: UUID) -> bool:
        try:
            status = browser.post(path, version=1)
        except (OSError, HTTPException):  # killed: nobody knows whether it was done
            to.put(one)
            return False
        if status != DONE:
            self.strange.append((path, status))
        return status == DONE


@pytest.fixture(params=DATABASES)
def place(request, tmp_path) -> Iterator[tuple[str, sessionmaker]]:
    url = database(request.param, tmp_path)
    engine = make_engine(url)
    yield url, sessionmaker(engine)
    engine.dispose()


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, str]]:
    made = Inbox()
    controller = Controller(made, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield made, f"smtp+plain://127.0.0.1:{controller.port}"
    controller.stop()


def free_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_check_55_killed_at_any_moment_nothing_that_was_answered_is_lost(
    place, inbox, tmp_path, proof
):
    url, sessions = place
    taken, mail_server = inbox
    kills = proof(10, 200)
    with sessions() as session:
        practice = Practice(session, drafts=kills * SENT_IN_A_ROUND, noes=kills * NOES_IN_A_ROUND)
    run = Installation(url, tmp_path, NAVIGATOR_MAIL_SERVER=mail_server, NAVIGATOR_MAIL_FROM=FROM)
    clients = Clients(run.port, practice, lambda draft: referral_of(sessions, draft))
    try:
        be_killed(run, clients, kills)
    finally:
        run.end()

    drain(sessions, mail_server)
    with sessions() as session:
        assert clients.strange == []
        assert len(clients.sent) > kills, "would prove little"
        assert len(clients.accepted) > kills, "would prove little"
        assert lost(session, clients) == []
        assert half_done(session, practice) == []
        assert not_recorded(session) == []
        assert places_taken(session, practice) == (len_of_accepted(session),) * 2
        assert taken.arrived() == expected_mail(session, practice)
        assert verify(session).fault is None
        if url.startswith("sqlite"):
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"


def test_check_62_while_the_mail_server_is_away_referrals_are_sent_all_the_same(
    place, inbox, tmp_path
):
    url, sessions = place
    taken, mail_server = inbox
    with sessions() as session:
        practice = Practice(session, drafts=1, noes=0)
    away = f"smtp+plain://127.0.0.1:{free_port()}"
    run = Installation(url, tmp_path, NAVIGATOR_MAIL_SERVER=away, NAVIGATOR_MAIL_FROM=FROM)
    try:
        run.start()
        path = f"/refer/{practice.drafts[0]}/send"
        assert Browser(run.port, practice.teachers_cookie).post(path, version=1) == DONE
        tried = select(func.count()).select_from(OutboxMail).where(OutboxMail.trouble != "")
        until = time.monotonic() + LONGEST_WAIT_SECONDS * 4
        with sessions() as session:
            while session.scalar(tried) < 2 and time.monotonic() < until:
                session.rollback()
                time.sleep(0.1)
            assert session.scalar(tried) == 2
    finally:
        run.end()

    assert taken.arrived().total() == 0
    drain(sessions, mail_server)
    with sessions() as session:
        assert taken.arrived() == expected_mail(session, practice)


def be_killed(run: Installation, clients: Clients, kills: int) -> None:
    stopping = threading.Event()
    threads = clients.go(stopping)
    try:
        for _ in range(kills):
            run.start()
            clients.go_on()
            clients.wait_for(random.randint(0, MOST_ANSWERS))
            time.sleep(random.uniform(0, JITTER_SECONDS))
            run.kill(*random.choice(VICTIMS))
            clients.pause()
        run.start()
        clients.go_on()
        clients.wait_for(MOST_ANSWERS)
    finally:
        stopping.set()
        for thread in threads:
            thread.join()


def referral_of(sessions: sessionmaker, draft: UUID) -> UUID:
    with sessions() as session:
        return session.scalars(select(Referral.id).where(Referral.draft_id == draft)).one()


def drain(sessions: sessionmaker, mail_server: str) -> None:
    """What a killed runner held is let go of after some minutes: here at once."""
    server = MailServer.parse(mail_server, sender=FROM)
    deliver_due(sessions, server, clock=lambda: now() + timedelta(hours=1))
    with sessions() as session:
        assert (
            session.scalars(select(OutboxMail.trouble).where(OutboxMail.sent_at.is_(None))).all()
            == []
        )


def lost(session, clients: Clients) -> list[str]:
    by_draft = dict(session.execute(select(Referral.draft_id, Referral.status)).all())
    by_id = dict(session.execute(select(Referral.id, Referral.status)).all())
    not_sent = [f"draft {each}" for each in clients.sent if each not in by_draft]
    return not_sent + [
        f"yes to {each}" for each in clients.accepted if by_id[each] is not Status.ACCEPTED
    ]


def half_done(session, practice: Practice) -> list[str]:
    """Whatever is not whole: a referral, a draft, one that is twice, a holder that does not fit."""
    agreed = set(session.scalars(select(Agreement.referral_id)))
    sent = set(session.scalars(select(ReferralDraft.id).where(ReferralDraft.sent_at.is_not(None))))
    referrals = session.scalars(select(Referral)).all()
    drafts = Counter(each.draft_id for each in referrals)
    wrong = [f"draft {id_}" for id_ in practice.drafts if (id_ in sent) != (id_ in drafts)]
    wrong += [f"twice {id_}" for id_, count in drafts.items() if count > 1]
    for each in referrals:
        last = each.events[-1]
        is_whole = (
            each.id in agreed
            and [step.number for step in each.events] == list(range(1, len(each.events) + 1))
            and (last.to_status, last.holder_id) == (each.status, each.holder_id)
            and each.version == len(each.events)
            and each.holder_side is (Side.RECEIVER if each.accepted_at else Side.SENDER)
        )
        if not is_whole:
            wrong.append(f"referral {each.id}")
    return wrong


def not_recorded(session) -> list[tuple[UUID, str]]:
    """Steps without the one act of the record that belongs to each; ``make`` recorded none."""
    wanted = ["send_referral", "move_referral"]
    rows = session.execute(
        select(AuditEntry.object_id, AuditEntry.act).where(
            AuditEntry.act.in_(wanted), AuditEntry.allowed == "yes"
        )
    )
    acts = Counter((row.object_id, row.act) for row in rows)
    act_of = {
        Move.SEND: "send_referral",
        Move.ACCEPT: "move_referral",
        Move.LET_DECLINE_STAND: "move_referral",
    }
    steps = session.execute(
        select(ReferralEvent.referral_id, ReferralEvent.move).where(
            ReferralEvent.move.in_(act_of), ReferralEvent.at > now() - timedelta(days=5)
        )
    )
    return [(id_, move) for id_, move in steps if acts[(id_.hex, act_of[Move(move)])] < 1]


def places_taken(session, practice: Practice) -> tuple[int, int]:
    holding = select(func.count()).select_from(Referral).where(Referral.holds_place)
    return (
        session.get_one(ServicePlaces, practice.service_id).taken,
        session.scalars(holding).one(),
    )


def len_of_accepted(session) -> int:
    accepted = Referral.status == Status.ACCEPTED
    return session.scalars(select(func.count()).select_from(Referral).where(accepted)).one()


def expected_mail(session, practice: Practice) -> Counter[tuple[str, str]]:
    """One for each person and each step, whatever happened to the processes between."""
    expected: Counter[tuple[str, str]] = Counter()
    noes = set(practice.noes)
    for each in session.scalars(select(Referral)):
        page = f"/referrals/{each.id}"
        if each.id in noes:
            if each.status is Status.DECLINED:
                expected.update([(practice.teacher, page), (practice.worker, each.reference)])
            continue
        expected.update(
            [(practice.teacher, f"/refer/{each.draft_id}/sent"), (practice.worker, page)]
        )
        if each.status is Status.ACCEPTED:
            expected[(practice.teacher, page)] += 1
    return expected
