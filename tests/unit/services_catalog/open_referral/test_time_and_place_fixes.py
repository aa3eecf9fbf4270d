"""Dates, times, postcodes, points and the rest ..."""

from datetime import date, time

import pytest

from services_catalog.codes import Cost, Status
from services_catalog.open_referral.fixes.access import access_in
from services_catalog.open_referral.fixes.costs import cost_of
from services_catalog.open_referral.fixes.dates import day, past_day
from services_catalog.open_referral.fixes.fixed import Code
from services_catalog.open_referral.fixes.languages import language
from services_catalog.open_referral.fixes.points import point
from services_catalog.open_referral.fixes.postcodes import postcode
from services_catalog.open_referral.fixes.refuges import may_be_refuge
from services_catalog.open_referral.fixes.statuses import status_of
from services_catalog.open_referral.fixes.times import clock_time, open_hours, weekdays

TODAY = date(2026, 11, 2)
CITY = (51.45, -2.59)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("2026-06-30", date(2026, 6, 30), id="a date"),
        pytest.param("2026-06-30T23:30:00Z", date(2026, 7, 1), id="already tomorrow in London"),
        pytest.param("2026-06-30T23:30:00", date(2026, 6, 30), id="a naive moment is London's"),
        pytest.param("2025-09-02T12:06:15.654", date(2025, 9, 2), id="with thousandths"),
        pytest.param("02/09/2025", date(2025, 9, 2), id="day first"),
        pytest.param("2 September 2025", date(2025, 9, 2), id="in words"),
        pytest.param("soon", None, id="a word"),
        pytest.param("0001-01-01", None, id="the first day there is"),
        pytest.param("9999-12-31T23:59:59-12:00", date(9999, 12, 31), id="the last day there is"),
        pytest.param("", None, id="nothing"),
        pytest.param(20260630, date(2026, 6, 30), id="a number"),
    ],
)
def test_a_day_is_the_day_in_london(sent, kept):
    assert day(sent).value == kept


@pytest.mark.parametrize(
    ("sent", "kept", "code"),
    [
        pytest.param("2026-11-02", TODAY, None, id="today"),
        pytest.param("2026-11-03", None, Code.DATE_IN_FUTURE, id="tomorrow"),
        pytest.param("n/k", None, Code.DATE_NOT_USABLE, id="not a date"),
    ],
)
def test_nothing_was_checked_in_the_future(sent, kept, code):
    fixed = past_day(sent, on=TODAY)

    assert (fixed.value, fixed.code) == (kept, code)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("18:30", time(18, 30), id="hours and minutes"),
        pytest.param("18:30:00", time(18, 30), id="with seconds"),
        pytest.param("11.00", time(11), id="a point"),
        pytest.param("9:00am", time(9), id="morning"),
        pytest.param("12am", time(0), id="midnight"),
        pytest.param("12.30 pm", time(12, 30), id="after noon"),
        pytest.param("24:00", None, id="an hour there is not"),
        pytest.param("late", None, id="a word"),
    ],
)
def test_a_clock_time_is_read_however_it_is_written(sent, kept):
    assert clock_time(sent) == kept


@pytest.mark.parametrize(
    ("opens", "closes", "kept", "code"),
    [
        pytest.param("09:00", "17:00", (time(9), time(17)), None, id="a day"),
        pytest.param("20:00", "02:00", (time(20), time(2)), None, id="past midnight"),
        pytest.param("18:00", None, (time(18), None), None, id="no end"),
        pytest.param("18:58", "18:00", (None, None), Code.TIMES_NOT_USABLE, id="backwards"),
        pytest.param("00:00", "00:00", (None, None), Code.TIMES_NOT_USABLE, id="midnight twice"),
        pytest.param("late", "", (None, None), Code.TIMES_NOT_USABLE, id="words"),
        pytest.param(None, None, (None, None), None, id="nothing"),
    ],
)
def test_hours_that_contradict_each_other_are_left_out(opens, closes, kept, code):
    fixed = open_hours(opens, closes)

    assert (fixed.value, fixed.code) == (kept, code)


@pytest.mark.parametrize(
    ("sent", "days"),
    [
        pytest.param("TH,FR", (3, 4), id="codes"),
        pytest.param("1MO", (0,), id="the first Monday"),
        pytest.param("Monday", (0,), id="a name"),
        pytest.param("7", (6,), id="a number"),
        pytest.param("XX", (), id="no day"),
        pytest.param(None, (), id="nothing"),
    ],
)
def test_weekdays_start_with_monday(sent, days):
    assert weekdays(sent) == days


@pytest.mark.parametrize(
    ("sent", "kept", "code"),
    [
        pytest.param("BS1 5TR", "BS1 5TR", None, id="as it should be"),
        pytest.param("s7 1db\n\n", "S7 1DB", Code.POSTCODE_TIDIED, id="case and line ends"),
        pytest.param("LU7 ONY", "LU7 0NY", Code.POSTCODE_TIDIED, id="O for 0"),
        pytest.param("HP7", "", Code.POSTCODE_NOT_USABLE, id="outward only"),
        pytest.param("Bristol", "", Code.POSTCODE_NOT_USABLE, id="a town"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_a_postcode_is_whole_or_left_out(sent, kept, code):
    fixed = postcode(sent)

    assert (fixed.value, fixed.code) == (kept, code)


@pytest.mark.parametrize(
    ("latitude", "longitude", "centre", "kept", "code"),
    [
        pytest.param(51.46, -2.6, CITY, (51.46, -2.6), None, id="near its postcode"),
        pytest.param("51.46", "-2.6", None, (51.46, -2.6), None, id="as text, no postcode"),
        pytest.param(0, 0, CITY, CITY, Code.POINT_NOT_USABLE, id="zero"),
        pytest.param(-2.6, 51.46, CITY, (51.46, -2.6), Code.POINT_SWAPPED, id="swapped"),
        pytest.param(
            51.501364, -0.14189, CITY, CITY, Code.POINT_FROM_POSTCODE, id="a default in London"
        ),
        pytest.param(510, -2.6, None, None, Code.POINT_NOT_USABLE, id="off the planet"),
        pytest.param("nan", "inf", None, None, Code.POINT_NOT_USABLE, id="not numbers"),
        pytest.param(None, None, CITY, CITY, None, id="only a postcode"),
        pytest.param(None, "", None, None, None, id="nothing at all"),
    ],
)
def test_a_point_is_held_against_its_postcode(latitude, longitude, centre, kept, code):
    fixed = point(latitude, longitude, centre=centre)

    assert (fixed.value, fixed.code) == (kept, code)


@pytest.mark.parametrize(
    ("words", "amounts", "cost"),
    [
        pytest.param("Free", (), Cost.FREE, id="free"),
        pytest.param("No charge", (), Cost.FREE, id="no charge"),
        pytest.param("£3 a session", (), Cost.CHARGE, id="a price"),
        pytest.param("£3, free for under 5s", (), Cost.VARIES, id="free for some"),
        pytest.param("Free to members, £4 for others", (), Cost.VARIES, id="free to members"),
        pytest.param("", (0, "0.00"), Cost.FREE, id="every amount is nothing"),
        pytest.param("", (0, 5), Cost.VARIES, id="some amounts are nothing"),
        pytest.param("", ("35",), Cost.CHARGE, id="an amount"),
        pytest.param("Ask us", (None, "x"), Cost.UNKNOWN, id="nobody has said"),
        pytest.param("", (), Cost.UNKNOWN, id="nothing"),
    ],
)
def test_cost_is_unknown_unless_said_plainly(words, amounts, cost):
    assert cost_of(words, amounts) is cost


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        pytest.param("active", Status.LIVE, None, id="active"),
        pytest.param("Temporarily closed", Status.TEMPORARILY_CLOSED, None, id="closed for now"),
        pytest.param("temporarily_closed", Status.TEMPORARILY_CLOSED, None, id="as a code"),
        pytest.param("inactive", Status.ENDED, None, id="inactive"),
        pytest.param("defunct", Status.ENDED, None, id="defunct"),
        pytest.param("", Status.LIVE, None, id="nothing"),
        pytest.param("thriving", Status.LIVE, Code.STATUS_NOT_KNOWN, id="a word of their own"),
    ],
)
def test_a_status_says_whether_it_is_running(sent, status, code):
    fixed = status_of(sent)

    assert (fixed.value, fixed.code) == (status, code)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        pytest.param("en", "en", id="a code"),
        pytest.param("en-GB", "en", id="a code with a region"),
        pytest.param("Somali", "so", id="a name"),
        pytest.param("BSL", "bfi", id="sign language"),
        pytest.param("Martian", None, id="none we know"),
    ],
)
def test_a_language_is_known_by_code_or_name(sent, code):
    assert language(sent).value == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Wheelchair access on all levels.", {"step_free"}, id="said plainly"),
        pytest.param("No wheelchair access.", set(), id="said not to be"),
        pytest.param(
            "Limited wheelchair access. Hearing loop.", {"hearing_loop"}, id="one in doubt"
        ),
        pytest.param("", set(), id="nothing said"),
    ],
)
def test_access_is_stated_only_without_doubt(text, codes):
    assert access_in(text) == codes


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        pytest.param("Example Women's Refuge", "", True, id="a refuge by name"),
        pytest.param("Example Women\u2019s Aid", "", True, id="a curly apostrophe"),
        pytest.param("Example Safe House", "", True, id="a safe house"),
        pytest.param("Domestic Abuse Supported Housing", "", True, id="housing after abuse"),
        pytest.param(
            "Example Support", "We offer refuge accommodation.", True, id="said in the text"
        ),
        pytest.param(
            "Example Support", "Our address is confidential.", True, id="a secret address"
        ),
        pytest.param("Example Refugee Welcome", "", False, id="refugees are not refuges"),
        pytest.param("Example Boxing", "A safe place in a house.", False, id="a boxing club"),
    ],
)
def test_what_may_be_a_refuge_is_told_by_its_words(name, text, hidden):
    assert may_be_refuge([name], [text]) is hidden
