"""Somebody leaves: nothing of theirs is in nobody's hands, on either side."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from base.actor import Actor
from navigator.accounts import people
from navigator.accounts.safeguarding_team import set_in_team
from navigator.referrals.codes import Side, Status
from navigator.referrals.leaving import (
    Left,
    NobodyToHandTo,
    count_in_hands,
    hand_on_all,
    hand_on_strays,
    sides_lost,
)
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import Absence, Referral, ReferralReader
from navigator.referrals.moving import Step, make_move
from navigator.referrals.parts import find_referral
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting

LATER = NOON + timedelta(hours=3)


@pytest.fixture
def leave(session):
    def go(person, organisation, **given):
        left = Left(user_id=person.id, organisation_id=organisation.id, **given)
        return hand_on_all(session, left, actor=acting(person), at=LATER)

    return go


@pytest.fixture
def accepted(session, cast, referral):
    make_move(session, referral, Step(move=Move.ACCEPT), actor=acting(cast.worker), at=LATER)
    return referral


def in_team(make, organisation, name="Dee Lead"):
    lead = make.person(organisation=organisation, name=name)
    set_in_team(lead, organisation.id, is_in=True)
    return lead


def away(session, person, cover, organisation, *, first=0, last=5):
    session.add(
        Absence(
            partnership_id=person.partnership_id,
            user_id=person.id,
            cover_id=cover.id,
            organisation_id=organisation.id,
            first_day=NOON.date() + timedelta(days=first),
            last_day=NOON.date() + timedelta(days=last),
            made_at=NOON,
        )
    )
    session.flush()


def test_it_goes_to_whoever_covers_first(session, make, cast, referral, leave):
    in_team(make, cast.school)
    cover = make.person(organisation=cast.school, name="Zed Cover")
    away(session, cast.teacher, cover, cast.school)

    assert leave(cast.teacher, cast.school) == 1

    assert (referral.holder_id, referral.holder_side) == (cover.id, Side.SENDER)
    assert referral.sender_id == cover.id, "a no must not lead back to who has left"
    assert referral.events[-1].move == Move.REASSIGN
    assert (referral.next_step, referral.next_by) == ("answer", Side.RECEIVER), "as it was"
    assert session.scalars(select(Absence)).all() == []


def test_without_cover_to_the_safeguarding_team_and_to_one_who_is_there(
    session, make, cast, referral, leave
):
    gone, there = in_team(make, cast.school, "Abe Away"), in_team(make, cast.school)
    away(session, gone, there, cast.school)
    make.person(organisation=cast.school, name="Aaa Colleague")

    leave(cast.teacher, cast.school)

    assert referral.holder_id == there.id
    find_referral(session, referral.id, reader=acting(there), at=LATER)


def test_without_a_team_to_an_administrator_who_may_refer(make, cast, referral, leave):
    make.person(organisation=cast.school, name="Aaa Colleague")
    make.person(organisation=cast.school, name="Abe Administrator", roles=["administrator"])
    both = make.person(
        organisation=cast.school, name="Zoe Both", roles=["administrator", "practitioner"]
    )

    leave(cast.teacher, cast.school)

    assert referral.holder_id == both.id


def test_with_nobody_there_the_prevention_team_has_it_and_it_is_not_yet_placed(
    session, cast, referral, leave
):
    leave(cast.teacher, cast.school)

    assert (referral.holder_id, referral.holder_side) == (cast.coordinator.id, Side.COORDINATOR)
    assert referral.unplaced_at == LATER
    find_referral(session, referral.id, reader=acting(cast.coordinator), at=LATER)


def test_with_nobody_at_all_they_cannot_leave(session, make, cast, referral, leave):
    people.disable(session, cast.coordinator, at=LATER)

    with pytest.raises(NobodyToHandTo):
        leave(cast.teacher, cast.school)


def test_what_is_closed_goes_to_a_named_person_alone(session, make, cast, referral, leave):
    in_team(make, cast.school)
    named = make.person(organisation=cast.school, name="Ned Named")
    referral.named_only = True
    session.add(
        ReferralReader(
            referral_id=referral.id, user_id=named.id, partnership_id=named.partnership_id
        )
    )
    session.flush()

    leave(cast.teacher, cast.school)

    assert (referral.holder_id, referral.sender_id) == (named.id, named.id)


def test_a_worker_who_leaves_hands_on_to_another_of_the_service(make, cast, accepted, leave):
    colleague = make.person(organisation=cast.club, name="Cy Colleague", roles=["provider"])

    assert leave(cast.worker, cast.club) == 1

    assert (accepted.holder_id, accepted.holder_side) == (colleague.id, Side.RECEIVER)
    assert accepted.sender_id == cast.teacher.id
    assert (accepted.status, accepted.unplaced_at) == (Status.ACCEPTED, None)


def test_the_last_worker_gives_it_back_to_who_sent_it(cast, accepted, leave):
    leave(cast.worker, cast.club)

    assert (accepted.holder_id, accepted.holder_side) == (cast.teacher.id, Side.SENDER)
    assert accepted.next_by is Side.SENDER
    assert accepted.unplaced_at == LATER


def test_a_sender_who_leaves_hands_on_their_part_of_what_a_service_has(make, cast, accepted, leave):
    lead = in_team(make, cast.school)

    leave(cast.teacher, cast.school)

    assert (accepted.holder_id, accepted.sender_id) == (cast.worker.id, lead.id)


def test_what_has_ended_and_what_is_elsewhere_stays(session, make, cast, referral, leave):
    in_team(make, cast.school)
    elsewhere = make.organisation()
    withdraw = Step(move=Move.WITHDRAW, reason="moved_away")
    make_move(session, referral, withdraw, actor=acting(cast.teacher), at=LATER)

    assert leave(cast.teacher, cast.school) == 0
    assert leave(cast.teacher, elsewhere) == 0
    assert referral.sender_id == cast.teacher.id


def test_how_many_there_are_is_known_before(session, cast, referral):
    left = Left(user_id=cast.teacher.id, organisation_id=cast.school.id)

    assert count_in_hands(session, left, actor=acting(cast.teacher)) == 1
    assert count_in_hands(session, left, actor=Actor(partnership_id=cast.school.id)) == 0


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ({"provider"}, {"practitioner"}, (Side.RECEIVER,)),
        ({"provider", "practitioner"}, {"administrator"}, (Side.SENDER, Side.RECEIVER)),
        ({"practitioner"}, {"provider"}, ()),
        ({"administrator"}, set(), ()),
        ({"coordinator"}, {"practitioner"}, (Side.COORDINATOR,)),
    ],
    ids=lambda given: "-".join(sorted(map(str, given))),
)
def test_a_role_that_is_taken_can_take_a_side_with_it(before, after, lost):
    assert sides_lost(before, after) == lost


def test_what_somebody_has_who_can_no_longer_come_in_is_found_and_handed_on(
    session, make, cast, accepted
):
    lead = in_team(make, cast.school)
    colleague = make.person(organisation=cast.club, name="Cy Colleague", roles=["provider"])
    nobody = Actor(partnership_id=cast.school.partnership_id)
    assert hand_on_strays(session, actor=nobody, at=LATER) == 0

    people.disable(session, cast.worker, at=LATER)
    people.end_membership(session, cast.teacher, cast.school, at=LATER)

    assert hand_on_strays(session, actor=nobody, at=LATER) == 2
    assert (accepted.holder_id, accepted.sender_id) == (colleague.id, lead.id)
    assert hand_on_strays(session, actor=nobody, at=LATER) == 0
    assert session.scalars(select(Referral.holder_id)).all() == [colleague.id]
