"""A database of each test alone, so that jobs really commit; and a clock that is told the time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from navigator.accounts.models import User
from navigator.db import alembic_config, make_engine
from navigator.jobs.referrals import referral_jobs
from navigator.jobs.runner import Runner
from navigator.outbox.operations import Mail, send
from navigator.referrals.models import Referral
from tests import factories
from tests.databases import postgresql_url

JOBS = ("unreviewed noes", "not yet placed", "escalation", "digests")


@pytest.fixture(params=["sqlite", "postgresql"])
def sessions(request, tmp_path):
    sqlite = request.param == "sqlite"
    engine = make_engine(f"sqlite:///{tmp_path / 'own.db'}" if sqlite else postgresql_url(tmp_path))
    command.upgrade(alembic_config(engine), "head")
    yield sessionmaker(engine)
    engine.dispose()


@pytest.fixture
def own(sessions):
    """Rows that tests make; each test commits them before a job looks."""
    with sessions() as opened:
        factories.use(opened)
        yield opened
        opened.rollback()


@pytest.fixture
def make(own) -> factories.Make:
    return factories.Make()


@dataclass
class Told:
    """Takes the place of the edge: what was told, as plain facts, and mail as it would be put."""

    moves: list[tuple[UUID, str]]
    digests: list[tuple[str, dict[str, int]]]
    fails: bool = False

    def moved(self, session, moved):
        self._mail(session, moved.referral.sender_id, moved.referral.partnership_id)
        self.moves.append((moved.referral.id, moved.event.move))

    def digest(self, session, digest):
        name = session.get_one(User, digest.user_id).name
        self._mail(session, digest.user_id, digest.partnership_id)
        self.digests.append((name, {str(kind): n for kind, n in digest.counts.items()}))

    def _mail(self, session, user_id, partnership_id):
        if self.fails:
            raise OSError("the disk is full")
        mail = Mail(address=session.get_one(User, user_id).email, subject="x", body="x")
        send(session, mail, partnership_id=partnership_id, at=factories.NOON)


@pytest.fixture
def told() -> Told:
    return Told(moves=[], digests=[])


@pytest.fixture
def run(sessions, own, told):
    """``run(at)`` does everything that is due then, as a runner that has just begun."""

    def turn(at: datetime) -> dict[str, dict[str, int]]:
        own.commit()
        told.digests.clear()
        Runner(sessions, referral_jobs(told), clock=lambda: at, told=lambda _: None).turn()
        own.expire_all()
        return dict(told.digests)

    return turn


@pytest.fixture
def now_of(own):
    """A referral as it stands in the database."""
    return lambda referral: own.scalars(
        select(Referral).where(Referral.id == referral.id).execution_options(populate_existing=True)
    ).one()
