"""Read the catalogue. Every function takes the reader and returns only what they may see."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Uuid, and_, bindparam, select, true
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from base.actor import Actor
from base.refusals import NotFound
from services_catalog.codes import Status, Visibility
from services_catalog.kept_listings import KeptListings
from services_catalog.models import Organisation, Partnership, Service

BATCH = 500

WHOLE_LISTING: tuple[ORMOption, ...] = (
    joinedload(Service.organisation),
    selectinload(Service.codes),
    selectinload(Service.areas),
    selectinload(Service.locations),
    selectinload(Service.openings),
    selectinload(Service.evidence),
)

kept_listings = KeptListings(*WHOLE_LISTING)

SHOWN_STATUSES = (Status.LIVE, Status.TEMPORARILY_CLOSED)


class ServiceNotFound(NotFound):
    """Also raised when it exists but is not theirs to see."""


class OrganisationNotFound(NotFound):
    """Also raised when it exists but is not theirs to see."""


def get_service(session: Session, service_id: UUID, *, reader: Actor) -> Service:
    """
    Return a listing the reader may see, with all its parts.

    :raises ServiceNotFound: if there is none, or it is not for them
    """
    found = session.scalar(
        select(Service)
        .where(Service.id == service_id, shown_to(reader))
        .options(*WHOLE_LISTING, joinedload(Service.source))
    )
    if found is None:
        raise ServiceNotFound("We could not find that service.")
    return found


def services_by_ids(session: Session, ids: Sequence[UUID], *, reader: Actor) -> list[Service]:
    """
    Return the listings the reader may see, in the order asked for; others are left out.

    They are whole and belong to no session: read them, and change none. What is still unsaved in
    ``session`` is not in them.
    """
    asked = {"ids": list(ids), "partnership_id": reader.partnership_id}
    rows = session.connection().execute(_REVISIONS_SHOWN[reader.sees_professional], asked).all()
    found = kept_listings.get(session, {row.id: row.revision for row in rows})
    return [found[i] for i in ids if i in found]


def get_organisation(session: Session, organisation_id: UUID, *, reader: Actor) -> Organisation:
    """
    Return an organisation that has at least one listing the reader may see.

    :raises OrganisationNotFound: if there is none
    """
    found = session.scalar(
        select(Organisation).where(
            Organisation.id == organisation_id,
            Organisation.partnership_id == reader.partnership_id,
            Organisation.services.any(shown_to(reader)),
        )
    )
    if found is None:
        raise OrganisationNotFound("We could not find that organisation.")
    return found


def services_of(session: Session, organisation: Organisation, *, reader: Actor) -> list[Service]:
    return list(
        session.scalars(
            select(Service)
            .where(Service.organisation_id == organisation.id, shown_to(reader))
            .options(*WHOLE_LISTING)
            .order_by(Service.name, Service.id)
        )
    )


def partnership_for_host(session: Session, host: str) -> Partnership | None:
    """The partnership that answers at ``host`` (no port), else the default; None before set-up."""
    return session.scalar(
        select(Partnership)
        .where(Partnership.host.in_([host]) | Partnership.host.is_(None))
        .order_by(Partnership.host.is_(None), Partnership.name)
        .limit(1)
    )


def revisions(session: Session, *, partnership_id: UUID | None = None) -> dict[UUID, int]:
    """The revision of every listing that search may show, of one partnership or (None) of all."""
    mine = true() if partnership_id is None else Service.partnership_id == partnership_id
    rows = session.execute(
        select(Service.id, Service.revision).where(Service.status.in_(SHOWN_STATUSES), mine)
    )
    return {row.id: row.revision for row in rows}


def whole_listings(session: Session, ids: Iterable[UUID]) -> Iterator[Service]:
    """
    Yield searchable listings of every partnership, a batch at a time.

    For the index and its repair alone: what a person sees goes through ``reader``.
    """
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        yield from session.scalars(
            select(Service)
            .where(Service.id.in_(batch), Service.status.in_(SHOWN_STATUSES))
            .options(*WHOLE_LISTING)
        )
        session.expunge_all()


def digests_by_source(
    session: Session, feed: str, source_ids: Sequence[str], *, actor: Actor
) -> dict[str, str]:
    """The digest of what a feed last said of each of these ids, for those it has said."""
    rows = session.execute(
        select(Service.source_id, Service.digest).where(
            Service.partnership_id == actor.partnership_id,
            Service.feed == feed,
            Service.source_id.in_(source_ids),
        )
    )
    return {row.source_id: row.digest for row in rows}


def shown_to(reader: Actor) -> ColumnElement[bool]:
    """What this reader may see of their own partnership's listings."""
    return _shown(reader.partnership_id, sees_professional=reader.sees_professional)


def _shown(
    partnership_id: UUID | BindParameter[UUID], *, sees_professional: bool
) -> ColumnElement[bool]:
    mine = and_(Service.partnership_id == partnership_id, Service.status.in_(SHOWN_STATUSES))
    return mine if sees_professional else and_(mine, Service.visibility == Visibility.PUBLIC)


# Written once: every search asks this, and putting the question together took longer than the
# answer.
_REVISIONS_SHOWN = {
    sees_professional: select(Service.id, Service.revision).where(
        Service.id.in_(bindparam("ids", expanding=True)),
        _shown(bindparam("partnership_id", type_=Uuid()), sees_professional=sees_professional),
    )
    for sees_professional in (True, False)
}
