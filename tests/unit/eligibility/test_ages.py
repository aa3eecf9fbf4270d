"""How old someone may be, to the day."""

from datetime import date

import pytest

from eligibility import BirthMonth, Situation, age_on
from eligibility.ages import Born, possible_ages

LEAP = date(2012, 2, 29)


@pytest.mark.parametrize(
    ("day", "born", "age"),
    [
        pytest.param(date(2026, 3, 1), date(2010, 3, 1), 16, id="on the birthday"),
        pytest.param(date(2026, 2, 28), date(2010, 3, 1), 15, id="the day before"),
        pytest.param(date(2026, 12, 31), date(2010, 3, 1), 16, id="later in the year"),
        pytest.param(date(2027, 2, 28), LEAP, 14, id="born on 29 February: not on the 28th"),
        pytest.param(date(2027, 3, 1), LEAP, 15, id="born on 29 February: on 1 March"),
        pytest.param(date(2028, 2, 29), LEAP, 16, id="born on 29 February: on the day itself"),
        pytest.param(date(2028, 2, 28), LEAP, 15, id="born on 29 February: the day before"),
    ],
)
def test_age_on_a_day(day, born, age):
    assert age_on(day, born=born) == age


@pytest.mark.parametrize(
    ("age", "on", "earliest", "latest"),
    [
        pytest.param(10, date(2026, 5, 4), date(2015, 5, 5), date(2016, 5, 4), id="any day"),
        pytest.param(0, date(2026, 5, 4), date(2025, 5, 5), date(2026, 5, 4), id="a baby"),
        pytest.param(10, date(2026, 2, 28), date(2015, 3, 1), date(2016, 2, 28), id="28 February"),
        pytest.param(10, date(2026, 3, 1), date(2015, 3, 2), date(2016, 3, 1), id="1 March"),
        pytest.param(
            11, date(2028, 2, 29), date(2016, 3, 1), date(2017, 2, 28), id="on 29 February"
        ),
        pytest.param(
            12, date(2028, 2, 29), date(2015, 3, 1), date(2016, 2, 29), id="on a shared 29 February"
        ),
    ],
)
def test_an_age_allows_these_days_of_birth(age, on, earliest, latest):
    assert Born.aged(age, on=on) == Born(earliest, latest)


@pytest.mark.parametrize(
    ("month", "last"),
    [
        pytest.param("2012-02", date(2012, 2, 29), id="a leap year"),
        pytest.param("2013-02", date(2013, 2, 28), id="no leap year"),
        pytest.param("2013-11", date(2013, 11, 30), id="November"),
        pytest.param("2013-12", date(2013, 12, 31), id="December"),
    ],
)
def test_a_birth_month_ends_on_its_last_day(month, last):
    assert Born.in_month(BirthMonth.parse(month)) == Born(last.replace(day=1), last)


@pytest.mark.parametrize(
    ("year", "on", "ages"),
    [
        pytest.param(9, date(2026, 9, 1), (13, 14), id="the first day of Year 9"),
        pytest.param(9, date(2027, 8, 31), (14, 14), id="the last day: all have turned 14"),
        pytest.param(9, date(2027, 3, 1), (13, 14), id="in between"),
        pytest.param(0, date(2026, 9, 2), (4, 5), id="Reception"),
        pytest.param(-1, date(2026, 9, 2), (3, 4), id="nursery"),
        pytest.param(13, date(2026, 12, 1), (17, 18), id="the last year of sixth form"),
    ],
)
def test_a_school_year_allows_these_ages(year, on, ages):
    assert possible_ages(Situation(school_year=year), on=on) == (ages,)


@pytest.mark.parametrize(
    ("situation", "ages"),
    [
        pytest.param(Situation(), (), id="not asked"),
        pytest.param(Situation(age=10), ((10, 10),), id="an age"),
        pytest.param(
            Situation(birth_month=BirthMonth(2016, 5)), ((9, 10),), id="in the month of birth"
        ),
        pytest.param(
            Situation(birth_month=BirthMonth(2016, 4)), ((10, 10),), id="in the month after"
        ),
        pytest.param(
            Situation(age=10, birth_month=BirthMonth(2016, 5), school_year=5),
            ((10, 10),),
            id="all three agree: the narrowest",
        ),
        pytest.param(
            Situation(birth_month=BirthMonth(2016, 4), school_year=5),
            ((10, 10),),
            id="a month inside a school year",
        ),
        pytest.param(
            Situation(age=14, school_year=5), ((14, 14), (9, 10)), id="they contradict each other"
        ),
        pytest.param(
            Situation(age=14, birth_month=BirthMonth(2016, 4), school_year=5),
            ((14, 14), (10, 10), (9, 10)),
            id="one contradicts two",
        ),
    ],
)
def test_possible_ages_on_4_may_2026(situation, ages):
    assert possible_ages(situation, on=date(2026, 5, 4)) == ages
