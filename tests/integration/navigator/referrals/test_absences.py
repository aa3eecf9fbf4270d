"""Who is away and who covers: which days and which people can be, and who may end them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from navigator.referrals.absences import (
    AbsenceNotFound,
    AbsenceRefused,
    Away,
    absences_in,
    covered_by,
    coverings_of,
    end_absence,
    say_away,
    who_may_be_away,
)
from navigator.referrals.parts import ReferralNotFound, find_referral
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting

TODAY = NOON.date()


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def cover(make, cast):
    return make.person(organisation=cast.school, name="Cleo Cover")


@pytest.fixture
def say(session, cast, cover):
    def make(first=0, last=4, people=None, by=None, organisation=None):
        people = people or [cast.teacher]
        away = Away(
            user_ids=tuple(person.id for person in people),
            cover_id=(by or cover).id,
            first_day=day(first),
            last_day=day(last),
        )
        place = organisation or cast.school
        return say_away(session, away, place, actor=acting(cast.teacher), at=NOON)

    return make


def test_whoever_covers_sees_what_the_other_one_sent_on_those_days_alone(
    session, cast, cover, referral, say
):
    say(first=1, last=2)

    found = {}
    for number in range(4):
        try:
            at = NOON + timedelta(days=number)
            found[number] = find_referral(session, referral.id, reader=acting(cover), at=at).id
        except ReferralNotFound:
            found[number] = None
    assert found == {0: None, 1: referral.id, 2: referral.id, 3: None}
    assert covered_by(session, acting(cover), today=day(2)) == {cast.teacher.id: "Tia Teacher"}
    assert covered_by(session, acting(cover), today=day(3)) == {}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        pytest.param({"first": -1}, "first_day", id="from yesterday"),
        pytest.param({"first": 3, "last": 2}, "last_day", id="ends before it begins"),
        pytest.param({"last": 500}, "last_day", id="longer than a year"),
    ],
)
def test_days_that_cannot_be_are_refused(say, given, field):
    with pytest.raises(AbsenceRefused) as refusal:
        say(**given)

    assert refusal.value.field == field


@pytest.mark.parametrize(("first", "last"), [(0, 0), (4, 9), (2, 3), (0, 20)], ids=str)
def test_days_that_overlap_are_refused_and_those_beside_are_not(say, first, last):
    say(first=0, last=4)

    with pytest.raises(AbsenceRefused) as refusal:
        say(first=first, last=last)
    assert refusal.value.field == "first_day"
    say(first=5, last=6)


def test_nobody_covers_for_themselves(cast, say):
    with pytest.raises(AbsenceRefused, match="themselves") as refusal:
        say(by=cast.teacher)
    assert refusal.value.field == "cover"


def test_who_covers_belongs_there_and_does_the_same_work(make, cast, say):
    clerk = make.person(organisation=cast.school, roles=["administrator"])
    for stranger in (cast.worker, clerk):
        with pytest.raises(AbsenceRefused, match="Choose who covers"):
            say(by=stranger)

    helper = make.person(organisation=cast.club, roles=["practitioner"])
    with pytest.raises(AbsenceRefused, match="same work"):
        say(people=[cast.worker], by=helper, organisation=cast.club)


def test_who_is_away_all_those_days_cannot_cover_and_who_is_back_before_can(make, cast, cover, say):
    third = make.person(organisation=cast.school)
    say(first=0, last=4, people=[cover], by=third)

    with pytest.raises(AbsenceRefused, match="away on all of these days"):
        say(first=1, last=3)
    say(first=3, last=6)


def test_several_are_away_on_the_same_days_and_all_or_none_are_kept(
    session, make, cast, cover, say
):
    other = make.person(organisation=cast.school, name="Oz Other")

    say(people=[cast.teacher, other])

    kept = absences_in(session, cast.school.id, today=TODAY)
    assert {each.name for each in kept} == {"Tia Teacher", "Oz Other"}
    assert len(coverings_of(session, acting(cover), today=TODAY)) == 2
    with pytest.raises(AbsenceRefused):
        say(people=[make.person(organisation=cast.school), other])
    assert len(absences_in(session, cast.school.id, today=TODAY)) == 2


def test_a_cover_who_is_then_away_too_is_marked(session, make, cast, cover, say):
    say(first=1, last=2)
    third = make.person(organisation=cast.school)
    say(first=0, last=3, people=[cover], by=third)

    marked = {
        each.name: each.cover_is_away for each in absences_in(session, cast.school.id, today=TODAY)
    }
    assert marked == {"Tia Teacher": True, "Cleo Cover": False}


def test_days_can_be_ended_by_who_is_away_and_by_nobody_elsewhere(session, cast, cover, say):
    [absence] = say()
    for organisation_id, user_id in ((cast.club.id, None), (cast.school.id, cover.id)):
        with pytest.raises(AbsenceNotFound):
            end_absence(session, absence.id, organisation_id, user_id=user_id)
    with pytest.raises(AbsenceNotFound):
        end_absence(session, uuid4(), cast.school.id)

    end_absence(session, absence.id, cast.school.id, user_id=cast.teacher.id)

    assert absences_in(session, cast.school.id, today=TODAY) == []


def test_who_has_nothing_to_do_with_referrals_is_not_asked(session, make, cast, cover):
    make.person(organisation=cast.school, name="Abe", roles=["administrator"])

    offered = [user.name for user in who_may_be_away(session, cast.school)]

    assert offered == ["Cleo Cover", "Tia Teacher"]
