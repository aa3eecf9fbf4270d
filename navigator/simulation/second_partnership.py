"""A second partnership in the demonstration, with a few listings: it sees nothing of the first."""

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import london_date
from navigator.simulation.criteria import set_demonstration_criteria
from navigator.simulation.invention import invent
from navigator.simulation.source_tables import rows
from services_catalog.models import Partnership
from services_catalog.operations import put_listings
from services_catalog.partnerships import PartnershipFacts, put_partnership

HOST = "other.localhost"
"""Browsers take every name that ends so for this computer."""

LISTED = frozenset({"tidewheel", "kettlebridge"})
"""The organisations whose listings it has too."""

FACTS = PartnershipFacts(
    name="Second demonstration partnership",
    place="Bristol",
    front_door_name="First Response",
    front_door_phone="0117 903 6444",
    front_door_hours="in office hours",
    front_door_opens=time(8, 30),
    front_door_closes=time(17),
    out_of_hours_phone="0117 496 0997 (invented: ask your council for the real number)",
    adults_name="Adult Care",
    adults_phone="0117 496 0996 (invented: ask your council for the real number)",
)
"""The front door is the real one: a child in danger may be behind any screen."""


def load_second_partnership(session: Session, *, at: datetime) -> Partnership:
    """Make it where it is missing, and bring its listings up to date as those of the first are."""
    partnership = put_partnership(session, FACTS, host=HOST)
    actor = Actor(partnership_id=partnership.id)
    today = london_date(at)
    monday = today - timedelta(days=today.weekday())
    listings = [invent(row, today=monday) for row in rows() if row.organisation in LISTED]
    put_listings(session, listings, actor=actor, at=at)
    set_demonstration_criteria(session, listings, actor=actor, at=at)
    return partnership
