"""What a situation takes, refuses and never shows."""

import pytest

from eligibility import BirthMonth, Place, Situation, attendance_band
from eligibility.codes import Attendance


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"age": -1}, id="an age below 0"),
        pytest.param({"age": 121}, id="an age above 120"),
        pytest.param({"school_year": -2}, id="before nursery"),
        pytest.param({"school_year": 15}, id="after sixth form"),
        pytest.param({"suspensions": -1}, id="fewer than no suspensions"),
    ],
)
def test_a_situation_refuses_what_cannot_be(wrong):
    with pytest.raises(ValueError, match=r"^Enter .* 0|^Enter a school year from -1 to 14\.$"):
        Situation(**wrong)


@pytest.mark.parametrize(
    "edge",
    [
        pytest.param({"age": 0}, id="a baby"),
        pytest.param({"age": 120}, id="the oldest"),
        pytest.param({"school_year": -1}, id="nursery"),
        pytest.param({"school_year": 14}, id="a third year of sixth form"),
        pytest.param({"suspensions": 0}, id="no suspensions"),
    ],
)
def test_a_situation_takes_its_edges(edge):
    assert Situation(**edge) != Situation()


def test_a_situation_takes_a_field_that_is_filled_in_later():
    assert Situation(age=9).filled({"school_year": 4}) == Situation(age=9, school_year=4)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param("2013", id="no month"),
        pytest.param("2013-00", id="month 0"),
        pytest.param("2013-13", id="month 13"),
        pytest.param("1899-01", id="too long ago"),
        pytest.param("2201-01", id="too far ahead"),
        pytest.param("2013-8b", id="not a number"),
        pytest.param("x013-08", id="not a year"),
        pytest.param("2013-08-09", id="a whole date is not wanted"),
    ],
)
def test_a_birth_month_is_a_year_and_a_month(wrong):
    with pytest.raises(ValueError, match=r"^Enter a birth month as year and month"):
        BirthMonth.parse(wrong)


@pytest.mark.parametrize("written", ["2013-08", "1900-01", "2200-12"])
def test_a_birth_month_is_written_as_it_is_read(written):
    assert str(BirthMonth.parse(written)) == written


def test_nothing_of_a_situation_is_printed():
    canary = frozenset({"canary"})
    situation = Situation(
        age=77,
        home=Place(ward="canary", authority="canary", areas=canary),
        needs=canary,
        places_not_safe=canary,
    )

    assert repr(situation) == "Situation(knows: age, home, needs)"
    assert repr(situation.home) == "Place(knows: ward, authority, areas)"
    assert repr(Situation(places_not_safe=canary)) == "Situation(knows: nothing)"


def test_places_that_are_not_safe_are_marked_where_someone_asked():
    wards = frozenset({"one", "two"})

    assert Situation().not_safe_among(wards) == frozenset()
    assert Situation(places_not_safe=frozenset({"two", "three"})).not_safe_among(wards) == {"two"}


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        pytest.param(100, Attendance.BAND_95_OR_MORE, id="all of it"),
        pytest.param(95, Attendance.BAND_95_OR_MORE, id="95 exactly"),
        pytest.param(94.9, Attendance.BAND_90_TO_95, id="just below 95"),
        pytest.param(90.1, Attendance.BAND_90_TO_95, id="just above 90"),
        pytest.param(90, Attendance.BAND_50_TO_90, id="10% absence is persistent absence"),
        pytest.param(62, Attendance.BAND_50_TO_90, id="62"),
        pytest.param(50.1, Attendance.BAND_50_TO_90, id="just above 50"),
        pytest.param(50, Attendance.BAND_BELOW_50, id="50% absence is severe absence"),
        pytest.param(0, Attendance.BAND_BELOW_50, id="never"),
    ],
)
def test_a_percentage_falls_into_a_band(percent, band):
    assert attendance_band(percent) is band


@pytest.mark.parametrize("percent", [-1, 100.1])
def test_attendance_that_is_no_percentage_is_refused(percent):
    with pytest.raises(ValueError, match=r"^Enter attendance as a percentage from 0 to 100\.$"):
        attendance_band(percent)
