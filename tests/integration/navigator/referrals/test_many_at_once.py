"""Several people, or many, at the same moment: on connections of their own, which really commit."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread

import pytest
from alembic import command
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from base.refusals import Conflict
from navigator.audit.operations import Act, record
from navigator.audit.verification import verify
from navigator.db import alembic_config, make_engine
from navigator.referrals.codes import Status
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import Referral, ReferralEvent, ServicePlaces
from navigator.referrals.moving import MoveNotPossible, Step, make_move
from navigator.referrals.places import NoPlaceLeft
from tests import factories
from tests.databases import postgresql_url
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting

WRITERS = 20


@pytest.fixture(params=["sqlite", "postgresql"])
def sessions(request, tmp_path):
    sqlite = request.param == "sqlite"
    engine = make_engine(f"sqlite:///{tmp_path / 'own.db'}" if sqlite else postgresql_url(tmp_path))
    command.upgrade(alembic_config(engine), "head")
    yield sessionmaker(engine)
    engine.dispose()


@pytest.fixture
def own(sessions):
    with sessions() as opened:
        factories.use(opened)
        yield opened
        opened.rollback()


@pytest.fixture
def make(own) -> factories.Make:
    return factories.Make()


@pytest.fixture
def at_once(sessions, own):
    """Each takes a step on a connection of its own, all when everybody has the page open."""

    def go(steps: list[tuple[Referral, Step, object]]) -> list[Conflict | None]:
        own.commit()
        wanted = [(referral.id, step, acting(by)) for referral, step, by in steps]
        own.rollback()
        ready = Barrier(len(wanted))

        def take(one) -> Conflict | None:
            id_, step, actor = one
            with sessions(expire_on_commit=False) as session:
                referral = session.get_one(Referral, id_)
                session.commit()  # who looks at a page holds no connection
                ready.wait()
                try:
                    make_move(session, referral, step, actor=actor, at=NOON)
                    session.commit()
                except Conflict as refusal:
                    return refusal
            return None

        with ThreadPoolExecutor(len(wanted)) as pool:
            return list(pool.map(take, wanted))

    return go


def test_check_52_of_many_that_take_the_last_place_one_has_it(own, cast, make, at_once, proof):
    many = proof(10, 50)
    places = ServicePlaces(
        service_id=cast.service.id, partnership_id=cast.service.partnership_id, places=1
    )
    own.add(places)
    referrals = [
        make.referral(sender=cast.teacher, service=cast.service, name=f"Robin Invented{n}")
        for n in range(many)
    ]

    outcomes = at_once([(each, Step(move=Move.ACCEPT), cast.worker) for each in referrals])

    assert [type(each) for each in outcomes if each] == [NoPlaceLeft] * (many - 1)
    taken = own.scalars(select(Referral.status)).all()
    assert sorted(taken) == [Status.ACCEPTED] + [Status.SUBMITTED] * (many - 1)
    assert own.get(ServicePlaces, cast.service.id, populate_existing=True).taken == 1


def test_check_52_of_two_who_answer_at_once_one_wins(own, cast, make, at_once, proof):
    for n in range(proof(5, 50)):
        each = make.referral(sender=cast.teacher, service=cast.service)
        withdrawal = Step(move=Move.WITHDRAW, reason="no_longer_needed", version=each.version)
        yes = Step(move=Move.ACCEPT, version=each.version)

        outcomes = at_once([(each, yes, cast.worker), (each, withdrawal, cast.teacher)])

        assert sorted(type(it).__name__ for it in outcomes) == ["MoveNotPossible", "NoneType"], n
        steps = own.scalars(
            select(ReferralEvent.move).where(ReferralEvent.referral_id == each.id)
        ).all()
        assert len(steps) == 2
        won = Status.ACCEPTED if Move.ACCEPT in steps else Status.WITHDRAWN
        assert own.scalar(select(Referral.status).where(Referral.id == each.id)) is won


def test_check_52_of_many_who_say_yes_to_the_same_one_has_it(own, cast, make, at_once):
    referral = make.referral(sender=cast.teacher, service=cast.service)
    workers = [make.person(organisation=cast.club, roles=["provider"]) for _ in range(6)]

    outcomes = at_once([(referral, Step(move=Move.ACCEPT), each) for each in workers])

    assert [type(it) for it in outcomes if it] == [MoveNotPossible] * 5
    won = workers[outcomes.index(None)]
    own.expire_all()
    assert (referral.holder_id, len(referral.events)) == (won.id, 2)


@pytest.mark.parametrize("sessions", ["sqlite"], indirect=True)
def test_check_54_twenty_writers_and_a_long_reader_wait_for_each_other(
    sessions, own, cast, make, proof
):
    each = proof(2, 50)
    referrals = [
        [make.referral(sender=cast.teacher, service=cast.service).id for _ in range(each)]
        for _ in range(WRITERS)
    ]
    actor = acting(cast.worker)
    own.commit()

    def write(ids) -> None:
        for id_ in ids:
            for move in (Move.ACCEPT, Move.START):
                with sessions() as session, session.begin():
                    referral = session.get_one(Referral, id_)
                    make_move(session, referral, Step(move=move), actor=actor, at=NOON)
                    record(session, [Act(act="move_referral", at=NOON, object_id=id_)])

    with reading(sessions), ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, referrals))

    assert own.scalars(select(Referral.status).distinct()).all() == [Status.STARTED]
    assert own.scalar(select(func.count()).select_from(ReferralEvent)) == WRITERS * each * 3
    found = verify(own)
    assert (found.rows, found.fault) == (WRITERS * each * 2, None)


class reading:  # noqa: N801  read as a word: with reading(sessions)
    """One transaction that reads from before the first write until after the last."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions, self._begun, self._done = sessions, Event(), Event()
        self._counts: list[int] = []
        self._thread = Thread(target=self._read)

    def __enter__(self) -> None:
        self._thread.start()
        self._begun.wait()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        assert len(set(self._counts)) == 1, "it did not read one state throughout"

    def _read(self) -> None:
        with self._sessions() as session:
            session.execute(text("BEGIN"))
            while not self._done.wait(0.05):
                self._counts.append(session.scalar(text("SELECT count(*) FROM referral_event")))
                self._begun.set()
