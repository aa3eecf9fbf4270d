"""A listing as rows of the catalogue's tables."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from base.orm import Base
from services_catalog.codes import Scheme
from services_catalog.listing import (
    ListedEvidence,
    ListedLocation,
    ListedOpening,
    ListedOrganisation,
    Listing,
)
from services_catalog.models import (
    AreaServed,
    EvidenceRating,
    Location,
    Opening,
    Service,
    ServiceCode,
    SourceDocument,
)

Row = dict[str, Any]

PLAIN_FIELDS = tuple(
    field.name for field in fields(Listing) if field.name in Service.__mapper__.columns
)

CODED_FIELDS: Mapping[Scheme, str] = MappingProxyType(
    {
        Scheme.NEED: "needs",
        Scheme.STRENGTH: "strengths",
        Scheme.LEVEL: "levels",
        Scheme.PREVENTION: "prevention",
        Scheme.ROUTE: "routes",
        Scheme.DELIVERY: "delivery",
        Scheme.OPEN: "open_times",
        Scheme.LANGUAGE: "languages",
        Scheme.ACCESS: "access",
    }
)

PARTS: tuple[type[Base], ...] = (
    ServiceCode,
    AreaServed,
    Location,
    Opening,
    EvidenceRating,
    SourceDocument,
)
"""The tables of what belongs to one service, replaced as a whole when it changes."""

LOCATION_FIELDS = tuple(field.name for field in fields(ListedLocation))
OPENING_FIELDS = tuple(field.name for field in fields(ListedOpening))
EVIDENCE_FIELDS = tuple(field.name for field in fields(ListedEvidence))
ORGANISATION_FIELDS = tuple(
    field.name for field in fields(ListedOrganisation) if field.name != "source_id"
)


def service_row(listing: Listing) -> Row:
    """Its plain facts; who it belongs to, and which revision it is, come on top."""
    return _row(listing, PLAIN_FIELDS)


def organisation_row(organisation: ListedOrganisation) -> Row:
    return _row(organisation, ORGANISATION_FIELDS)


def part_rows(
    listing: Listing, *, service_id: UUID, partnership_id: UUID, at: datetime
) -> dict[type[Base], list[Row]]:
    """The rows of every table of ``PARTS``, each tied to its service."""
    found: dict[type[Base], list[Row]] = {
        ServiceCode: [
            {"scheme": scheme, "code": code}
            for scheme, field in CODED_FIELDS.items()
            for code in sorted(getattr(listing, field))
        ],
        AreaServed: [{"kind": a.kind, "code": a.code} for a in dict.fromkeys(listing.areas)],
        Location: _in_order(listing.locations, LOCATION_FIELDS),
        Opening: _in_order(listing.openings, OPENING_FIELDS),
        EvidenceRating: [_row(rating, EVIDENCE_FIELDS) for rating in listing.evidence],
        SourceDocument: [
            {"dialect": listing.dialect, "document": listing.document, "received_at": at}
        ],
    }
    tie = {"service_id": service_id, "partnership_id": partnership_id}
    return {table: [row | tie for row in rows] for table, rows in found.items()}


def _in_order(things: tuple[object, ...], names: tuple[str, ...]) -> list[Row]:
    return [_row(thing, names) | {"position": position} for position, thing in enumerate(things)]


def _row(thing: object, names: tuple[str, ...]) -> Row:
    return {name: getattr(thing, name) for name in names}
