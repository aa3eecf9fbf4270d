"""Whether the front door answers at a moment: its hours are London's, on working days."""

from datetime import UTC, datetime, time

import pytest

from navigator.web.frame import FrontDoor

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)


def door(opens=time(9), closes=time(17)):
    return FrontDoor(
        partnership="Example Partnership", place="Exampleton", name="Front Door",
        phone="0117 496 0001", hours="9am to 5pm", out_of_hours_phone="0117 496 0002",
        opens=opens, closes=closes, adults_name="", adults_phone="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        pytest.param(MONDAY.replace(hour=12), True, id="noon"),
        pytest.param(MONDAY.replace(hour=9), True, id="the minute it opens"),
        pytest.param(MONDAY.replace(hour=8, minute=59), False, id="the minute before"),
        pytest.param(MONDAY.replace(hour=17), False, id="the minute it closes"),
        pytest.param(MONDAY.replace(hour=3), False, id="at night"),
        pytest.param(MONDAY.replace(day=6, hour=12), True, id="Friday"),
        pytest.param(MONDAY.replace(day=7, hour=12), False, id="Saturday"),
        pytest.param(MONDAY.replace(day=1, hour=12), False, id="Sunday"),
        pytest.param(datetime(2026, 12, 25, 12, tzinfo=UTC), False, id="Christmas, a Friday"),
        pytest.param(datetime(2026, 12, 28, 12, tzinfo=UTC), False, id="the day for Boxing Day"),
        pytest.param(datetime(2026, 12, 29, 12, tzinfo=UTC), True, id="the day after that"),
        pytest.param(datetime(2027, 3, 26, 12, tzinfo=UTC), False, id="Good Friday"),
        pytest.param(datetime(2027, 3, 29, 8, 30, tzinfo=UTC), False, id="Easter Monday"),
        pytest.param(datetime(2027, 3, 30, 8, 30, tzinfo=UTC), True, id="the clocks gone forward"),
        pytest.param(datetime(2026, 7, 6, 8, 30, tzinfo=UTC), True, id="half past 9 in summer"),
        pytest.param(datetime(2026, 7, 6, 16, 30, tzinfo=UTC), False, id="half past 5 in summer"),
        pytest.param(datetime(2026, 7, 5, 23, 30, tzinfo=UTC), False, id="Monday night by then"),
    ],
)
def test_is_open_at(moment, is_open):
    assert door().is_open(moment) is is_open


def test_hours_in_words_alone_say_nothing():
    assert door(opens=None, closes=None).is_open(MONDAY) is None
