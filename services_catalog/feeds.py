"""What the catalogue holds of each feed."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.actor import Actor
from services_catalog.codes import Status
from services_catalog.models import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A listing of a feed, as far as an import asks for it."""

    id: UUID
    source_id: str
    name: str


def held_of_feed(session: Session, feed: str, *, actor: Actor) -> Iterator[Held]:
    """Every listing of a feed that has not ended, by name."""
    rows = session.execute(
        select(Service.id, Service.source_id, Service.name)
        .where(
            Service.partnership_id == actor.partnership_id,
            Service.feed == feed,
            Service.status != Status.ENDED,
        )
        .order_by(Service.name, Service.source_id)
    )
    return (Held(id=row.id, source_id=row.source_id, name=row.name) for row in rows)


def feeds_held(session: Session, *, actor: Actor) -> list[str]:
    """The name of every feed that a listing came from, ended or not."""
    rows = session.scalars(
        select(Service.feed)
        .where(Service.partnership_id == actor.partnership_id)
        .distinct()
        .order_by(Service.feed)
    )
    return list(rows)
