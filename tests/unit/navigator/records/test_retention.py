"""How long a record is kept."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from navigator.records.retention import KEEPS, Ended, add_months, kept_until

OVER = datetime(2026, 6, 30, 12, tzinfo=UTC)
SENT = datetime(2026, 1, 15, 12, tzinfo=UTC)


def ended(**given) -> Ended:
    facts = {
        "id": uuid4(),
        "partnership_id": uuid4(),
        "accepted": True,
        "over_since": OVER,
        "sent_at": SENT,
        "age": 14,
        "birth_date": "2011-08-09",
    }
    return Ended(**(facts | given))


@pytest.mark.parametrize(
    ("given", "last_day"),
    [
        ({}, date(2036, 8, 9)),
        ({"accepted": False}, date(2027, 6, 30)),
        ({"birth_date": None}, date(2037, 1, 15)),
        ({"birth_date": None, "age": None}, date(2032, 6, 30)),
        ({"birth_date": "2001-08-09"}, date(2027, 6, 30)),
        ({"birth_date": "2012-02-29"}, date(2037, 2, 28)),
    ],
    ids=[
        "25 years from birth",
        "a year where nobody accepted",
        "the youngest that the age allows",
        "six years after the end where no age is known",
        "never shorter than what nobody accepted",
        "born on 29 February",
    ],
)
def test_kept_until(given, last_day):
    assert kept_until(ended(**given), KEEPS) == last_day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 15), -168, date(2012, 1, 15)),
    ],
)
def test_months_later(day, months, later):
    assert add_months(day, months) == later
