"""Count what people look for. Callers own the transaction and pass in the day."""

from datetime import date
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from base.actor import Actor
from eligibility import Situation
from navigator.enquiries.models import Enquiry
from search.request import SearchRequest
from search.results import Matches, Notice, SearchResults

Found = SearchResults | Matches
FILTERS = ("level", "access", "space", "language", "freshness", "day")


def record_enquiry(session: Session, found: Found, *, reader: Actor, on: date) -> None:
    """
    Keep one act of looking as coded facts. No word that was typed is kept, nor who typed it.

    Of a situation only age, ward and needs are kept, as they are of any other search.

    :param reader: says whose partnership it was looked for in, and nothing else
    """
    asked, understood, told = found.request, found.understood, _told(found)
    ages = (told.age, asked.age, understood.age)
    row = {
        "id": uuid4(),
        "partnership_id": reader.partnership_id,
        "made_on": on,
        "needs": list(dict.fromkeys((*asked.need, *understood.needs, *sorted(told.needs or ())))),
        "filters": _filters(asked),
        "age": next((age for age in ages if age is not None), None),
        "home": _home(found),
        "unread_words": understood.unread,
        "found": found.total,
    }
    session.connection().execute(insert(Enquiry), row)  # past the ORM: it is on every search's way


def _filters(asked: SearchRequest) -> dict[str, list[str]]:
    chosen = {name: list(getattr(asked, name)) for name in FILTERS if getattr(asked, name)}
    return chosen | ({"evening": ["true"]} if asked.evening else {})


def _told(found: Found) -> Situation:
    return found.situation if isinstance(found, Matches) else Situation()


def _home(found: Found) -> str:
    """The code of a home. One that is not known may be anything that was typed, so is dropped."""
    told = _told(found).home
    if told and told.ward:
        return told.ward
    if Notice.HOME_UNKNOWN in found.notices:
        return ""
    return found.request.home or found.understood.home
