"""Working days in England: over Easter and Christmas, with the days that stand in for others."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.referrals.working_days import (
    add_working_days,
    is_working_day,
    next_working_day,
    working_days_between,
)

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        pytest.param(date(2026, 11, 2), True, id="a Monday"),
        pytest.param(date(2026, 11, 7), False, id="a Saturday"),
        pytest.param(date(2026, 11, 8), False, id="a Sunday"),
        pytest.param(date(2026, 4, 3), False, id="Good Friday"),
        pytest.param(date(2026, 4, 6), False, id="Easter Monday, which Scotland works"),
        pytest.param(date(2026, 8, 3), True, id="Scotland's summer holiday"),
        pytest.param(date(2026, 8, 31), False, id="the summer holiday"),
        pytest.param(date(2026, 3, 17), True, id="Saint Patrick's day, of Northern Ireland"),
        pytest.param(date(2026, 12, 28), False, id="instead of Boxing Day on a Saturday"),
        pytest.param(date(2027, 12, 27), False, id="instead of Christmas on a Saturday"),
        pytest.param(date(2027, 12, 28), False, id="instead of Boxing Day on a Sunday"),
        pytest.param(date(2028, 1, 3), False, id="instead of New Year on a Saturday"),
        pytest.param(date(2027, 1, 4), True, id="the second bank holiday of Scotland's New Year"),
    ],
)
def test_check_64_bank_holidays_are_those_of_england(day, is_one):
    assert is_working_day(day) is is_one


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        pytest.param(date(2026, 11, 2), 5, date(2026, 11, 9), id="an ordinary week"),
        pytest.param(date(2026, 4, 1), 5, date(2026, 4, 10), id="over Easter"),
        pytest.param(date(2027, 3, 24), 5, date(2027, 4, 2), id="over Easter and the clocks"),
        pytest.param(date(2026, 12, 23), 5, date(2027, 1, 4), id="over Christmas and New Year"),
        pytest.param(date(2027, 12, 23), 5, date(2028, 1, 4), id="where three days stand in"),
        pytest.param(date(2026, 10, 23), 5, date(2026, 10, 30), id="over the clocks in autumn"),
        pytest.param(date(2026, 11, 7), 0, date(2026, 11, 9), id="0 of a Saturday: the Monday"),
        pytest.param(date(2026, 11, 2), 0, date(2026, 11, 2), id="0 of a working day: itself"),
        pytest.param(date(2026, 11, 7), 1, date(2026, 11, 10), id="from a Saturday"),
    ],
)
def test_check_64_so_many_working_days_later(day, count, due):
    assert add_working_days(day, count) == due


def test_check_64_a_year_past_the_table_is_said_and_not_guessed():
    with pytest.raises(ValueError, match="bank holidays of 2300 are not known"):
        is_working_day(date(2300, 5, 4))


@given(day=DAYS, count=st.integers(min_value=0, max_value=60))
def test_counting_on_and_counting_between_agree(day, count):
    due = add_working_days(day, count)
    begun = add_working_days(day, 0)

    assert is_working_day(due)
    assert working_days_between(begun, due) == count
    assert working_days_between(due, begun) == -count


@given(day=DAYS)
def test_the_next_working_day_is_the_first_that_comes(day):
    found = next_working_day(day)

    between = (day + timedelta(days=n) for n in range(1, (found - day).days))
    assert is_working_day(found)
    assert not any(map(is_working_day, between))
