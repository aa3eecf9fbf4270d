"""
What is done on a timer, one job after another, in a process of its own: ``flask jobs run``.

A job that fails is logged by name and tried again at its next turn: one must not end the others.
Several runners may work at once; each job takes what it does by a conditional update.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from navigator.accounts import sign_ins, throttle, tokens
from navigator.accounts.browser_sessions import forget_idle
from navigator.outbox.delivery import Transport, deliver_due
from navigator.referrals import drafting, expiry

LOOK_EVERY_SECONDS = 2.0

LAPSING = (
    forget_idle,
    sign_ins.forget_ended,
    tokens.forget_old,
    throttle.forget_old,
    drafting.forget_expired,
    expiry.forget_keys,
    expiry.forget_digests,
)
"""What goes by itself once its time is over."""

log = logging.getLogger(__name__)

Sessions = sessionmaker[Session]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """``work`` returns how many things it did. ``what`` completes "42 …": "mails sent"."""

    name: str
    what: str
    every: timedelta
    work: Callable[[Sessions, Callable[[], datetime]], int]


def mail_job(transport: Transport) -> Job:
    return Job(
        name="outbox",
        what="mails sent",
        every=timedelta(seconds=5),
        work=lambda sessions, clock: deliver_due(sessions, transport, clock=clock),
    )


def _forget_lapsed(sessions: Sessions, clock: Callable[[], datetime]) -> int:
    with sessions() as session, session.begin():
        return sum(forget(session, at=clock()) for forget in LAPSING)


SESSIONS_JOB = Job(
    name="sessions",
    what="sessions, links, drafts and other things forgotten that had lapsed",
    every=timedelta(minutes=5),
    work=_forget_lapsed,
)


class Runner:
    """:param told: is given a sentence for each job that did something"""

    def __init__(
        self,
        sessions: Sessions,
        jobs: Sequence[Job],
        *,
        clock: Callable[[], datetime],
        told: Callable[[str], None],
    ) -> None:
        self._sessions, self._jobs, self._clock, self._told = sessions, jobs, clock, told
        self._next: dict[str, datetime] = {}

    def turn(self) -> None:
        """Do every job whose time has come."""
        for job in self._jobs:
            at = self._clock()
            if self._next.get(job.name, at) <= at:
                self._next[job.name] = at + job.every
                self._do(job)

    def run(self, stopping: threading.Event) -> None:
        """Take turns until told to stop; what is begun is ended first."""
        while not stopping.is_set():
            self.turn()
            stopping.wait(LOOK_EVERY_SECONDS)

    def _do(self, job: Job) -> None:
        try:
            done = job.work(self._sessions, self._clock)
        except SQLAlchemyError as failure:
            log.warning("job %s failed: %s", job.name, type(failure).__name__)
            return
        if done:
            self._told(f"{done} {job.what}.")
