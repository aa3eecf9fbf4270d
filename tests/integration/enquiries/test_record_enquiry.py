"""record_enquiry ..."""

import pytest
from sqlalchemy import select

from navigator.enquiries.models import Enquiry
from navigator.enquiries.operations import record_enquiry
from search.request import SearchRequest
from search.results import Notice, SearchResults, Understood
from tests.factories import TODAY


def results(request=None, understood=None, notices=(), total=0):
    return SearchResults(
        request=request or SearchRequest(),
        total=total,
        results=(),
        facets={},
        understood=understood or Understood(),
        notices=notices,
    )


@pytest.fixture
def recorded(session, public):
    def record(found):
        before = set(session.scalars(select(Enquiry.id)))
        record_enquiry(session, found, reader=public, on=TODAY)
        return session.scalar(select(Enquiry).where(Enquiry.id.not_in(before)))

    return record


def test_joins_the_needs_chosen_and_the_needs_understood(recorded):
    found = results(
        SearchRequest(need=("debt", "money")), Understood(needs=("money", "housing")), total=4
    )

    enquiry = recorded(found)

    assert enquiry.needs == ["debt", "money", "housing"]
    assert (enquiry.found, enquiry.made_on) == (4, TODAY)


def test_takes_age_and_home_from_the_words_where_they_were_not_chosen(recorded):
    said = Understood(age=9, home="BS5")

    assert (recorded(results(understood=said)).age, recorded(results(understood=said)).home) == (
        9,
        "BS5",
    )
    chosen = recorded(results(SearchRequest(age=0, home="BS13"), said))
    assert (chosen.age, chosen.home) == (0, "BS13")


def test_drops_a_home_that_is_not_known_because_it_may_be_anything(recorded):
    found = results(SearchRequest(home="12 Private Road"), notices=(Notice.HOME_UNKNOWN,))

    assert recorded(found).home == ""


def test_keeps_the_filters_that_were_chosen(recorded):
    found = results(SearchRequest(level=("targeted",), day=("mon",), evening=True, words="secret"))

    assert recorded(found).filters == {"level": ["targeted"], "day": ["mon"], "evening": ["true"]}
