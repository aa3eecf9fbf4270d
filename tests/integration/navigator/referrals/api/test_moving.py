"""A move is made on what was read, by the rules of the pages, and recorded."""

from uuid import UUID

import pytest
from sqlalchemy import select

from navigator.outbox.models import OutboxMail
from navigator.referrals.codes import Status
from navigator.referrals.models import Referral, ReferralEvent
from tests.integration.navigator.referrals.api.programs import REFERRALS, last_act, whole


def test_check_51_a_move_is_made_on_what_was_read_or_not_at_all(session, worker, teacher, sent):
    body = {"note": "Which school?"}
    unsaid = [worker.move(sent["id"], "ask_more", body, seen=None),
              worker.move(sent["id"], "ask_more", body, seen=None, If_Match="*"),
              worker.move(sent["id"], "ask_more", body, seen="x")]  # fmt: skip
    asked = worker.move(sent["id"], "ask_more", body)
    stale = worker.move(sent["id"], "accept")
    other = worker.move(sent["id"], "accept", {"facts": {"holder": "x"}})

    assert [answer.status_code for answer in unsaid] == [428] * 3
    assert (asked.status_code, asked.json["status"]) == (200, "more_needed")
    assert (stale.status_code, stale.json["detail"]) == (
        412, "This referral has changed. Read it again, then choose.")  # fmt: skip
    assert other.status_code == 412, "what is stale is said before what is wrong"
    assert worker.move(sent["id"], "accept", seen=asked.json["version"]).status_code == 200


def test_check_51_every_move_is_another_version(session, worker, sent):
    """Two that say "it goes on" on the same day change no column, and one of them is late."""
    seen = 1
    for move in ("accept", "start", "keep_going"):
        seen = worker.move(sent["id"], move, seen=seen).json["version"]

    first, second = (worker.move(sent["id"], "keep_going", seen=seen) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 412)


PAST = {"facts": {"expected_start": "2001-01-01"}}
NO_DATE = {"facts": {"expected_start": "x"}}
HOLDER = {"facts": {"holder": "x"}}
AGE = {"reason": "age", "note": "x"}
HARM = {"reason": "risk_of_harm", "note": "x"}
TO_COME = {"taken_by": "Sam Example", "front_door_rung": "2999-01-01T10:00"}
DAY = "facts.expected_start"
OTHER = "facts.alternative"
RUNG = "facts.front_door_rung"

REFUSED = {
    "of the other side": ("teacher", "accept", {}, 403, None),
    "not from where it stands": ("worker", "start", {}, 409, None),
    "sent already": ("teacher", "send", {}, 409, None),
    "a reason too many": ("worker", "accept", {"reason": "age"}, 422, "reason"),
    "no words": ("worker", "ask_more", {"note": " "}, 422, "note"),
    "too many words": ("worker", "ask_more", {"note": "x" * 20_001}, 422, "note"),
    "no day": ("worker", "put_on_list", {}, 422, DAY),
    "a day that is past": ("worker", "put_on_list", PAST, 422, DAY),
    "no date": ("worker", "put_on_list", NO_DATE, 422, DAY),
    "what the step does not take": ("worker", "accept", HOLDER, 422, "facts.holder"),
    "no alternative": ("worker", "propose_decline", AGE, 422, OTHER),
    "an alternative that is none": (
        "worker", "propose_decline", {**AGE, "facts": {"alternative": "\ud800"}}, 422, OTHER),
    "nobody was rung": ("teacher", "step_up", HARM, 422, "facts.taken_by"),
    "rung tomorrow": ("teacher", "step_up", {**HARM, "facts": TO_COME}, 422, RUNG),
    "to nobody": ("teacher", "reassign", HOLDER, 422, "facts.holder"),
}  # fmt: skip


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_a_move_that_is_refused_says_why_and_changes_nothing(session, request, sent, refused):
    by, move, body, status, parameter = refused

    answer = request.getfixturevalue(by).move(sent["id"], move, body)

    assert (answer.status_code, answer.json.get("parameter")) == (status, parameter), answer.text
    assert answer.json["detail"].endswith(".")
    assert session.scalars(select(ReferralEvent.move)).all() == ["send"]
    act = last_act(session)
    assert (act.allowed, act.object_id) == ("no", UUID(sent["id"]).hex)


def test_a_step_up_says_when_it_was_rung_and_by_whom_it_was_taken(session, teacher, sent):
    facts = {"taken_by": "Sam Example", "front_door_rung": "2026-10-05T09:15:00+01:00"}

    body = {"reason": "risk_of_harm", "note": "Harm was seen.", "facts": facts}
    answer = teacher.move(sent["id"], "step_up", body)

    assert (answer.status_code, answer.json["status"]) == (200, "stepping_up")
    step = teacher.get(f"{REFERRALS}/{sent['id']}").json["steps"][-1]
    assert step["facts"]["front_door_rung"].startswith("2026-10-05T09:15:00")
    assert "Sam Example" in step["note"]


def test_a_move_tells_who_must_know_and_says_where_it_goes_on(session, worker, program, cast, make,
                                                              sent):  # fmt: skip
    other = make.organisation(name="Another Club")
    make.person(organisation=other, roles=["provider"], email="another@example.org")
    decline = {"reason": "no_places", "note": "Full.", "facts": {"alternative": "none"}}
    coordinator = program(cast.coordinator)

    seen = worker.move(sent["id"], "propose_decline", decline).json["version"]
    body = {"facts": {"service": str(make.service(organisation=other).id)}}
    redirected = coordinator.move(sent["id"], "redirect", body, seen=seen)

    assert redirected.status_code == 200, redirected.text
    linked = session.get_one(Referral, UUID(redirected.json["linked"]["id"]))
    assert (linked.previous_id, linked.status) == (UUID(sent["id"]), Status.SUBMITTED)
    addresses = session.scalars(select(OutboxMail.address)).all()
    assert {"another@example.org", cast.coordinator.email} <= set(addresses)
    assert coordinator.get(f"{REFERRALS}/{sent['id']}").status_code == 404


def test_check_46_every_read_and_step_is_recorded_with_ids_and_codes_alone(
    session, teacher, worker, sent, cast
):
    steps = [
        (teacher.get, "list_referrals", ""),
        (lambda: teacher.get(f"{REFERRALS}/{sent['id']}"), "see_referral", sent["id"]),
        (lambda: worker.move(sent["id"], "accept"), "move_referral", sent["id"]),
        (lambda: teacher.send(whole(cast.service), once="k"), "send_referral", None),
        (lambda: teacher.send(whole(cast.service), once="k"), "repeat_answer", ""),
    ]

    for do, act, object_id in steps:
        assert do().status_code < 300
        row = last_act(session)
        assert (row.act, row.allowed, row.object_kind) == (act, "yes", "referral")
        assert object_id is None or row.object_id == UUID(object_id or "0" * 32).hex * bool(
            object_id
        )
        assert "Robin" not in str(row.facts)
