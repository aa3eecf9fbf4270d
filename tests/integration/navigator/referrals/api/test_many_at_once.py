"""The same request many times at once, and after a restart: over apps that really commit."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from alembic import command
from sqlalchemy import select
from sqlalchemy.orm import Session

from navigator import create_app
from navigator.audit.verification import verify
from navigator.db import alembic_config, make_engine
from navigator.outbox.models import OutboxMail
from navigator.referrals.models import IdempotencyKey, Referral, ReferralDraft, ReferralEvent
from tests import factories
from tests.databases import postgresql_url
from tests.integration.navigator.referrals.api.programs import Program, rows, whole

AT_ONCE = 8


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    sqlite = request.param == "sqlite"
    made = f"sqlite:///{tmp_path / 'own.db'}" if sqlite else postgresql_url(tmp_path)
    engine = make_engine(made)
    command.upgrade(alembic_config(engine), "head")
    engine.dispose()
    return made


@pytest.fixture
def started(settings, url):
    """``started()``: a process of its own, as after a restart."""
    apps = []

    def start():
        apps.append(create_app(replace(settings, database_url=url)))
        return apps[-1]

    yield start
    for app in apps:
        app.extensions["engine"].dispose()


@pytest.fixture
def app(started):
    return started()


@pytest.fixture
def session(app):
    with Session(app.extensions["engine"]) as opened:
        factories.use(opened)
        yield opened
        opened.rollback()


@pytest.fixture
def make(session) -> factories.Make:
    return factories.Make()


def at_once(do, many):
    ready = Barrier(len(many))

    def one(given):
        ready.wait()
        return do(given)

    with ThreadPoolExecutor(len(many)) as pool:
        return list(pool.map(one, many))


def test_check_50_of_many_at_once_with_one_key_one_does_it(session, program, cast, proof):
    teacher, body = program(cast.teacher), whole(cast.service)
    session.commit()

    answers = at_once(lambda _: teacher.send(body, once="k"), range(proof(AT_ONCE, 20)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    assert (rows(session, Referral), rows(session, ReferralDraft)) == (1, 1)
    assert (rows(session, OutboxMail), rows(session, IdempotencyKey)) == (2, 1)
    assert verify(session).fault is None


def test_check_50_one_key_for_two_requests_at_once_is_good_for_one(session, program, cast):
    teacher = program(cast.teacher)
    bodies = [whole(cast.service), whole(cast.service, wants="Something else.")]
    session.commit()

    answers = at_once(lambda body: teacher.send(body, once="k"), bodies)

    assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert rows(session, Referral) == 1


def test_check_50_keys_of_their_own_make_referrals_of_their_own(session, program, cast, make):
    """Also where each has begun the same on the pages."""
    teacher = program(cast.teacher)
    make.draft(user=cast.teacher, service_ids=[str(cast.service.id)])
    bodies = [whole(cast.service, name=f"Invented Number{n}") for n in range(AT_ONCE)]
    session.commit()

    answers = at_once(teacher.send, bodies)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == AT_ONCE == rows(session, Referral)


def test_check_50_an_answer_is_the_same_after_a_restart(session, program, started, cast):
    body, teacher = whole(cast.service), program(cast.teacher)
    first = teacher.send(body, once="k")

    again = Program(app=started(), key=teacher.key).send(body, once="k")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.data == again.data
    assert rows(session, Referral) == 1


def test_check_51_of_two_who_answer_at_once_one_is_told_to_look_again(session, program, make, cast):
    colleague = make.person(organisation=cast.club, roles=["provider"])
    sent = program(cast.teacher).send(whole(cast.service)).json["referrals"][0]
    workers = [program(person) for person in (cast.worker, colleague)]
    session.commit()

    answers = at_once(lambda worker: worker.move(sent["id"], "accept"), workers)

    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert session.scalars(select(ReferralEvent.move)).all().count("accept") == 1


def test_check_51_two_who_change_no_column_at_once_are_two(session, program, make, cast):
    colleague = make.person(organisation=cast.club, roles=["provider"])
    sent = program(cast.teacher).send(whole(cast.service)).json["referrals"][0]
    workers = [program(person) for person in (cast.worker, colleague)]
    seen = 1
    for move in ("accept", "start", "keep_going"):
        seen = workers[0].move(sent["id"], move, seen=seen).json["version"]

    answers = at_once(lambda worker: worker.move(sent["id"], "keep_going", seen=seen), workers)

    assert sorted(answer.status_code for answer in answers) == [200, 412]
