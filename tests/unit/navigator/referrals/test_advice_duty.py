"""When an adviser can be rung: both ends of their hours, bank holidays, days away, the clocks."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest

from base.clock import LONDON
from navigator.referrals.advice_duty import (
    Adviser,
    Away,
    Hours,
    back_at,
    on_duty,
    rings_by,
    working_hours_between,
)

MON, TUE, WED, THU, FRI = range(5)


def adviser(*hours, away=()):
    return Adviser(
        user_id=uuid4(), name="Wren Example", organisation="Example Team", hours=hours, away=away
    )


def hours(weekday, opens=9, closes=17):
    return Hours(weekday=weekday, opens=time(opens), closes=time(closes))


EVERY_DAY = tuple(hours(weekday) for weekday in range(5))


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "is_on"),
    [
        pytest.param(london(2026, 11, 2, 8, 59), False, id="the minute before"),
        pytest.param(london(2026, 11, 2, 9), True, id="the minute it begins"),
        pytest.param(london(2026, 11, 2, 16, 59, 59), True, id="the last second"),
        pytest.param(london(2026, 11, 2, 17), False, id="the minute it ends"),
        pytest.param(london(2026, 11, 3, 12), False, id="a day without hours"),
        pytest.param(london(2026, 11, 9, 12), True, id="a week later"),
        pytest.param(london(2026, 5, 4, 12), False, id="the early May bank holiday, a Monday"),
        pytest.param(datetime(2026, 7, 6, 8, tzinfo=UTC), True, id="9 in summer"),
        pytest.param(datetime(2026, 7, 6, 16, tzinfo=UTC), False, id="5 in summer"),
    ],
)
def test_is_on_duty_from_the_start_until_just_before_the_end(at, is_on):
    mondays = adviser(hours(MON))

    assert (on_duty([mondays], at=at) == [mondays]) is is_on


def test_a_duty_says_when_it_ends():
    assert adviser(hours(MON)).duty_ends(london(2026, 11, 2, 12)) == london(2026, 11, 2, 17)


@pytest.mark.parametrize(
    ("at", "back"),
    [
        pytest.param(london(2026, 11, 2, 7), london(2026, 11, 2, 9), id="later today"),
        pytest.param(london(2026, 11, 2, 18), london(2026, 11, 3, 9), id="tomorrow"),
        pytest.param(london(2026, 11, 6, 18), london(2026, 11, 9, 9), id="after a weekend"),
        pytest.param(london(2026, 12, 24, 18), london(2026, 12, 29, 9), id="Christmas, with the "
                     "Monday for Boxing Day"),
        pytest.param(london(2027, 12, 24, 18), london(2027, 12, 29, 9), id="Christmas on a "
                     "Saturday: two days for it"),
        pytest.param(london(2026, 12, 31, 18), london(2027, 1, 4, 9), id="New Year, a Friday"),
        pytest.param(london(2027, 3, 25, 18), london(2027, 3, 30, 9), id="Easter"),
    ],
)  # fmt: skip
def test_is_back_on_the_next_working_day(at, back):
    assert back_at([adviser(*EVERY_DAY)], at=at) == back


def test_while_on_duty_the_next_duty_is_the_one_after():
    assert back_at([adviser(hours(MON))], at=london(2026, 11, 2, 9)) == london(2026, 11, 9, 9)


def test_who_is_away_is_not_on_duty_and_is_back_after_the_last_day():
    away = adviser(*EVERY_DAY, away=[Away(first_day=date(2026, 11, 2), last_day=date(2026, 11, 4))])

    assert on_duty([away], at=london(2026, 11, 2, 12)) == []
    assert on_duty([away], at=london(2026, 11, 4, 12)) == []
    assert on_duty([away], at=london(2026, 11, 5, 12)) == [away]
    assert back_at([away], at=london(2026, 11, 1, 12)) == london(2026, 11, 5, 9)


def test_the_first_of_several_is_who_is_back():
    at = london(2026, 11, 2, 18)

    assert back_at([adviser(hours(FRI)), adviser(hours(WED))], at=at) == london(2026, 11, 4, 9)
    assert back_at([], at=at) is None
    assert back_at([adviser()], at=at) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(datetime(2026, 10, 23, 8, tzinfo=UTC), datetime(2026, 10, 26, 9, tzinfo=UTC),
                     id="25 October 2026: an hour later by UTC"),
        pytest.param(datetime(2027, 3, 25, 9, tzinfo=UTC), datetime(2027, 3, 30, 8, tzinfo=UTC),
                     id="28 March 2027: an hour earlier by UTC"),
    ],
)  # fmt: skip
def test_check_63_nine_in_london_stays_nine_when_the_clocks_change(before, after):
    every_day = adviser(*EVERY_DAY)

    assert on_duty([every_day], at=before) == [every_day]
    assert back_at([every_day], at=before.replace(hour=18)) == after


@pytest.mark.parametrize("fold", [0, 1], ids=["before", "after"])
def test_check_63_the_hour_that_comes_twice_is_no_duty(fold):
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)

    assert on_duty([adviser(*EVERY_DAY)], at=twice) == []
    assert back_at([adviser(*EVERY_DAY)], at=twice) == london(2026, 10, 26, 9)


@pytest.mark.parametrize(
    ("asked_at", "day"),
    [
        pytest.param(london(2026, 11, 2, 12), date(2026, 11, 3), id="the next working day"),
        pytest.param(london(2026, 11, 6, 12), date(2026, 11, 9), id="over a weekend"),
        pytest.param(london(2026, 12, 24, 12), date(2026, 12, 29), id="over Christmas"),
        pytest.param(datetime(2026, 7, 6, 23, 30, tzinfo=UTC), date(2026, 7, 8), id="past midnight "
                     "in London"),
    ],
)  # fmt: skip
def test_a_call_is_rung_back_by_the_next_working_day(asked_at, day):
    assert rings_by([adviser(*EVERY_DAY)], asked_at=asked_at) == day
    assert rings_by([], asked_at=asked_at) == day


def test_nobody_is_promised_a_call_on_a_day_without_duty():
    assert rings_by([adviser(hours(THU))], asked_at=london(2026, 11, 2, 12)) == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("first", "last", "passed"),
    [
        pytest.param(london(2026, 11, 2, 9), london(2026, 11, 2, 12), 3, id="one morning"),
        pytest.param(london(2026, 11, 2, 9), london(2026, 11, 2, 9, 59), 0, id="not yet an hour"),
        pytest.param(london(2026, 11, 2, 16), london(2026, 11, 3, 10), 2, id="over a night"),
        pytest.param(london(2026, 11, 6, 16), london(2026, 11, 9, 10), 2, id="over a weekend"),
        pytest.param(london(2026, 12, 24, 16), london(2026, 12, 29, 10), 2, id="over Christmas"),
        pytest.param(london(2026, 10, 23, 16), london(2026, 10, 26, 10), 2, id="clocks back"),
        pytest.param(london(2027, 3, 25, 16), london(2027, 3, 30, 10), 2, id="clocks forward"),
        pytest.param(london(2026, 11, 7, 9), london(2026, 11, 8, 17), 0, id="a weekend alone"),
    ],
)
def test_check_63_waiting_is_counted_in_working_hours(first, last, passed):
    assert working_hours_between(first, last) == passed
