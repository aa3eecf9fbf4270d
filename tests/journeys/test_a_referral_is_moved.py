"""Each move of a referral over its page, and those that the table does not give."""

import pytest
from sqlalchemy import func, select

from navigator.referrals.codes import Status
from navigator.referrals.lifecycle import ROWS, TABLE, Move
from navigator.referrals.models import Referral, ReferralEvent
from tests.journeys.referral_people import day_typed, make_cast

RUNG_TYPED = {**day_typed("front_door_rung"), "rung_hour": "0:05", "taken_by": "Sam Example"}


@pytest.fixture
def cast(make, session, client):
    return make_cast(make, session, client)


@pytest.fixture
def another(make):
    """Another service that takes referrals here."""
    other = make.service(name="Example Gym")
    make.person(organisation=other.organisation, roles=["provider"], name="Gil Gym")
    return other


MOVES = [
    (Move.ASK_MORE, Status.SUBMITTED, "worker", {"note": "Which evenings?"}, Status.MORE_NEEDED),
    (Move.SAY_MORE, Status.MORE_NEEDED, "teacher", {"note": "All of them."}, Status.SUBMITTED),
    (Move.ACCEPT, Status.SUBMITTED, "worker", {}, Status.ACCEPTED),
    (Move.PUT_ON_LIST, Status.ACCEPTED, "worker", day_typed("expected_start"),
     Status.WAITING_LIST),
    (Move.STILL_WAITING, Status.WAITING_LIST, "worker", day_typed("expected_start"),
     Status.WAITING_LIST),
    (Move.START, Status.WAITING_LIST, "worker", {}, Status.STARTED),
    (Move.KEEP_GOING, Status.STARTED, "worker", {"note": "It goes well."}, Status.STARTED),
    (Move.PAUSE, Status.STARTED, "worker", {"reason": "health"}, Status.PAUSED),
    (Move.RESUME, Status.PAUSED, "worker", {}, Status.STARTED),
    (Move.COMPLETE, Status.STARTED, "worker", {"reason": "as_planned"}, Status.COMPLETED),
    (Move.END_EARLY, Status.PAUSED, "worker", {"reason": "moved_away", "note": "To Bath."},
     Status.ENDED_EARLY),
    (Move.PROPOSE_DECLINE, Status.SUBMITTED, "worker",
     {"reason": "no_places", "note": "Full.", "alternative": "none"}, Status.DECLINE_PROPOSED),
    (Move.SEND_BACK, Status.DECLINE_PROPOSED, "coordinator", {"note": "Look again."},
     Status.SUBMITTED),
    (Move.CONFIRM_DECLINE, Status.DECLINE_PROPOSED, "coordinator", {}, Status.DECLINED),
    (Move.REDIRECT, Status.DECLINED, "coordinator", {"service": "another"}, Status.REDIRECTED),
    (Move.REFER_ON, Status.DECLINED, "teacher", {"service": "another"}, Status.REDIRECTED),
    (Move.ASK_AGAIN, Status.DECLINED, "teacher", {"note": "Why?"}, Status.DECLINE_PROPOSED),
    (Move.TRANSFER, Status.STARTED, "worker", {"service": "another", "note": "Nearer."},
     Status.TRANSFERRED),
    (Move.WITHDRAW, Status.SUBMITTED, "teacher", {"reason": "no_longer_needed"},
     Status.WITHDRAWN),
    (Move.STEP_UP, Status.STARTED, "worker",
     {"reason": "risk_of_harm", "note": "Heard today.", "rung_hour": "0:00",
      "taken_by": "Sam Example"}, Status.STEPPING_UP),
    (Move.TAKEN_UP, Status.STEPPING_UP, "worker", {"note": "Sam said so."}, Status.STEPPED_UP),
    (Move.NOT_TAKEN_UP, Status.STEPPING_UP, "worker", {"note": "Below."}, Status.ACCEPTED),
    (Move.STEP_DOWN, Status.ACCEPTED, "worker", {"reason": "open_access"},
     Status.STEPPING_DOWN),
    (Move.TAKEN_DOWN, Status.STEPPING_DOWN, "worker",
     {"note": "The hub has it.", **day_typed("review_date")}, Status.STEPPED_DOWN),
    (Move.NOT_TAKEN_DOWN, Status.STEPPING_DOWN, "worker", {"note": "Full."}, Status.ACCEPTED),
    (Move.REOPEN, Status.COMPLETED, "teacher", {"reason": "needed_again", "note": "Back."},
     Status.REOPENED),
    (Move.REASSIGN, Status.ACCEPTED, "worker", {"holder": "second_worker"}, Status.ACCEPTED),
    (Move.CALL_A_MISTAKE, Status.SUBMITTED, "teacher", {"reason": "test"}, Status.MISTAKE),
    (Move.SHOW_NAME, Status.SUBMITTED, "teacher", {"note": "To plan a lift."},
     Status.SUBMITTED),
    (Move.WITHDRAW_AGREEMENT, Status.ACCEPTED, "worker", {"party": "young_person"},
     Status.ACCEPTED),
]  # fmt: skip
BY_OTHER_TESTS = {
    Move.SEND,
    Move.LET_DECLINE_STAND,
    Move.LET_AGREEMENT_LAPSE,
    Move.GIVE_UP_REACHING,
}
"""Sent from its draft; by the clock; after tries (see the tests of tries)."""


def test_every_move_of_the_table_is_tried():
    assert {move for move, *_ in MOVES} | BY_OTHER_TESTS == set(Move)


@pytest.mark.parametrize("case", MOVES, ids=[case[0] for case in MOVES])
def test_a_move_is_made_on_its_page(cast, another, case):
    move, status, who, typed, to = case
    cast.stand(status)
    ids = {"another": str(another.id), "second_worker": str(cast.second_worker.id)}
    cast.come_as(who)
    cast.session.commit()

    answer = cast.send(move, **{name: ids.get(value, value) for name, value in typed.items()})

    assert answer.status_code == 303, answer.text[:3000]
    assert cast.again().status is to
    assert cast.client.get(answer.headers["Location"]).status_code == 200


def kept(cast) -> tuple[object, ...]:
    cast.session.expire_all()
    events = cast.session.scalar(select(func.count()).select_from(ReferralEvent))
    referrals = cast.session.scalar(select(func.count()).select_from(Referral))
    now_ = cast.referral
    return events, referrals, now_.status, now_.version, now_.holder_id, now_.story_goes


WHO = {"teacher": "sender", "worker": "receiver", "coordinator": "coordinator"}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("teacher", Status.SUBMITTED),
        ("worker", Status.SUBMITTED),
        ("worker", Status.COMPLETED),
        ("coordinator", Status.DECLINE_PROPOSED),
    ],
)
def test_check_18_what_the_table_does_not_give_is_refused_and_writes_nothing(cast, status, who):
    cast.stand(status)
    cast.come_as(who)
    before = kept(cast)
    everything = {
        "version": str(cast.referral.version), "note": "x", "alternative": "none",
        "party": "young_person", "holder": str(cast.second_worker.id),
        "service": str(cast.service.id), "rung_hour": "0:00", "taken_by": "Sam",
        **day_typed("expected_start"), **day_typed("review_date"), **day_typed("front_door_rung"),
    }  # fmt: skip
    tried = 0
    for row in TABLE:
        if status in row.from_ and WHO[who] in row.by:
            continue
        reason = next(iter(row.reasons)) if row.reasons else ""
        answer = cast.post(f"/moves/{row.move}", **everything, reason=reason)
        assert answer.status_code in {403, 404, 409, 422}, (row.move, answer.status_code)
        tried += 1
    assert tried > 10, "would prove little"
    assert kept(cast) == before


def test_a_move_that_nobody_knows_is_not_there(cast):
    cast.come_as("teacher")

    assert cast.client.get(f"{cast.address}/moves/delete").status_code == 404


def test_a_yes_is_two_clicks_from_the_mail(cast):
    cast.come_as("worker")
    page = cast.client.page(cast.address)
    [link] = [each for each in page.select("a.govuk-button") if "Say yes" in each.get_text()]

    form = cast.client.page(link["href"])
    assert form.select("main form textarea[required], main form input[type=radio]") == []
    answer = cast.send("accept")

    assert answer.status_code == 303
    assert cast.again().holder_id == cast.worker.id


def test_a_no_without_a_reason_says_what_is_missing_and_keeps_what_was_typed(cast):
    cast.come_as("worker")

    answer = cast.send("propose_decline", note="We are full until spring.")

    assert answer.status_code == 422
    assert "Choose a reason." in answer.text
    assert "We are full until spring." in answer.text
    assert cast.again().status is Status.SUBMITTED


def test_check_51_a_stale_page_gets_the_referral_as_it_is_and_its_note_back(cast):
    cast.come_as("teacher")
    page = cast.client.page(f"{cast.address}/moves/withdraw")
    cast.stand(Status.ACCEPTED)
    cast.session.commit()

    typed = {"note": "Their aunt takes them along.", "reason": "met_another_way"}
    answer = cast.client.post(
        f"{cast.address}/moves/withdraw",
        data={**{box["name"]: box["value"] for box in page.select("main input[type=hidden]")},
              **typed},
    )  # fmt: skip

    assert answer.status_code == 409
    assert "Their aunt takes them along." in answer.text
    assert "The service said yes" in answer.text
    assert cast.again().status is Status.ACCEPTED


def test_check_51_a_note_is_kept_where_the_move_is_no_longer_possible(cast):
    cast.come_as("worker")
    page = cast.client.page(f"{cast.address}/moves/ask_more")
    cast.stand(Status.ACCEPTED)
    cast.session.commit()

    hidden = {box["name"]: box["value"] for box in page.select("main input[type=hidden]")}
    answer = cast.client.post(
        f"{cast.address}/moves/ask_more", data={**hidden, "note": "Which evenings?"}
    )

    assert answer.status_code == 409
    assert "Which evenings?" in answer.text


def test_the_same_move_sent_twice_is_made_once_and_says_so(cast):
    cast.come_as("worker")
    page = cast.client.page(f"{cast.address}/moves/accept")
    hidden = {box["name"]: box["value"] for box in page.select("main input[type=hidden]")}

    first = cast.client.post(f"{cast.address}/moves/accept", data=hidden)
    second = cast.client.post(f"{cast.address}/moves/accept", data=hidden)

    assert (first.status_code, second.status_code) == (303, 303)
    assert "This has already been done." in cast.client.get(second.headers["Location"]).text
    cast.session.expire_all()
    assert [event.move for event in cast.referral.events] == [Move.SEND, Move.ACCEPT]


def test_what_is_sent_on_begins_with_codes_alone(cast, another):
    cast.stand(Status.DECLINED)
    cast.come_as("coordinator")
    cast.session.commit()

    cast.send("redirect", service=str(another.id))

    [made] = cast.session.scalars(select(Referral).where(Referral.service_id == another.id))
    assert (made.previous_id, made.holder_id) == (cast.referral.id, cast.teacher.id)
    assert (made.story_goes, made.bounces) == (False, 1)
    assert (made.wants, made.unsafe) == ("canary-wants", "")
    assert made.events[0].side in ROWS[Move.REDIRECT].by


def test_it_is_not_sent_on_to_a_service_that_takes_nothing_here(cast, make):
    offline = make.service(name="Example Elsewhere")
    cast.stand(Status.DECLINED)
    cast.come_as("teacher")
    cast.session.commit()
    version = str(cast.referral.version)

    answer = cast.post("/moves/refer_on", service=str(offline.id), version=version)

    assert answer.status_code == 422
    assert cast.again().status is Status.DECLINED
    assert (
        cast.session.scalars(select(Referral).where(Referral.service_id == offline.id)).all() == []
    )
