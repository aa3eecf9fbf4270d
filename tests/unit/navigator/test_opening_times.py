"""Opening times as people say them."""

from datetime import time

import pytest

from navigator.web.opening_times import times_said
from services_catalog.models import Opening

MON, TUE, WED, SAT = 0, 1, 2, 5


def opening(weekday=None, opens=9, closes=17, note=""):
    return Opening(
        weekday=weekday,
        opens=None if opens is None else time(opens),
        closes=None if closes is None else time(closes),
        note=note,
    )


@pytest.mark.parametrize(
    ("openings", "said"),
    [
        pytest.param([], [], id="none"),
        pytest.param([opening(TUE)], ["Tuesday 9am to 5pm"], id="one day"),
        pytest.param(
            [opening(MON), opening(TUE), opening(WED)],
            ["Monday to Wednesday 9am to 5pm"],
            id="days in a row",
        ),
        pytest.param(
            [opening(MON), opening(WED)],
            ["Monday 9am to 5pm", "Wednesday 9am to 5pm"],
            id="a day between",
        ),
        pytest.param(
            [opening(MON), opening(TUE, closes=18)],
            ["Monday 9am to 5pm", "Tuesday 9am to 6pm"],
            id="other hours",
        ),
        pytest.param(
            [opening(MON, note="term time"), opening(TUE)],
            ["Monday 9am to 5pm (term time)", "Tuesday 9am to 5pm"],
            id="a note on one",
        ),
        pytest.param([opening(SAT, closes=None)], ["Saturday from 9am"], id="no end"),
        pytest.param([opening(SAT, opens=None)], ["Saturday"], id="no hours"),
        pytest.param(
            [opening(opens=None, note="By arrangement")], ["By arrangement"], id="words alone"
        ),
    ],
)
def test_days_in_a_row_with_the_same_hours_are_one_line(openings, said):
    assert times_said(openings) == said
