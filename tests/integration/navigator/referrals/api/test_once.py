"""A request that is sent again is done once, and answered the same."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from base.clock import now, today
from navigator.accounts.people import add_roles
from navigator.outbox.models import OutboxMail
from navigator.referrals.expiry import forget_keys
from navigator.referrals.models import IdempotencyKey, Referral, ReferralEvent
from navigator.web.api import once
from tests.factories import NOON
from tests.integration.navigator.referrals.api.programs import (
    Program,
    rows,
    whole,
)


def test_check_50_a_request_sent_again_is_done_once_and_answered_the_same(session, teacher, cast):
    body = whole(cast.service)
    first, again = (teacher.send(body, once="a key") for _ in range(2))
    assert first.status_code == 422, "a key has no space"

    first, again = (teacher.send(body, once="a-key") for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.data == again.data
    assert rows(session, Referral) == 1
    assert rows(session, OutboxMail) == 2


def test_check_50_a_key_is_for_one_request(session, teacher, cast, sent):
    assert teacher.send(whole(cast.service), once="k").status_code == 201
    others = [
        teacher.send(whole(cast.service, wants="Something else."), once="k"),
        teacher.move(sent["id"], "withdraw", {"reason": "no_longer_needed"}, once="k"),
        teacher.send({}, once="k"),
    ]

    assert [answer.status_code for answer in others] == [422] * 3
    assert {answer.json["parameter"] for answer in others} == {"Idempotency-Key"}
    assert rows(session, Referral) == 2


def test_check_50_nobody_gets_the_answer_that_somebody_else_had(session, program, cast, make):
    body = whole(cast.service)
    colleague = program(make.person(organisation=cast.school))

    answers = [each.send(body, once="k") for each in (program(cast.teacher), colleague)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json["referrals"] != answers[1].json["referrals"]


def test_check_50_what_was_refused_did_nothing_and_may_be_put_right(session, teacher, cast):
    assert teacher.send(whole(cast.service, name=""), once="k").status_code == 422
    assert rows(session, IdempotencyKey) == 0

    assert teacher.send(whole(cast.service), once="k").status_code == 201


def test_check_50_a_move_sent_again_is_answered_though_it_stands_elsewhere_by_now(
    session, worker, teacher, sent
):
    first = worker.move(sent["id"], "accept", once="k")
    teacher.move(sent["id"], "withdraw", {"reason": "moved_away"}, seen=first.json["version"])

    again = worker.move(sent["id"], "accept", once="k")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.data == again.data
    assert [row.move for row in session.scalars(select(ReferralEvent))].count("accept") == 1


@pytest.mark.parametrize("key", ["", "a b", "x" * 256], ids=["none", "a space", "too long"])
def test_without_a_good_key_nothing_is_done(session, teacher, cast, key):
    answer = teacher.send(whole(cast.service), once=key)

    assert (answer.status_code, answer.json["parameter"]) == (422, "Idempotency-Key")
    assert rows(session, Referral) == 0


def test_keys_are_kept_as_digests_and_for_a_week(session, teacher, cast):
    teacher.send(whole(cast.service), once="robin-invented-2012")
    kept = session.scalars(select(IdempotencyKey)).one()
    assert "robin" not in kept.key + kept.body_digest

    assert forget_keys(session, at=kept.made_at + timedelta(days=6)) == 0
    assert forget_keys(session, at=kept.made_at + timedelta(days=7)) == 1


def test_an_answer_is_repeated_even_where_the_request_would_be_refused_by_now(teacher, cast):
    body = whole(cast.service)
    body["services"][0]["until"] = today().isoformat()
    first = teacher.send(body, once="k")

    with time_machine.travel(now() + timedelta(days=2), tick=False):
        again, new = teacher.send(body, once="k"), teacher.send(body)

    assert (first.status_code, again.status_code, new.status_code) == (201, 201, 422)
    assert first.data == again.data


def test_where_the_first_is_not_done_yet_the_second_is_asked_to_wait(teacher, cast, monkeypatch):
    teacher.send(whole(cast.service), once="k")
    monkeypatch.setattr(once, "kept_answer", lambda *_, **__: None)

    answer = teacher.send(whole(cast.service), once="k")

    assert (answer.status_code, answer.headers["Retry-After"]) == (409, "2")


def test_a_key_is_for_the_organisation_that_somebody_acts_for(app, session, teacher, cast, make):
    club = make.organisation()
    add_roles(session, cast.teacher, club.id, ["practitioner"], at=NOON)
    there = Program.of(app, session, cast.teacher, organisation_id=club.id)
    body = whole(cast.service)

    answers = [each.send(body, once="k") for each in (teacher, there)]

    assert [answer.status_code for answer in answers] == [201, 422]
