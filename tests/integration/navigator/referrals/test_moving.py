"""Moves of a referral: who may, from where, what must be said, who has it afterwards."""

from datetime import timedelta
from uuid import uuid4

import pytest

from base.actor import Actor
from navigator.referrals.attempts import Attempt, NotTriedEnough, record_attempt
from navigator.referrals.codes import AttemptKind, NextStep, Side, Status
from navigator.referrals.lifecycle import OPEN, Move
from navigator.referrals.models import ReferralEvent, ServicePlaces
from navigator.referrals.models.referral import HistoryRewritten
from navigator.referrals.moving import (
    MoveIncomplete,
    MoveNotPossible,
    MoveNotTheirs,
    Step,
    make_move,
    move_by_clock,
)
from navigator.referrals.parts import ReferralNotFound, find_referral
from navigator.referrals.places import NoPlaceLeft
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting

LATER = NOON + timedelta(hours=3)


@pytest.fixture
def go(session, referral):
    def make(move, by, at=LATER, **given):
        step = Step(move=move, **given)
        return make_move(session, referral, step, actor=acting(by), at=at)

    return make


def decline(go, cast):
    go(
        Move.PROPOSE_DECLINE,
        cast.worker,
        reason="no_places",
        note="Full until spring.",
        facts={"alternative": "none"},
    )


def test_what_is_sent_is_in_the_senders_hands_until_somebody_says_yes(referral, cast, go):
    assert (referral.holder_id, referral.next_by) == (cast.teacher.id, Side.RECEIVER)

    go(Move.ACCEPT, cast.worker)

    assert referral.status is Status.ACCEPTED
    assert (referral.holder_id, referral.holder_side) == (cast.worker.id, Side.RECEIVER)
    assert referral.next_step is NextStep.FIRST_CONTACT


def test_an_answer_is_due_in_five_working_days_and_in_two_where_it_is_urgent(make, cast):
    slow = make.referral(sender=cast.teacher, service=cast.service)

    assert slow.due_on == NOON.date() + timedelta(days=7)  # a Monday, with one weekend


@pytest.mark.parametrize(
    "wrong",
    [
        ("teacher", Move.ACCEPT, {}, MoveNotTheirs),
        ("worker", Move.WITHDRAW, {"reason": "no_longer_needed"}, MoveNotTheirs),
        ("worker", Move.START, {}, MoveNotPossible),
        ("worker", Move.ACCEPT, {"version": 7}, MoveNotPossible),
        ("worker", Move.ACCEPT, {"reason": "age"}, MoveIncomplete),
        ("worker", Move.ASK_MORE, {"note": "  "}, MoveIncomplete),
        ("worker", Move.PUT_ON_LIST, {}, MoveIncomplete),
        (
            "worker",
            Move.PROPOSE_DECLINE,
            {"reason": "incomplete", "note": "x", "facts": {"alternative": "none"}},
            MoveIncomplete,
        ),
        ("worker", Move.PROPOSE_DECLINE, {"reason": "age", "note": "x"}, MoveIncomplete),
    ],
    ids=lambda wrong: f"{wrong[1]} by {wrong[0]}",
)
def test_a_move_that_the_table_does_not_give_them_changes_nothing(
    session, referral, cast, go, wrong
):
    by, move, given, refusal = wrong
    with pytest.raises(refusal):
        go(move, getattr(cast, by), **given)

    assert referral.status is Status.SUBMITTED
    assert session.query(ReferralEvent).filter_by(referral_id=referral.id).count() == 1


def test_a_no_goes_back_into_the_senders_hands_and_to_the_prevention_team(referral, cast, go):
    go(Move.ACCEPT, cast.worker)

    decline(go, cast)

    assert referral.status is Status.DECLINE_PROPOSED
    assert (referral.holder_id, referral.next_by) == (cast.teacher.id, Side.COORDINATOR)


def test_who_has_said_no_sees_nothing_more_of_it(session, referral, cast, go):
    decline(go, cast)
    find_referral(session, referral.id, reader=acting(cast.worker), at=LATER)

    go(Move.CONFIRM_DECLINE, cast.coordinator)

    assert referral.bounces == 1
    assert referral.status in OPEN
    with pytest.raises(ReferralNotFound):
        find_referral(session, referral.id, reader=acting(cast.worker), at=LATER)


def test_a_no_that_nobody_looked_at_takes_effect_and_is_counted(session, referral, cast, go):
    decline(go, cast)
    nobody = Actor(partnership_id=referral.partnership_id)

    move_by_clock(session, referral, Step(move=Move.LET_DECLINE_STAND), actor=nobody, at=LATER)

    assert (referral.status, referral.unreviewed) == (Status.DECLINED, True)


def test_what_social_care_does_not_take_is_as_it_was_before(referral, cast, go):
    go(Move.ACCEPT, cast.worker)
    go(Move.START, cast.worker)
    rung = {"front_door_rung": NOON}
    go(Move.STEP_UP, cast.worker, reason="risk_of_harm", note="Taken by Sam.", facts=rung)
    assert (referral.status, referral.holder_id) == (Status.STEPPING_UP, cast.worker.id)

    go(Move.NOT_TAKEN_UP, cast.worker, note="Below their line.")

    assert (referral.status, referral.next_step) == (Status.STARTED, NextStep.REVIEW)
    assert referral.due_on is not None


def test_nobody_is_given_up_before_enough_tries_of_enough_kinds(session, referral, cast, go):
    go(Move.ACCEPT, cast.worker)
    for kind in (AttemptKind.CALL, AttemptKind.CALL, AttemptKind.CALL, AttemptKind.CALL):
        attempt = Attempt(kind=kind, on=NOON.date(), reached=False)
        record_attempt(session, referral, attempt, actor=acting(cast.worker), at=LATER)
    with pytest.raises(NotTriedEnough):
        go(Move.GIVE_UP_REACHING, cast.worker, note="No answer.")

    attempt = Attempt(kind=AttemptKind.VISIT, on=NOON.date(), reached=False)
    record_attempt(session, referral, attempt, actor=acting(cast.worker), at=LATER)
    go(Move.GIVE_UP_REACHING, cast.worker, note="No answer.")

    assert (referral.status, referral.next_step) == (Status.COULD_NOT_ENGAGE, None)


def test_a_counted_place_is_taken_once_and_given_back(session, make, cast, referral, go):
    session.add(
        ServicePlaces(
            service_id=cast.service.id, partnership_id=cast.service.partnership_id, places=1
        )
    )
    other = make.referral(sender=cast.teacher, service=cast.service, name="Ash Invented")
    go(Move.ACCEPT, cast.worker)

    with pytest.raises(NoPlaceLeft):
        make_move(session, other, Step(move=Move.ACCEPT), actor=acting(cast.worker), at=LATER)

    go(Move.START, cast.worker)
    go(Move.COMPLETE, cast.worker, reason="as_planned")
    make_move(session, other, Step(move=Move.ACCEPT), actor=acting(cast.worker), at=LATER)
    assert session.get(ServicePlaces, cast.service.id, populate_existing=True).taken == 1


def test_every_step_is_kept_with_how_long_it_had_stood(session, referral, cast, go):
    go(Move.ACCEPT, cast.worker)

    sent, accepted = referral.events

    assert (sent.move, accepted.move) == (Move.SEND, Move.ACCEPT)
    assert accepted.seconds_before == 3 * 3600
    accepted.move = "something else"
    with pytest.raises(HistoryRewritten):
        session.flush()
    session.rollback()


def test_another_organisation_or_partnership_does_not_find_it(session, make, referral, cast):
    elsewhere = make.person(organisation=make.organisation(), roles=["practitioner", "provider"])
    colleague = make.person(organisation=cast.school)
    other = make.partnership(name="Another Partnership", host="other.example.org")
    abroad = make.person(
        organisation=make.organisation(partnership=other), roles=["coordinator", "provider"]
    )
    for stranger in (elsewhere, colleague, abroad, cast.coordinator):
        with pytest.raises(ReferralNotFound):
            find_referral(session, referral.id, reader=acting(stranger), at=LATER)
    with pytest.raises(ReferralNotFound):
        find_referral(session, uuid4(), reader=acting(cast.teacher), at=LATER)
