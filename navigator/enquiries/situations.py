"""The situations that people have searched for, from the coded log: age, home and needs."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.actor import Actor
from eligibility import Situation
from navigator.enquiries.models import Enquiry
from services_catalog.criteria_names import place_of
from services_catalog.criteria_preview import Placed
from services_catalog.gazetteer import Gazetteer

MOST = 10_000
"""The newest of them: enough to see a change by, and read in a moment."""


def logged_situations(session: Session, gazetteer: Gazetteer, *, reader: Actor) -> Iterator[Placed]:
    """Yield those of one partnership, the newest first. What was not searched for is not known."""
    rows = session.execute(
        select(Enquiry.age, Enquiry.home, Enquiry.needs)
        .where(Enquiry.partnership_id == reader.partnership_id)
        .order_by(Enquiry.made_on.desc(), Enquiry.id)
        .limit(MOST)
    )
    for row in rows:
        home = gazetteer.homes.get(row.home)
        yield Placed(
            situation=Situation(
                age=row.age,
                home=place_of(home, gazetteer) if home else None,
                needs=frozenset(row.needs) or None,
            ),
            place=home.label if home else "",
        )
