"""Other services that could help: found for the coded facts of a referral, and nothing else."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from base.clock import now
from eligibility import Situation
from navigator.db import session
from navigator.referrals.models import Referral
from navigator.referrals.receiving import Online, online_services
from navigator.web.choices import Choice
from navigator.web.finding import current_gazetteer, match_for
from navigator.web.partnership import current_actor
from search.request import SearchRequest
from services_catalog.codes import Status
from services_catalog.models import Service

SHOWN = 8
LOOKED_THROUGH = 100
"""Most of what fits may take no referrals here."""


def other_services(referral: Referral, *, online_only: bool) -> list[Choice]:
    """
    The first few that fit, without the one that has been asked.

    :param online_only: those that a referral can be sent to here, now
    """
    home = referral.ward_code if referral.ward_code in current_gazetteer().wards else ""
    situation = Situation(
        age=referral.age, needs=frozenset(referral.needs), strengths=frozenset(referral.strengths)
    )
    found = match_for(
        SearchRequest(home=home or "", age=referral.age, per_page=LOOKED_THROUGH), situation
    )
    fitting = [each.service for each in found.results if each.service.id != referral.service_id]
    if online_only:
        fitting = _online(fitting)
    return [
        Choice(code=str(each.id), label=each.name, hint=each.organisation.name)
        for each in fitting[:SHOWN]
    ]


def is_a_service(id_: str) -> bool:
    """Whether it is the id of a service that is listed here."""
    try:
        wanted = UUID(id_)
    except ValueError:
        return False
    listed = select(Service.id).where(
        Service.id == wanted,
        Service.partnership_id == current_actor().partnership_id,
        Service.status == Status.LIVE,
    )
    return session().scalar(listed) is not None


def _online(services: Iterable[Service]) -> list[Service]:
    kept = list(services)
    ids = [each.id for each in kept]
    online = online_services(session(), ids, reader=current_actor(), at=now())
    return [each for each in kept if online.get(each.id) is Online.YES]
