"""Who may read what of referrals, by a key or a cookie."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from navigator.accounts.permissions import Permission
from navigator.referrals.codes import FeedBack, Side, Status
from navigator.referrals.lifecycle import Move
from navigator.referrals.listed import may_be_told
from navigator.referrals.models import Referral
from navigator.referrals.moving import Step, make_move
from navigator.referrals.told import is_told
from tests.factories import NOON
from tests.integration.navigator.referrals.api.programs import (
    REFERRALS,
    rows,
    whole,
)
from tests.integration.navigator.referrals.conftest import acting
from tests.signing_in import csrf_token, sign_in

CANARY = "zq7canary"
LOCKED = ("school", "wants", "going_well", "tried", "reach", "must_not_know", "unsafe")


def test_a_key_does_what_it_was_made_for(app, program, cast, sent):
    reader = program(cast.teacher, [Permission.SEE_REFERRALS])
    writer = program(cast.teacher, [Permission.MAKE_REFERRALS])
    other = program(cast.teacher, [Permission.FIND_SERVICES])
    one = f"{REFERRALS}/{sent['id']}"

    read = [[each.get().status_code, each.get(one).status_code] for each in (reader, writer, other)]
    wrote = [each.send(whole(cast.service)).status_code for each in (reader, writer, other)]

    assert read == [[200, 200], [403, 403], [403, 403]]
    assert wrote == [403, 201, 403]
    assert reader.move(sent["id"], "withdraw").status_code == 403


def test_without_a_key_nobody_gets_in(app):
    client = app.test_client()
    one = f"{REFERRALS}/{uuid4()}"

    answers = [client.get(REFERRALS), client.get(one), client.post(REFERRALS, json={}),
               client.post(f"{one}/moves/accept", json={})]  # fmt: skip

    assert [answer.status_code for answer in answers] == [401] * 4
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {"Bearer"}


def test_check_23_a_browser_that_is_signed_in_needs_the_token_of_a_page(app, client, cast, session):
    session.commit()
    sign_in(client, cast.teacher)
    headers = {"Idempotency-Key": "one"}
    body = whole(cast.service)

    assert client.get(REFERRALS).status_code == 200
    assert client.post(REFERRALS, json=body, headers=headers).status_code == 422
    assert rows(session, Referral) == 0
    token = {"X-CSRFToken": csrf_token(client)}
    assert client.post(REFERRALS, json=body, headers=headers | token).status_code == 201


def test_the_list_holds_codes_alone_and_what_is_theirs(teacher, worker, cast, make, program, sent):
    stranger = program(make.person())

    seen = [each.get().json for each in (teacher, worker, stranger)]

    assert [each["total_items"] for each in seen] == [1, 1, 0]
    assert seen[0]["contents"][0]["reference"] == sent["reference"]
    assert "Robin" not in json.dumps(seen)


def test_the_list_is_narrowed_by_side_and_status(teacher, worker, sent):
    def found(program, query):
        return program.get(f"{REFERRALS}?{query}").json["total_items"]

    assert (found(teacher, "side=sender"), found(teacher, "side=receiver")) == (1, 0)
    assert (found(worker, "side=sender"), found(worker, "side=receiver")) == (0, 1)
    assert (found(teacher, "status=submitted"), found(teacher, "status=accepted,started")) == (1, 0)
    wrong = [teacher.get(f"{REFERRALS}?{q}") for q in ("side=x", "status=draft", "page=0", "x=1")]
    assert [answer.status_code for answer in wrong] == [422] * 4


def test_what_does_not_go_back_to_the_sender_cannot_be_found_out(
    session, teacher, worker, cast, make
):
    referral = make.referral(sender=cast.teacher, service=cast.service, feed_back=["ended"])
    make_move(session, referral, Step(move=Move.ACCEPT), actor=acting(cast.worker), at=NOON)
    session.commit()

    hidden = teacher.get().json["contents"][0]
    whole_ = teacher.get(f"{REFERRALS}/{referral.id}").json

    for each in (hidden, whole_):
        told = {name: each[name] for name in ("status", "next_step", "next_by", "due_on", "holder")}
        assert told == dict.fromkeys(told)
    assert [step["move"] for step in whole_["steps"]] == ["send"]
    for query, count in (("status=accepted", 0), ("status=submitted", 0), ("", 1)):
        assert teacher.get(f"{REFERRALS}?{query}").json["total_items"] == count
    assert worker.get(f"{REFERRALS}?status=accepted").json["total_items"] == 1


@pytest.mark.parametrize("agreed", [[], ["accepted"], ["waiting", "ended"], [*FeedBack]], ids=str)
def test_the_database_tells_the_sender_what_the_rule_tells_them(session, make, cast, agreed):
    referral = make.referral(sender=cast.teacher, service=cast.service, feed_back=agreed)
    for status in Status:
        referral.status = status
        session.flush()
        told = session.scalar(select(may_be_told()).where(Referral.id == referral.id))
        assert bool(told) is is_told(status, agreed, {Side.SENDER}), status


def test_the_list_takes_as_many_queries_for_many_as_for_one(session, teacher, cast, make, sent):
    counted = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *given: counted.append(given[2]))

    few = (teacher.get(), len(counted))[1]
    for n in range(40):
        make.referral(sender=cast.teacher, service=cast.service, name=f"Invented Number{n}")
    session.commit()
    counted.clear()
    found = teacher.get(f"{REFERRALS}?page=2").json

    assert len(counted) == few
    assert (found["total_items"], found["total_pages"], found["size"]) == (41, 2, 16)
    assert (found["page_number"], found["last_page"], found["first_page"]) == (2, True, False)


@pytest.fixture
def locked(make, cast, session):
    """Every locked column of it holds a canary."""
    given = {name: f"{CANARY}-{name}" for name in LOCKED}
    made = make.referral(
        sender=cast.teacher, service=cast.service, name=f"{CANARY} Name", birth_date="2011-11-11",
        **given,
    )  # fmt: skip
    session.commit()
    return made


def test_check_16_a_service_sees_codes_alone_until_it_has_said_yes(session, worker, cast, locked):
    path = f"{REFERRALS}/{locked.id}"
    before = worker.get(path)

    accepted = worker.move(locked.id, "accept", seen=before.json["version"])
    after = worker.get(path)

    assert CANARY not in before.text + accepted.text + worker.get().text
    assert "2011-11-11" not in before.text + accepted.text
    parts = ("person", "story", "reach", "unsafe", "agreement")
    assert [before.json[name] for name in parts] == [None] * len(parts)
    assert before.json["sender"]["call_back"] == "07700 900123"
    assert after.json["person"] == {"name": f"{CANARY} Name", "birth_date": "2011-11-11"}
    assert after.text.count(CANARY) == len(LOCKED) + 1


def test_a_coordinator_sees_codes_alone(session, program, worker, cast, locked):
    decline = {"reason": "no_places", "note": "Full.", "facts": {"alternative": "none"}}
    seen = worker.get(f"{REFERRALS}/{locked.id}").json["version"]
    assert worker.move(locked.id, "propose_decline", decline, seen=seen).status_code == 200

    seen = program(cast.coordinator).get(f"{REFERRALS}/{locked.id}")

    assert (seen.status_code, seen.json["sides"]) == (200, ["coordinator"])
    assert CANARY not in seen.text
    assert "confirm_decline" in seen.json["moves"]


def test_where_somebody_must_not_know_no_number_is_given_out(make, cast, session, teacher):
    referral = make.referral(
        sender=cast.teacher, service=cast.service, must_not_contact=True, reach="Ring 07700 900555."
    )
    session.commit()

    seen = teacher.get(f"{REFERRALS}/{referral.id}").json

    assert seen["must_not_contact"] is True
    assert "900555" not in json.dumps(seen)


def test_check_14_what_is_not_theirs_is_answered_as_what_is_not_there(make, program, sent, cast):
    stranger = program(make.person(roles=["provider"]))

    def told(id_):
        answers = [stranger.get(f"{REFERRALS}/{id_}"), stranger.move(id_, "accept"),
                   stranger.move(id_, "no_such_move")]  # fmt: skip
        return [(answer.status_code, answer.text) for answer in answers]

    assert told(sent["id"]) == told(uuid4())
    assert [status for status, _ in told(sent["id"])] == [404] * 3


def test_an_etag_saves_reading_again_and_changes_with_what_is_read(session, teacher, worker, sent):
    path = f"{REFERRALS}/{sent['id']}"
    first = teacher.get(path)
    tag = first.headers["ETag"]

    again = teacher.get(path, If_None_Match=f'"other", W/{tag}')
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert worker.get(path, If_None_Match=tag).status_code == 200, "who sees less reads other facts"

    packed = teacher.get(path, Accept_Encoding="gzip").headers["ETag"]
    assert worker.move(sent["id"], "accept", If_Match=packed, seen=None).status_code == 200
    assert teacher.get(path, If_None_Match=tag).status_code == 200
