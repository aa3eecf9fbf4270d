"""The filter panel ..."""

from itertools import islice

import pytest

from navigator.web.filter_panel import MOST_OPTIONS, groups
from search.request import SearchRequest
from search.results import SearchResults, Understood
from services_catalog.reference import needs

NEEDS = list(islice(needs(), MOST_OPTIONS + 5))


def need_group(counts, chosen=()):
    found = SearchResults(
        request=SearchRequest(need=tuple(chosen)),
        total=1,
        results=(),
        facets={"need": counts},
        understood=Understood(),
    )
    return next(group for group in groups(found) if group.code == "need")


def test_shows_the_commonest_in_the_order_of_the_list():
    counts = {code: position + 1 for position, code in enumerate(NEEDS)}

    group = need_group(counts)

    assert [option.code for option in group.options] == NEEDS[5:]
    assert group.has_more


def test_always_shows_what_was_chosen():
    counts = dict.fromkeys(NEEDS, 9) | {NEEDS[-1]: 0}

    group = need_group(counts, chosen=[NEEDS[-1]])

    assert NEEDS[-1] in [option.code for option in group.options]


@pytest.mark.parametrize("many", [1, MOST_OPTIONS])
def test_shows_all_where_they_are_few(many):
    group = need_group(dict.fromkeys(NEEDS[:many], 1))

    assert (len(group.options), group.has_more) == (many, False)
