"""Count what people look for. Callers own the transaction and pass in the day."""

from datetime import date
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from base.actor import Actor
from navigator.enquiries.models import Enquiry
from search.request import SearchRequest
from search.results import Notice, SearchResults

FILTERS = ("level", "access", "space", "language", "freshness", "day")


def record_enquiry(session: Session, found: SearchResults, *, reader: Actor, on: date) -> None:
    """
    Keep one act of looking as coded facts. No word that was typed is kept, nor who typed it.

    :param reader: says whose partnership it was looked for in, and nothing else
    """
    asked, understood = found.request, found.understood
    row = {
        "id": uuid4(),
        "partnership_id": reader.partnership_id,
        "made_on": on,
        "needs": list(dict.fromkeys((*asked.need, *understood.needs))),
        "filters": _filters(asked),
        "age": understood.age if asked.age is None else asked.age,
        "home": _home(found),
        "unread_words": understood.unread,
        "found": found.total,
    }
    session.connection().execute(insert(Enquiry), row)  # past the ORM: it is on every search's way


def _filters(asked: SearchRequest) -> dict[str, list[str]]:
    chosen = {name: list(getattr(asked, name)) for name in FILTERS if getattr(asked, name)}
    return chosen | ({"evening": ["true"]} if asked.evening else {})


def _home(found: SearchResults) -> str:
    """The code of a home. One that is not known may be anything that was typed, so is dropped."""
    if Notice.HOME_UNKNOWN in found.notices:
        return ""
    return found.request.home or found.understood.home
