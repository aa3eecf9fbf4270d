"""The search of a request: its index, its places, and the count of what was looked for."""

from dataclasses import replace
from datetime import timedelta
from threading import Lock

from flask import Flask, current_app

from base.clock import now, today
from config import Settings
from eligibility import Situation
from navigator.db import afterwards, session
from navigator.enquiries.operations import record_enquiry
from navigator.web.partnership import current_actor
from navigator.web.shown_rules import rule_names
from search.finder import find_services
from search.index import SearchIndex
from search.matching import find_matches
from search.request import SearchRequest
from search.results import Matches, SearchResults
from search.whoosh_index import WhooshIndex
from services_catalog.places import Gazetteer, load_gazetteer

PLACES_ARE_KEPT_FOR = timedelta(minutes=5)


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["search_index"] = WhooshIndex(settings.index_folder)
    app.extensions["search_turn"] = Lock()
    app.extensions["gazetteer"] = None


def current_index() -> SearchIndex:
    index: SearchIndex = current_app.extensions["search_index"]
    return index


def current_gazetteer() -> Gazetteer:
    """The places, read again every few minutes: an import of more must not need a restart."""
    kept = current_app.extensions["gazetteer"]
    if kept is None or kept[1] < now() - PLACES_ARE_KEPT_FOR:
        kept = current_app.extensions["gazetteer"] = (load_gazetteer(session()), now())
    gazetteer: Gazetteer = kept[0]
    return gazetteer


def search_for(wanted: SearchRequest) -> SearchResults:
    """One search at a time in a process: threads that take turns beat threads that contend."""
    reader, gazetteer = current_actor(), current_gazetteer()
    with current_app.extensions["search_turn"]:
        return find_services(
            session(), current_index(), wanted, reader=reader, today=today(), gazetteer=gazetteer
        )


def match_for(
    wanted: SearchRequest, situation: Situation, *, unsaid: str = "", home: str = ""
) -> Matches:
    """
    What fits a situation.

    :param unsaid: words to search for that may stand in no address; the request of what is found
        does not hold them either
    :param home: the code that the home of the situation was told with; it stands in no address
    """
    reader, gazetteer = current_actor(), current_gazetteer()
    words = f"{wanted.words} {unsaid}".strip()
    asked = replace(wanted, words=words, home=wanted.home or home)
    with current_app.extensions["search_turn"]:
        found = find_matches(
            session(),
            current_index(),
            asked,
            situation,
            reader=reader,
            today=today(),
            gazetteer=gazetteer,
            names=rule_names(gazetteer),
        )
    return replace(found, request=wanted)


def count_search(found: SearchResults | Matches) -> None:
    """Once the request has ended: that it fails must not keep anybody from a number."""
    reader, on = current_actor(), today()
    afterwards(lambda own: record_enquiry(own, found, reader=reader, on=on))
