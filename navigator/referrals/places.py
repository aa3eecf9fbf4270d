"""A service's places, where it counts them. A place is taken by a conditional update alone."""

from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from base.refusals import Conflict, Invalid
from navigator.referrals.codes import Status
from navigator.referrals.models import Referral, ServicePlaces
from services_catalog.models import Service

MOST = 999
HOLDING_A_PLACE = frozenset({Status.ACCEPTED, Status.STARTED, Status.PAUSED})


class NoPlaceLeft(Conflict):
    """Somebody else has just taken the last one, or there was none."""


class PlacesRefused(Invalid):
    """So many places there cannot be."""


def count_places(session: Session, service: Service, places: int) -> None:
    """
    Say how many a service can take at once. Whoever it has taken already has a place.

    Fewer than are taken may be said: then nobody is taken until enough have ended.

    :raises PlacesRefused: if the number is out of range
    """
    if not 0 <= places <= MOST:
        raise PlacesRefused(f"Enter a whole number from 0 to {MOST}.", field="places")
    if not _set_places(session, service, places):
        _begin_to_count(session, service, places)


def stop_counting(session: Session, service: Service) -> None:
    """It takes whom it takes."""
    session.execute(delete(ServicePlaces).where(ServicePlaces.service_id == service.id))
    session.execute(
        update(Referral)
        .where(Referral.service_id == service.id, Referral.holds_place)
        .values(holds_place=False)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def _set_places(session: Session, service: Service, places: int) -> bool:
    """``taken`` is left alone: somebody may be taking one just now."""
    changed = session.execute(
        update(ServicePlaces)
        .where(ServicePlaces.service_id == service.id)
        .values(places=places)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def _begin_to_count(session: Session, service: Service, places: int) -> None:
    session.execute(
        update(Referral)
        .where(Referral.service_id == service.id, Referral.status.in_(HOLDING_A_PLACE))
        .values(holds_place=True)
        .execution_options(synchronize_session=False)
    )
    has_place = (Referral.service_id == service.id) & Referral.holds_place
    taken = session.scalar(select(func.count(Referral.id)).where(has_place)) or 0
    try:
        with session.begin_nested():
            session.add(
                ServicePlaces(
                    service_id=service.id,
                    partnership_id=service.partnership_id,
                    places=places,
                    taken=taken,
                )
            )
    except IntegrityError:  # somebody else has begun to count at the same moment
        _set_places(session, service, places)
    session.expire_all()


def take_place(session: Session, referral: Referral) -> None:
    """:raises NoPlaceLeft: if the service counts its places, and all are taken"""
    if referral.holds_place or session.get(ServicePlaces, referral.service_id) is None:
        return
    taken = session.execute(
        update(ServicePlaces)
        .where(
            ServicePlaces.service_id == referral.service_id,
            ServicePlaces.taken < ServicePlaces.places,
        )
        .values(taken=ServicePlaces.taken + 1)
        .execution_options(synchronize_session=False)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise NoPlaceLeft(
            "No place is left. Put this young person on the waiting list, or add a place first."
        )
    referral.holds_place = True


def give_place_back(session: Session, referral: Referral) -> None:
    if not referral.holds_place:
        return
    _free(session, referral.service_id)
    referral.holds_place = False


def _free(session: Session, service_id: UUID) -> None:
    session.execute(
        update(ServicePlaces)
        .where(ServicePlaces.service_id == service_id, ServicePlaces.taken > 0)
        .values(taken=ServicePlaces.taken - 1)
        .execution_options(synchronize_session=False)
    )
