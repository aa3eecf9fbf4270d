"""What all kinds of search do alike: fall back on the database, and count by facet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from search.asked import Asked, counted
from search.index import IndexAnswer, IndexUnavailable, SearchIndex
from search.results import Matches, Notice, SearchResults

Found = TypeVar("Found", SearchResults, Matches)


def or_slower(
    find: Callable[[SearchIndex], Found],
    index: SearchIndex,
    slower: Callable[[], SearchIndex],
) -> Found:
    """Find with the index; where it cannot be used, with what is slower, and say so."""
    try:
        return find(index)
    except IndexUnavailable:
        found: Found = find(slower())
    return replace(found, notices=(*found.notices, Notice.SLOWER))


def facets_of(
    asked: Asked, answer: IndexAnswer, total: Callable[[Asked], int]
) -> Mapping[str, Mapping[str, int]]:
    """
    Return the counts of an answer; with a day, the evening counts what is open that evening.

    :param total: counts what another question would find
    """
    facets = counted(answer.facets)
    request = asked.request
    if request.day:
        evening = replace(asked, request=replace(request, evening=True))
        open_then = answer.total if request.evening else total(evening)
        facets["evening"] = {"yes": open_then} if open_then else {}
    return facets
