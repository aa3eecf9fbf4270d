"""What a provider and a partnership set: places that are counted, working days, tries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from navigator.referrals.lifecycle import Move
from navigator.referrals.models import ReferralRules, ServicePlaces
from navigator.referrals.moving import Step, make_move
from navigator.referrals.places import NoPlaceLeft, PlacesRefused, count_places, stop_counting
from navigator.referrals.receiving import own_services, pause
from navigator.referrals.rules import rules_of
from navigator.referrals.setting_rules import RulesRefused, set_rules
from navigator.referrals.timescales import WORKING_DAYS, Wait
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting

LATER = NOON + timedelta(hours=3)


@pytest.fixture
def accept(session, cast):
    def make(referral):
        make_move(session, referral, Step(move=Move.ACCEPT), actor=acting(cast.worker), at=LATER)

    return make


def test_whoever_was_taken_before_has_a_place_once_they_are_counted(
    session, make, cast, referral, accept
):
    accept(referral)
    count_places(session, cast.service, 2)
    [own] = own_services(session, acting(cast.worker))
    assert (own.places, own.taken, own.free) == (2, 1, 1)

    accept(make.referral(sender=cast.teacher, service=cast.service, name="Bo Second"))
    with pytest.raises(NoPlaceLeft):
        accept(make.referral(sender=cast.teacher, service=cast.service, name="Cy Third"))


def test_fewer_places_than_are_taken_may_be_said(session, make, cast, referral, accept):
    count_places(session, cast.service, 5)
    accept(referral)

    count_places(session, cast.service, 0)

    [own] = own_services(session, acting(cast.worker))
    assert (own.places, own.taken, own.free) == (0, 1, 0)


def test_places_that_are_no_longer_counted_stop_nobody(session, make, cast, referral, accept):
    count_places(session, cast.service, 1)
    accept(referral)

    stop_counting(session, cast.service)

    assert session.get(ServicePlaces, cast.service.id) is None
    assert referral.holds_place is False
    accept(make.referral(sender=cast.teacher, service=cast.service, name="Bo Second"))


@pytest.mark.parametrize("number", [-1, 1_000])
def test_a_number_of_places_that_cannot_be_is_refused(session, cast, number):
    with pytest.raises(PlacesRefused):
        count_places(session, cast.service, number)


def test_only_own_services_are_listed(session, make, cast):
    make.service()
    pause(session, cast.service, actor=acting(cast.worker), at=NOON)

    listed = own_services(session, acting(cast.worker))

    assert [(each.id, each.is_paused) for each in listed] == [(cast.service.id, True)]


def test_what_a_partnership_sets_holds_for_what_comes_after(session, make, cast):
    partnership_id = cast.service.partnership_id
    rules = rules_of(session, partnership_id)
    waits = dict(rules.waits) | {Wait.ANSWER: 1}
    set_rules(session, replace(rules, waits=waits, bounces=3), partnership_id=partnership_id)

    kept = session.get(ReferralRules, partnership_id)
    assert kept.waits == {"answer": 1}, "what is as usual is not kept"
    assert rules_of(session, partnership_id).bounces == 3
    sent = make.referral(sender=cast.teacher, service=cast.service)
    assert sent.due_on == NOON.date() + timedelta(days=1)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"waits": dict(WORKING_DAYS) | {Wait.REVIEW: 0}}, "review"),
        ({"waits": dict(WORKING_DAYS) | {Wait.REVIEW: 91}}, "review"),
        ({"least_attempts": 0}, "least_attempts"),
        ({"least_kinds": 7}, "least_kinds"),
        ({"least_attempts": 2, "least_kinds": 3}, "least_kinds"),
        ({"bounces": 0}, "bounces"),
    ],
    ids=str,
)
def test_numbers_that_cannot_be_are_refused_by_name(session, cast, given, field):
    rules = replace(rules_of(session, cast.service.partnership_id), **given)

    with pytest.raises(RulesRefused) as refusal:
        set_rules(session, rules, partnership_id=cast.service.partnership_id)

    assert refusal.value.field == field
