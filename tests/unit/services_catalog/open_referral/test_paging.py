"""The pages of a feed ..."""

import json

import pytest

from services_catalog.open_referral.feed import open_feed
from services_catalog.open_referral.paging import are_pages_missing, facts_of, totals_differ


def pages(*envelopes):
    return [facts_of(each) for each in envelopes]


ONE = {"page_number": 1, "total_items": 4, "first_page": True, "last_page": False}
TWO = {"page_number": 2, "total_items": 4, "last_page": True}


@pytest.mark.parametrize(
    ("envelopes", "missing"),
    [
        pytest.param([ONE, TWO], False, id="both"),
        pytest.param([TWO, ONE], False, id="in any order"),
        pytest.param([ONE], True, id="the last is not there"),
        pytest.param([TWO], True, id="the first is not there"),
        pytest.param([ONE, TWO | {"page_number": 3}], True, id="a gap"),
        pytest.param([ONE, TWO | {"total_items": 6}], False, id="a total that moved"),
        pytest.param(
            [{"number": 0, "last": False}, {"number": 1, "last": True}], False, id="from 0"
        ),
        pytest.param([{"totalElements": 2}], False, id="a total alone, reached"),
        pytest.param([{"totalElements": 3}], True, id="a total alone, not reached"),
        pytest.param([{}], False, id="nothing said"),
        pytest.param([], False, id="no envelope"),
        pytest.param([{"total_items": "many", "page_number": []}], False, id="nonsense"),
    ],
)
def test_are_missed_where_the_feed_says_that_there_are_more(envelopes, missing):
    assert are_pages_missing(pages(*envelopes), records=2) is missing


@pytest.mark.parametrize(
    ("totals", "differ"),
    [
        pytest.param([5875, 5889], True, id="moved"),
        pytest.param([4, 4], False, id="still"),
        pytest.param([4, None], False, id="said once"),
    ],
)
def test_may_differ_in_how_many_records_there_are(totals, differ):
    assert totals_differ(pages(*({"total_items": total} for total in totals))) is differ


def test_are_known_from_their_envelopes(tmp_path):
    for page in (ONE, TWO):
        service = {"id": str(page["page_number"]), "name": "One", "status": "active"}
        text = json.dumps({**page, "contents": [service]})
        (tmp_path / f"page{page['page_number']}.json").write_text(text)

    feed = open_feed(tmp_path)

    assert [(page.number, page.is_last, page.total) for page in feed.pages] == [
        (1, False, 4),
        (2, True, 4),
    ]
