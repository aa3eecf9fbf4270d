"""Change the catalogue. Callers own the transaction and pass in the time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from base.actor import Actor
from base.refusals import Invalid
from services_catalog.batches import batches
from services_catalog.codes import Status
from services_catalog.listing import Listing, organisation_digest
from services_catalog.listing_rows import PARTS, Row, organisation_row, part_rows, service_row
from services_catalog.models import Organisation, Service

OLDEST_AGE = 120
BATCH = 200
"""Listings written together: few statements, and far below what databases take as parameters."""

SourceKey = tuple[str, str]
"""The feed and the id in it."""

WITHOUT_SYNCHRONISING = {"synchronize_session": False}


class Put(StrEnum):
    """What became of a listing that was put."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class ListingInvalid(Invalid):
    """The listing contradicts itself or lacks what a listing cannot do without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    id: UUID
    digest: str
    revision: int


def put_listing(session: Session, listing: Listing, *, actor: Actor, at: datetime) -> Put:
    """
    Add a listing, or bring the one with its feed and source id up to date.

    :raises ListingInvalid: if it has no name, or its ages cannot be
    """
    [put] = put_listings(session, [listing], actor=actor, at=at)
    return put


def put_listings(
    session: Session, listings: Iterable[Listing], *, actor: Actor, at: datetime
) -> list[Put]:
    """
    Put listings, each feed and source id at most once, and say in their order what became of each.

    Putting the same facts twice changes nothing, so a feed can be read again at any time. It
    costs a few statements for every batch, whatever is in it.

    :raises ListingInvalid: if one has no name, or its ages cannot be; the caller then undoes all
    """
    puts: list[Put] = []
    for batch in batches(listings, BATCH):
        puts += _put_batch(session, batch, actor=actor, at=at)
    return puts


def retire_listings(session: Session, ids: Sequence[UUID], *, actor: Actor, at: datetime) -> int:
    """
    End listings of this partnership, and return how many were not ended before.

    What they said is kept. Its digest is not: a feed that sends one again brings it back.
    """
    ended = 0
    for batch in batches(ids, BATCH):
        result = session.execute(
            update(Service)
            .where(
                Service.partnership_id == actor.partnership_id,
                Service.id.in_(batch),
                Service.status != Status.ENDED,
            )
            .values(status=Status.ENDED, digest="", revision=Service.revision + 1, changed_at=at)
            .returning(Service.id),
            execution_options=WITHOUT_SYNCHRONISING,
        )
        ended += len(result.all())
    session.expire_all()
    return ended


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


def _put_batch(session: Session, batch: list[Listing], *, actor: Actor, at: datetime) -> list[Put]:
    for listing in batch:
        check_listing(listing)
    session.flush()  # what follows writes past the objects of the session
    known = _known_services(session, batch, actor=actor)
    puts = [_what_becomes(listing, known) for listing in batch]
    wanted = [each for each, put in zip(batch, puts, strict=True) if put is not Put.UNCHANGED]
    if wanted:
        _write(session, wanted, known, actor=actor, at=at)
    return puts


def _what_becomes(listing: Listing, known: dict[SourceKey, _Known]) -> Put:
    found = known.get(_key(listing))
    if found is None:
        return Put.ADDED
    return Put.UNCHANGED if found.digest == listing.digest() else Put.CHANGED


def _write(
    session: Session,
    listings: list[Listing],
    known: dict[SourceKey, _Known],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    organisations = _put_organisations(session, listings, actor=actor)
    new: list[Row] = []
    changed: list[Row] = []
    parts: dict[type, list[Row]] = {table: [] for table in PARTS}
    for listing in listings:
        before = known.get(_key(listing))
        row = service_row(listing) | {
            "id": before.id if before else uuid4(),
            "partnership_id": actor.partnership_id,
            "organisation_id": organisations[listing.feed, listing.organisation.source_id],
            "digest": listing.digest(),
            "revision": before.revision + 1 if before else 1,
            "changed_at": at,
        }
        (changed if before else new).append(row)
        found = part_rows(listing, service_id=row["id"], partnership_id=actor.partnership_id, at=at)
        for table, rows in found.items():
            parts[table] += rows
    _write_services(session, new, changed)
    for table, rows in parts.items():
        if rows:
            session.execute(insert(table), rows)
    session.expire_all()


def _write_services(session: Session, new: list[Row], changed: list[Row]) -> None:
    """Rows of services; those that have changed lose their parts, which are written again."""
    if new:
        session.execute(insert(Service), new)
    if changed:
        session.execute(update(Service), changed)
        ids = [row["id"] for row in changed]
        for table in PARTS:
            session.execute(
                delete(table).where(table.__table__.c.service_id.in_(ids)),
                execution_options=WITHOUT_SYNCHRONISING,
            )


def _known_services(
    session: Session, listings: list[Listing], *, actor: Actor
) -> dict[SourceKey, _Known]:
    rows = session.execute(
        select(Service.feed, Service.source_id, Service.id, Service.digest, Service.revision).where(
            Service.partnership_id == actor.partnership_id,
            Service.feed.in_({listing.feed for listing in listings}),
            Service.source_id.in_({listing.source_id for listing in listings}),
        )
    )
    return {
        (row.feed, row.source_id): _Known(id=row.id, digest=row.digest, revision=row.revision)
        for row in rows
    }


def _put_organisations(
    session: Session, listings: list[Listing], *, actor: Actor
) -> dict[SourceKey, UUID]:
    """Add organisations of feeds or bring them up to date, and return their ids."""
    wanted = {(each.feed, each.organisation.source_id): each.organisation for each in listings}
    rows = session.execute(
        select(
            Organisation.feed,
            Organisation.source_id,
            Organisation.id,
            Organisation.digest,
        ).where(
            Organisation.partnership_id == actor.partnership_id,
            Organisation.feed.in_({feed for feed, _ in wanted}),
            Organisation.source_id.in_({source_id for _, source_id in wanted}),
        )
    )
    known = {(row.feed, row.source_id): row for row in rows}
    ids = {key: known[key].id if key in known else uuid4() for key in wanted}
    written = {
        key: organisation_row(listed) | {"id": ids[key], "digest": organisation_digest(listed)}
        for key, listed in wanted.items()
        if key not in known or known[key].digest != organisation_digest(listed)
    }
    _insert_organisations(session, written, known.keys(), actor=actor)
    if changed := [row for key, row in written.items() if key in known]:
        session.execute(update(Organisation), changed)
    _outdate_services_of(session, [ids[key] for key in written if key in known])
    return ids


def _insert_organisations(
    session: Session,
    written: dict[SourceKey, Row],
    known: Iterable[SourceKey],
    *,
    actor: Actor,
) -> None:
    there = set(known)
    rows = [
        row | {"partnership_id": actor.partnership_id, "feed": feed, "source_id": source_id}
        for (feed, source_id), row in written.items()
        if (feed, source_id) not in there
    ]
    if rows:
        session.execute(insert(Organisation), rows)


def _outdate_services_of(session: Session, organisation_ids: list[UUID]) -> None:
    """What is said of an organisation is part of what is said of its services."""
    if organisation_ids:
        session.execute(
            update(Service)
            .where(Service.organisation_id.in_(organisation_ids))
            .values(revision=Service.revision + 1),
            execution_options=WITHOUT_SYNCHRONISING,
        )


def _key(listing: Listing) -> SourceKey:
    return listing.feed, listing.source_id
