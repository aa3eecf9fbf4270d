"""Change who a service is for. Callers own the transaction and pass in the time."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from base.actor import Actor
from eligibility import Criterion
from eligibility.criteria import (
    AccessProvided,
    InArea,
    NeedAmong,
    SpeaksOneOf,
    StrengthAmong,
)
from services_catalog.codec import CriteriaInvalid, stored_criteria
from services_catalog.codes import Access
from services_catalog.gazetteer import Gazetteer
from services_catalog.models import CriteriaVersion, Service
from services_catalog.places import load_gazetteer
from services_catalog.queries import ServiceNotFound
from services_catalog.reference import languages, needs, strengths

LONGEST: Mapping[str, int] = MappingProxyType({"guidance": 5_000, "reason": 1_000, "by": 200})

MOST_RULES = 100
"""Rules and the facts that they look at, together: far more than a page of them can be read."""

CODES_OF: Mapping[type[Criterion], Callable[[], Collection[str]]] = MappingProxyType(
    {
        NeedAmong: needs,
        StrengthAmong: strengths,
        SpeaksOneOf: languages,
        AccessProvided: lambda: tuple(Access),
    }
)
"""The lists of the catalogue that rules take their codes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaChange:
    """
    All the rules as they shall be, and who says so and why.

    ``guidance`` is text beside the rules, kept and shown and never evaluated.
    """

    criteria: tuple[Criterion, ...]
    guidance: str = ""
    reason: str
    by: str


def set_criteria(
    session: Session, service_id: UUID, change: CriteriaChange, *, actor: Actor, at: datetime
) -> CriteriaVersion:
    """
    Add a version of the rules of a service, in force from now on.

    :raises ServiceNotFound: if the partnership has no such service
    :raises CriteriaInvalid: if a rule or a text cannot be kept, or nothing would change
    """
    stored = stored_criteria(change.criteria)
    _check_size(change.criteria)
    _check_texts(change)
    check_codes(change.criteria, load_gazetteer(session))
    _hold(session, service_id, actor=actor, at=at)
    newest = _newest(session, service_id)
    if newest and (newest.criteria, newest.guidance) == (stored, change.guidance):
        raise CriteriaInvalid("The rules are like this already.", field="criteria")
    added = CriteriaVersion(
        partnership_id=actor.partnership_id,
        service_id=service_id,
        version=newest.version + 1 if newest else 1,
        criteria=stored,
        guidance=change.guidance,
        changed_by=change.by,
        changed_at=at,
        reason=change.reason,
    )
    session.add(added)
    session.flush()
    return added


def check_codes(criteria: Iterable[Criterion], gazetteer: Gazetteer) -> None:
    """
    Refuse codes that the catalogue does not have: such a rule would never be met.

    :raises CriteriaInvalid: naming them
    """
    for leaf in (leaf for criterion in criteria for leaf in criterion.leaves()):
        unknown: set[str] = set()
        if isinstance(leaf, InArea):
            unknown |= leaf.wards - gazetteer.wards.keys()
            unknown |= leaf.authorities - gazetteer.authorities.keys()
            unknown |= leaf.areas - gazetteer.areas.keys()
        elif type(leaf) in CODES_OF:
            unknown |= frozenset(getattr(leaf, "codes", ())).difference(CODES_OF[type(leaf)]())
        if unknown:
            named = ", ".join(sorted(unknown))
            raise CriteriaInvalid(f"We do not know: {named}.", field="criteria")


def _check_texts(change: CriteriaChange) -> None:
    for field, longest in LONGEST.items():
        text: str = getattr(change, field)
        if len(text) > longest or not _can_be_kept(text):
            raise CriteriaInvalid(f"Write at most {longest} characters of text.", field=field)
    if not change.by.strip():
        raise CriteriaInvalid("Say who changes the rules.", field="by")
    if not change.reason.strip():
        raise CriteriaInvalid("Say why the rules change.", field="reason")


def _can_be_kept(text: str) -> bool:
    """PostgreSQL keeps no zero byte, and neither database half of a pair of surrogates."""
    return "\x00" not in text and text.encode(errors="ignore").decode() == text


def _check_size(criteria: Sequence[Criterion]) -> None:
    leaves = sum(1 for criterion in criteria for _ in criterion.leaves())
    if len(criteria) + leaves > MOST_RULES:
        raise CriteriaInvalid(f"Write at most {MOST_RULES} rules.", field="criteria")


def _hold(session: Session, service_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Make the listing a newer one. Whoever changes it at the same time waits until we are done."""
    held = session.execute(
        update(Service)
        .where(Service.id == service_id, Service.partnership_id == actor.partnership_id)
        .values(revision=Service.revision + 1, changed_at=at)
        .returning(Service.id)
    )
    if held.scalar_one_or_none() is None:
        raise ServiceNotFound("We could not find that service.")


def _newest(session: Session, service_id: UUID) -> CriteriaVersion | None:
    return session.scalar(
        select(CriteriaVersion)
        .where(CriteriaVersion.service_id == service_id)
        .order_by(CriteriaVersion.version.desc())
        .limit(1)
    )
