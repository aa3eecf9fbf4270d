"""
A whole listing as plain values: what every feed, template and demonstration is mapped to.

A dialect makes a ``Listing``; ``operations.put_listing`` stores it. Nothing here knows a database.
"""

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time

from services_catalog.codes import (
    AreaKind,
    Cost,
    OrganisationKind,
    Space,
    Status,
    Visibility,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOrganisation:
    source_id: str
    name: str
    kind: OrganisationKind = OrganisationKind.UNKNOWN
    description: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLocation:
    """``ward_code``, latitude and longitude are None where the source does not say."""

    name: str = ""
    address: str = ""
    postcode: str = ""
    ward_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    address_shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOpening:
    """``weekday`` is 0 for Monday to 6 for Sunday."""

    weekday: int | None = None
    opens: time | None = None
    closes: time | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArea:
    kind: AreaKind
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEvidence:
    scale: str
    level: str
    subject: str = ""
    rated_on: date | None = None
    source: str = ""
    source_url: str = ""
    population: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """
    One service of one feed. ``feed`` and ``source_id`` together say which; the rest may be unknown.

    Sets of codes are empty, dates and ages None and text empty where nobody has said. ``document``
    is what the source sent, word for word.
    """

    feed: str
    source_id: str
    name: str
    organisation: ListedOrganisation
    summary: str = ""
    description: str = ""
    led_by: str = ""
    for_whom: str = ""
    how_to_refer: str = ""
    what_happens_next: str = ""
    lowest_age: int | None = None
    highest_age: int | None = None
    phone: str = ""
    email: str = ""
    url: str = ""
    cost: Cost = Cost.UNKNOWN
    cost_note: str = ""
    dose: str = ""
    length: str = ""
    space: Space = Space.NOT_CONFIRMED
    space_said_on: date | None = None
    wait_weeks: int | None = None
    owner: str = ""
    verified_on: date | None = None
    verify_by: date | None = None
    status: Status = Status.LIVE
    visibility: Visibility = Visibility.PUBLIC
    needs: frozenset[str] = frozenset()
    strengths: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    prevention: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    delivery: frozenset[str] = frozenset()
    open_times: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    access: frozenset[str] = frozenset()
    areas: tuple[ListedArea, ...] = ()
    locations: tuple[ListedLocation, ...] = ()
    openings: tuple[ListedOpening, ...] = ()
    evidence: tuple[ListedEvidence, ...] = ()
    dialect: str = ""
    document: str = ""

    def digest(self) -> str:
        """The same for the same facts, whatever the order of sets: what tells a change."""
        return _digest(self)


def organisation_digest(organisation: ListedOrganisation) -> str:
    return _digest(organisation)


def _digest(facts: Listing | ListedOrganisation) -> str:
    text = json.dumps(facts, sort_keys=True, default=_plain, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    """Dataclasses by field: ``asdict`` copies deeply, which an import of a whole city feels."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return sorted(value) if isinstance(value, frozenset) else str(value)
