"""logged_situations ..."""

from datetime import timedelta

import pytest

from eligibility import Place, Situation
from navigator.enquiries import situations
from navigator.enquiries.models import Enquiry
from navigator.enquiries.situations import logged_situations
from services_catalog.criteria_preview import Placed
from tests.factories import TODAY
from tests.unit.search.gazetteer import AUTHORITY, SOUTH, TOWN


@pytest.fixture
def logged(session, partnership):
    def log(*, on=TODAY, **facts):
        nothing = {"needs": [], "filters": {}, "age": None, "home": "", "unread_words": 0}
        session.add(
            Enquiry(partnership_id=partnership.id, made_on=on, found=0, **(nothing | facts))
        )
        session.flush()

    return log


@pytest.mark.parametrize(
    ("facts", "placed"),
    [
        pytest.param({}, Placed(situation=Situation()), id="nothing was asked"),
        pytest.param(
            {"age": 14, "home": "BS99", "needs": ["debt"]},
            Placed(
                situation=Situation(
                    age=14,
                    home=Place(ward=SOUTH, authority=AUTHORITY, areas=frozenset()),
                    needs=frozenset({"debt"}),
                ),
                place="BS99",
            ),
            id="age, home and needs",
        ),
        pytest.param({"home": "ZZ1"}, Placed(situation=Situation()), id="a home no longer known"),
    ],
)
def test_a_search_becomes_a_situation(session, public, logged, facts, placed):
    logged(**facts)

    assert list(logged_situations(session, TOWN, reader=public)) == [placed]


def test_only_the_newest_of_this_partnership(session, make, public, logged, monkeypatch):
    monkeypatch.setattr(situations, "MOST", 1)
    logged(age=9, on=TODAY - timedelta(days=1))
    logged(age=12)
    other = make.partnership(name="Another Partnership", host="other.example.org")
    session.add(
        Enquiry(partnership_id=other.id, made_on=TODAY + timedelta(days=1), needs=[], filters={},
                age=20, home="", unread_words=0, found=0)
    )  # fmt: skip
    session.flush()

    assert [p.situation.age for p in logged_situations(session, TOWN, reader=public)] == [12]
