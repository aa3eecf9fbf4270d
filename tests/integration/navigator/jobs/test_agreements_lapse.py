"""An agreement holds until its day, and a parent's until the 18th birthday."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from base.clock import LONDON
from navigator.audit.models import AuditEntry
from navigator.referrals.codes import NextStep, Party, Side, Status
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import Agreement, Override
from navigator.referrals.parts import sides_of
from navigator.referrals.seen import Part, parts_seen
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T03:00").replace(tzinfo=LONDON)


@pytest.fixture
def worker(make):
    return make.person(organisation=make.organisation(name="Example Club"), roles=["provider"])


@pytest.fixture
def refer(make, own, worker):
    """Accepted by the worker; agreed ``by`` one, ``until`` a day."""

    def send(*, birth_date, by=Party.YOUNG_PERSON, until=None):
        club = worker.memberships[0].organisation
        referral = make.referral(service=make.service(organisation=club), birth_date=birth_date)
        [agreed] = own.scalars(select(Agreement).where(Agreement.referral_id == referral.id))
        agreed.party, agreed.until = by, until
        referral.status, referral.accepted_at = Status.ACCEPTED, NOON
        referral.holder_id, referral.holder_side = worker.id, Side.RECEIVER
        own.flush()
        return referral

    return send


def test_an_agreement_that_was_given_until_a_day_holds_on_that_day(refer, run, now_of, told):
    referral = refer(birth_date="2012-03-04", until=date(2026, 11, 20))

    run(at("2026-11-20"))
    assert now_of(referral).story_goes
    run(at("2026-11-21"))

    found = now_of(referral)
    assert (found.story_goes, found.next_step) == (False, NextStep.SETTLE_AGREEMENT)
    assert (referral.id, Move.LET_AGREEMENT_LAPSE) in told.moves


def test_a_parents_agreement_ends_with_the_18th_birthday(refer, run, now_of, own, worker):
    referral = refer(birth_date="2008-12-01", by=Party.PARENT)

    run(at("2026-11-30"))
    assert now_of(referral).story_goes
    run(at("2026-12-01"))

    found = now_of(referral)
    assert not found.story_goes
    sides = sides_of(own, found, actor=acting(worker), at=at("2026-12-01"))
    assert Part.WHO not in parts_seen(found, sides)


def test_their_own_agreement_goes_on_after_it(refer, run, now_of):
    referral = refer(birth_date="2008-12-01")

    run(at("2026-12-02"))

    assert now_of(referral).story_goes


def test_an_override_goes_on_whatever_was_agreed(refer, run, now_of, own):
    referral = refer(birth_date="2012-03-04", until=date(2026, 11, 20))
    own.add(
        Override(
            partnership_id=referral.partnership_id,
            referral_id=referral.id,
            reason="risk_of_harm",
            why="They may be hurt.",
            recorded_by_id=referral.sender_id,
            recorded_at=NOON,
        )
    )

    run(at("2026-11-21"))

    assert now_of(referral).story_goes


def test_it_lapses_once_and_is_on_the_record(refer, run, now_of, told, own):
    referral = refer(birth_date="2012-03-04", until=date(2026, 11, 20))

    run(at("2026-11-21"))
    run(at("2026-11-22"))

    assert [move for id_, move in told.moves if id_ == referral.id] == [Move.LET_AGREEMENT_LAPSE]
    [act] = own.scalars(select(AuditEntry).where(AuditEntry.object_id == referral.id.hex))
    assert act.act == "move_referral"


def test_nothing_stays_in_the_hands_of_who_was_disabled(refer, run, now_of, own, make, worker):
    other = make.person(
        organisation=worker.memberships[0].organisation, roles=["provider"], name="Ash"
    )
    referral = refer(birth_date="2012-03-04")
    worker.disabled_at = NOON

    run(at("2026-11-21"))

    assert now_of(referral).holder_id == other.id
