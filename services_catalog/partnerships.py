"""Set up a partnership, or change what it says of itself. Callers own the transaction."""

from dataclasses import asdict, dataclass
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.refusals import Invalid
from services_catalog.models import Partnership


class PartnershipInvalid(Invalid):
    """
    A partnership cannot do without its name, its place and its front door. What more it says must
    be of use: a day that closes after it opens, a team with a number.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipFacts:
    """
    ``front_door`` is the team that takes concerns about a child; hours are in plain words.
    ``front_door_opens`` and ``front_door_closes``, from Monday to Friday, say when to show the
    out-of-hours number first. ``adults`` is the team that takes concerns about an adult.
    """

    name: str
    place: str
    front_door_name: str
    front_door_phone: str
    front_door_hours: str
    out_of_hours_phone: str
    front_door_opens: time | None = None
    front_door_closes: time | None = None
    adults_name: str = ""
    adults_phone: str = ""


NEEDED = (
    "name", "place", "front_door_name", "front_door_phone", "front_door_hours",
    "out_of_hours_phone",
)  # fmt: skip


def put_partnership(
    session: Session, facts: PartnershipFacts, *, host: str | None = None
) -> Partnership:
    """
    Add the partnership that answers at a host name, or bring it up to date.

    :param host: without a port; None is the one that answers where no other does
    :raises PartnershipInvalid: naming the fact that is missing, or cannot be
    """
    _check(facts)
    same_host = Partnership.host.is_(None) if host is None else Partnership.host == host.lower()
    partnership = session.scalar(select(Partnership).where(same_host))
    if partnership is None:
        partnership = Partnership(host=None if host is None else host.lower())
        session.add(partnership)
    for field, value in asdict(facts).items():
        setattr(partnership, field, value.strip() if isinstance(value, str) else value)
    session.flush()  # the caller may need its id
    return partnership


def _check(facts: PartnershipFacts) -> None:
    for field in NEEDED:
        if not getattr(facts, field).strip():
            raise PartnershipInvalid(f"Give the {field.replace('_', ' ')}.", field=field)
    opens, closes = facts.front_door_opens, facts.front_door_closes
    if (opens is None) != (closes is None):
        raise PartnershipInvalid(
            "Give both when the front door opens and when it closes, or neither.",
            field="front_door_closes" if closes is None else "front_door_opens",
        )
    if opens and closes and closes <= opens:
        raise PartnershipInvalid(
            "The front door must close after it opens. Where it is always open, give neither.",
            field="front_door_closes",
        )
    if bool(facts.adults_name.strip()) != bool(facts.adults_phone.strip()):
        raise PartnershipInvalid(
            "Give both the name and the number of the team for adults, or neither.",
            field="adults_phone" if facts.adults_name.strip() else "adults_name",
        )
