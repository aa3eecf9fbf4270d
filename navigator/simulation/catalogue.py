"""The demonstration: a partnership and a catalogue, all invented, for a newcomer to look round."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from navigator.simulation.criteria import set_demonstration_criteria
from navigator.simulation.invention import FEED, invent
from navigator.simulation.source_tables import rows
from services_catalog.listing import Listing
from services_catalog.models import Partnership
from services_catalog.operations import Put, put_listing
from services_catalog.queries import partnership_for_host

__all__ = ["FEED", "demonstration_listings", "demonstration_partnership", "load_demonstration"]

NO_HOST = ""


def demonstration_listings(*, today: date) -> tuple[Listing, ...]:
    """Return about 300 invented listings. The same day gives the same listings, word for word."""
    return tuple(invent(row, today=today) for row in rows())


def load_demonstration(
    session: Session, *, at: datetime, progress: Callable[[str], None] | None = None
) -> Counter[Put]:
    """
    Put the demonstration into the partnership that answers by default, making one where none is.

    Doing it twice changes nothing. The dates count from the Monday of the week, so that they keep
    up with the calendar and yet most starts have nothing to do. Rules name places, so those have
    to be loaded before.
    """
    actor = Actor(partnership_id=demonstration_partnership(session).id)
    today = london_date(at)
    monday = today - timedelta(days=today.weekday())
    listings = demonstration_listings(today=monday)
    counts = Counter(put_listing(session, listing, actor=actor, at=at) for listing in listings)
    set_demonstration_criteria(session, listings, actor=actor, at=at)
    if progress:
        progress(f"Demonstration: {counts[Put.ADDED]} listings added, all invented.")
    return counts


def demonstration_partnership(session: Session) -> Partnership:
    """
    Return the partnership that answers by default, or a new one.

    The front door is the real one, because a child in danger may be behind any screen. No number
    for nights and weekends or for adults was at hand, so those are invented, and say so.
    """
    found = partnership_for_host(session, NO_HOST)
    if found is None:
        found = Partnership(
            name="Bristol demonstration partnership",
            place="Bristol",
            host=None,
            front_door_name="First Response",
            front_door_phone="0117 903 6444",
            front_door_hours="in office hours",
            front_door_opens=time(8, 30),
            front_door_closes=time(17),
            out_of_hours_phone="0117 496 0999 (invented: ask your council for the real number)",
            adults_name="Adult Care",
            adults_phone="0117 496 0998 (invented: ask your council for the real number)",
        )
        session.add(found)
        session.flush()
    return found
