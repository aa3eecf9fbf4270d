"""A time of day as people type it, and words whose lines stay lines."""

from datetime import time

import pytest
from werkzeug.datastructures import MultiDict

from navigator.web.advice_form import NoTime, clock_time, read_decided


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)),
        ("9am", time(9)),
        (" 9 AM ", time(9)),
        ("9:30", time(9, 30)),
        ("16.30", time(16, 30)),
        ("1630", time(16, 30)),
        ("4:30pm", time(16, 30)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("0:15", time(0, 15)),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, meant):
    assert clock_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "noon", "24:00", "9:60", "13pm", "0am", "9:3", "-1", "9–5"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(NoTime):
        clock_time(typed)


def test_check_65_lines_stay_and_what_is_no_text_goes():
    typed = "One\x00 line.\r\n\r\nZoë 👩\u200d👧 \ud800\rThe end. "

    form = read_decided(MultiDict({"decided": typed}))

    assert form.typed["decided"] == "One  line.\n\nZoë 👩\u200d👧\nThe end."
