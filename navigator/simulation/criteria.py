"""Who the services of the demonstration are for, beyond what their listings say: all invented."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Row, exists, select
from sqlalchemy.orm import Session

from base.actor import Actor
from eligibility import Criterion
from eligibility.criteria import InArea, Route
from navigator.simulation.invention import FEED
from navigator.simulation.source_tables import FOLDER
from services_catalog.codec import checked_criteria
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from services_catalog.derived_criteria import derived_criteria
from services_catalog.listing import Listing
from services_catalog.models import CriteriaVersion, Service

BY = "The demonstration"
WHY = "Invented, so that there is something to fit."


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedRules:
    """``reach`` says by which of their places someone fits; empty leaves it to the listing."""

    reach: frozenset[Route]
    also: tuple[Criterion, ...]
    guidance: str


@cache
def invented_rules() -> Mapping[str, InventedRules]:
    """By the source id of the listing."""
    told = tomllib.loads((FOLDER / "criteria.toml").read_text(encoding="utf-8"))
    return {
        source_id: InventedRules(
            reach=frozenset(Route(route) for route in each.get("reach", ())),
            also=checked_criteria(each["also"]),
            guidance=each.get("guidance", ""),
        )
        for each in told["rules"]
        for source_id in each["listings"]
    }


def criteria_for(listing: Listing) -> tuple[Criterion, ...]:
    """What the listing says stays; what is invented stands between its rules and its guidance."""
    invented = invented_rules()[listing.source_id]
    listed = [_reaching(rule, invented.reach) for rule in derived_criteria(listing)]
    ruling = (rule for rule in listed if not rule.guidance)
    guiding = (rule for rule in listed if rule.guidance)
    return (*ruling, *invented.also, *guiding)


def set_demonstration_criteria(
    session: Session, listings: Iterable[Listing], *, actor: Actor, at: datetime
) -> int:
    """
    Set the rules of about a third of these listings, and return of how many.

    Whoever has set rules since keeps them: only services without any are given some.
    """
    wanted = {each.source_id: each for each in listings if each.source_id in invented_rules()}
    count = 0
    for service_id, source_id in _without_rules(session, actor=actor):
        if source_id in wanted:
            change = _change(wanted[source_id])
            set_criteria(session, service_id, change, actor=actor, at=at)
            count += 1
    return count


def _change(listing: Listing) -> CriteriaChange:
    return CriteriaChange(
        criteria=criteria_for(listing),
        guidance=invented_rules()[listing.source_id].guidance,
        reason=WHY,
        by=BY,
    )


def _reaching(rule: Criterion, routes: frozenset[Route]) -> Criterion:
    return replace(rule, routes=routes) if routes and isinstance(rule, InArea) else rule


def _without_rules(session: Session, *, actor: Actor) -> Sequence[Row[UUID, str]]:
    return session.execute(
        select(Service.id, Service.source_id)
        .where(
            Service.partnership_id == actor.partnership_id,
            Service.feed == FEED,
            ~exists().where(CriteriaVersion.service_id == Service.id),
        )
        .order_by(Service.source_id)
    ).all()
