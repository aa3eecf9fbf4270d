"""Set up a partnership, or change what it says of itself. Callers own the transaction."""

from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.refusals import Invalid
from services_catalog.models import Partnership


class PartnershipInvalid(Invalid):
    """A partnership cannot do without its name, its place and its front door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipFacts:
    """``front_door`` is the team that takes concerns about a child; hours are in plain words."""

    name: str
    place: str
    front_door_name: str
    front_door_phone: str
    front_door_hours: str
    out_of_hours_phone: str


def put_partnership(
    session: Session, facts: PartnershipFacts, *, host: str | None = None
) -> Partnership:
    """
    Add the partnership that answers at a host name, or bring it up to date.

    :param host: without a port; None is the one that answers where no other does
    :raises PartnershipInvalid: naming the fact that is missing
    """
    for field, value in asdict(facts).items():
        if not value.strip():
            raise PartnershipInvalid(f"Give the {field.replace('_', ' ')}.", field=field)
    same_host = Partnership.host.is_(None) if host is None else Partnership.host == host.lower()
    partnership = session.scalar(select(Partnership).where(same_host))
    if partnership is None:
        partnership = Partnership(host=None if host is None else host.lower())
        session.add(partnership)
    for field, value in asdict(facts).items():
        setattr(partnership, field, value.strip())
    session.flush()  # the caller may need its id
    return partnership
