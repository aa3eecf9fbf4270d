"""Read who services are for: as it stands, as it stood on a day, and how it came to be."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import LONDON
from eligibility import Criterion
from services_catalog.batches import batches
from services_catalog.codec import read_criteria
from services_catalog.derived_criteria import derived_criteria
from services_catalog.models import CriteriaVersion, Service
from services_catalog.queries import ServiceNotFound

BATCH = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCriteria:
    """
    The rules that a service goes by.

    ``version`` is None where nobody has set any and they come from what the listing says; then
    nobody has changed them either. ``unread`` are the kinds of rules that this
    version of the program cannot read.
    """

    criteria: tuple[Criterion, ...]
    unread: tuple[str, ...] = ()
    guidance: str = ""
    version: int | None = None
    changed_by: str = ""
    changed_at: datetime | None = None
    reason: str = ""

    @property
    def is_set(self) -> bool:
        return self.version is not None


def owned_service(session: Session, service_id: UUID, *, actor: Actor) -> Service:
    """
    Return a listing of this partnership in any state: for those who keep it.

    :raises ServiceNotFound: if there is none, or it is another partnership's
    """
    found = session.scalar(
        select(Service).where(
            Service.id == service_id, Service.partnership_id == actor.partnership_id
        )
    )
    if found is None:
        raise ServiceNotFound("We could not find that service.")
    return found


def criteria_of(session: Session, service: Service, *, reader: Actor) -> ServiceCriteria:
    """Return what is in force for a service that the reader may see."""
    return criteria_by_service(session, [service], reader=reader)[service.id]


def criteria_by_service(
    session: Session, services: Sequence[Service], *, reader: Actor
) -> dict[UUID, ServiceCriteria]:
    """The same for many, by the id of the service; one question to the database for every 500."""
    mine = CriteriaVersion.partnership_id == reader.partnership_id
    return _in_force(services, _newest(session, [service.id for service in services], mine))


def criteria_everywhere(
    session: Session, services: Sequence[Service]
) -> dict[UUID, ServiceCriteria]:
    """
    The same for services of every partnership.

    For the index and its repair alone: what a person sees goes through ``reader``.
    """
    return _in_force(services, _newest(session, [service.id for service in services], true()))


def criteria_on(
    session: Session, service: Service, day: date, *, reader: Actor
) -> ServiceCriteria | None:
    """
    Return what was in force at the end of a day in London.

    None where nobody had set any by then: what the listing said that day is not kept.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), LONDON)
    found = session.scalar(
        select(CriteriaVersion)
        .where(
            CriteriaVersion.service_id == service.id,
            CriteriaVersion.partnership_id == reader.partnership_id,
            CriteriaVersion.changed_at < midnight,
        )
        .order_by(CriteriaVersion.version.desc())
        .limit(1)
    )
    return _as_set(found) if found else None


def history(session: Session, service: Service, *, reader: Actor) -> list[ServiceCriteria]:
    """Every version that was set, the newest first."""
    rows = session.scalars(
        select(CriteriaVersion)
        .where(
            CriteriaVersion.service_id == service.id,
            CriteriaVersion.partnership_id == reader.partnership_id,
        )
        .order_by(CriteriaVersion.version.desc())
    )
    return [_as_set(row) for row in rows]


def _in_force(
    services: Iterable[Service], kept: Mapping[UUID, CriteriaVersion]
) -> dict[UUID, ServiceCriteria]:
    return {
        service.id: _as_set(kept[service.id]) if service.id in kept else _as_listed(service)
        for service in services
    }


def _newest(
    session: Session, ids: Iterable[UUID], visible: ColumnElement[bool]
) -> dict[UUID, CriteriaVersion]:
    found: dict[UUID, CriteriaVersion] = {}
    for batch in batches(ids, BATCH):
        newest = (
            select(CriteriaVersion.service_id, func.max(CriteriaVersion.version).label("version"))
            .where(CriteriaVersion.service_id.in_(batch), visible)
            .group_by(CriteriaVersion.service_id)
            .subquery()
        )
        rows = session.scalars(
            select(CriteriaVersion).join(
                newest,
                (CriteriaVersion.service_id == newest.c.service_id)
                & (CriteriaVersion.version == newest.c.version),
            )
        )
        found |= {row.service_id: row for row in rows}
    return found


def _as_set(row: CriteriaVersion) -> ServiceCriteria:
    unread: list[str] = []
    criteria = read_criteria(row.criteria, unread=unread)
    if unread:
        log.warning("service %s has rules this version cannot read: %s", row.service_id, unread)
    return ServiceCriteria(
        criteria=criteria,
        unread=tuple(unread),
        guidance=row.guidance,
        version=row.version,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        reason=row.reason,
    )


def _as_listed(service: Service) -> ServiceCriteria:
    return ServiceCriteria(criteria=derived_criteria(service))
