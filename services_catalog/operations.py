"""Change the catalogue. Callers own the transaction and pass in the time."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.refusals import Invalid
from services_catalog.codes import Scheme
from services_catalog.listing import ListedOrganisation, Listing, organisation_digest
from services_catalog.models import (
    AreaServed,
    EvidenceRating,
    Location,
    Opening,
    Organisation,
    Service,
    SourceDocument,
)

OLDEST_AGE = 120

PLAIN_FIELDS = tuple(
    field.name
    for field in fields(Listing)
    if field.name in Service.__mapper__.columns and field.name not in {"feed", "source_id"}
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


class Put(StrEnum):
    """What became of a listing that was put."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class ListingInvalid(Invalid):
    """The listing contradicts itself or lacks what a listing cannot do without."""


def put_listing(session: Session, listing: Listing, *, actor: Actor, at: datetime) -> Put:
    """
    Add a listing, or bring the one with its feed and source id up to date.

    Putting the same facts twice changes nothing, so a feed can be read again at any time.

    :raises ListingInvalid: if it has no name, or its ages cannot be
    """
    check_listing(listing)
    service = find_by_source(session, listing.feed, listing.source_id, actor=actor)
    digest = listing.digest()
    if service is not None and service.digest == digest:
        return Put.UNCHANGED
    organisation = put_organisation(session, listing.organisation, feed=listing.feed, actor=actor)
    if service is None:
        service = Service(
            partnership_id=actor.partnership_id,
            feed=listing.feed,
            source_id=listing.source_id,
            revision=0,
        )
        session.add(service)
        put = Put.ADDED
    else:
        put = Put.CHANGED
    service.organisation = organisation
    _write(service, listing, at=at)
    service.digest = digest
    service.revision += 1
    service.changed_at = at
    session.flush()  # the next listing may name the same organisation or source id
    return put


def put_organisation(
    session: Session, listed: ListedOrganisation, *, feed: str, actor: Actor
) -> Organisation:
    """Add an organisation of a feed or bring it up to date; its services are then out of date."""
    organisation = session.scalar(
        select(Organisation).where(
            Organisation.partnership_id == actor.partnership_id,
            Organisation.feed == feed,
            Organisation.source_id == listed.source_id,
        )
    )
    digest = organisation_digest(listed)
    if organisation is None:
        organisation = Organisation(
            partnership_id=actor.partnership_id, feed=feed, source_id=listed.source_id
        )
        session.add(organisation)
    elif organisation.digest != digest and organisation.name != listed.name:
        for service in organisation.services:
            service.revision += 1
    if organisation.digest != digest:
        for field in ("name", "kind", "description", "phone", "email", "url"):
            setattr(organisation, field, getattr(listed, field))
        organisation.digest = digest
    return organisation


def find_by_source(session: Session, feed: str, source_id: str, *, actor: Actor) -> Service | None:
    """None where this feed has not yet sent this id."""
    return session.scalar(
        select(Service).where(
            Service.partnership_id == actor.partnership_id,
            Service.feed == feed,
            Service.source_id == source_id,
        )
    )


def check_listing(listing: Listing) -> None:
    """
    Refuse what no listing can be.

    :raises ListingInvalid: naming the field and what to do
    """
    if not listing.name.strip():
        raise ListingInvalid("Give the service a name.", field="name")
    for field in ("lowest_age", "highest_age"):
        age = getattr(listing, field)
        if age is not None and not 0 <= age <= OLDEST_AGE:
            raise ListingInvalid(f"An age must be between 0 and {OLDEST_AGE}.", field=field)
    if (
        listing.lowest_age is not None
        and listing.highest_age is not None
        and listing.lowest_age > listing.highest_age
    ):
        raise ListingInvalid("The lowest age is above the highest.", field="lowest_age")


def _write(service: Service, listing: Listing, *, at: datetime) -> None:
    for field in PLAIN_FIELDS:
        setattr(service, field, getattr(listing, field))
    for scheme, field in CODED_FIELDS.items():
        service.set_codes(scheme, getattr(listing, field))
    _write_areas(service, listing)
    service.locations = [
        Location(
            position=position,
            name=place.name,
            address=place.address,
            postcode=place.postcode,
            ward_code=place.ward_code,
            latitude=place.latitude,
            longitude=place.longitude,
            address_shown=place.address_shown,
        )
        for position, place in enumerate(listing.locations)
    ]
    service.openings = [
        Opening(
            position=position,
            weekday=opening.weekday,
            opens=opening.opens,
            closes=opening.closes,
            note=opening.note,
        )
        for position, opening in enumerate(listing.openings)
    ]
    _write_evidence(service, listing)
    if service.source is None:
        service.source = SourceDocument()
    service.source.dialect = listing.dialect
    service.source.document = listing.document
    service.source.received_at = at


def _write_areas(service: Service, listing: Listing) -> None:
    wanted = {(area.kind, area.code) for area in listing.areas}
    kept = [area for area in service.areas if (area.kind, area.code) in wanted]
    new = wanted - {(area.kind, area.code) for area in kept}
    service.areas = kept + [AreaServed(kind=kind, code=code) for kind, code in sorted(new)]


def _write_evidence(service: Service, listing: Listing) -> None:
    service.evidence = [
        EvidenceRating(
            scale=rating.scale,
            level=rating.level,
            subject=rating.subject,
            rated_on=rating.rated_on,
            source=rating.source,
            source_url=rating.source_url,
            population=rating.population,
            note=rating.note,
        )
        for rating in listing.evidence
    ]
