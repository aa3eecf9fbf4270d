"""Services to compare or to carry away: each with its rules, and how it fits if that is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from base.clock import today
from eligibility import Assessment, Finding, Situation, assess
from navigator.db import session
from navigator.web.finding import current_gazetteer
from navigator.web.partnership import current_actor
from navigator.web.shown_rules import ShownRules, rule_names, shown_rules
from navigator.web.shown_service import ShownService
from services_catalog.criteria_queries import ServiceCriteria, criteria_by_service
from services_catalog.models import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """``assessment`` is None where nothing was said of a young person."""

    shown: ShownService
    rules: ShownRules
    assessment: Assessment | None = None

    @property
    def service(self) -> Service:
        return self.shown.service

    @property
    def findings(self) -> list[Finding]:
        """What its rules say of this. Guidance that nobody was asked about is left out."""
        reasons = self.assessment.reasons if self.assessment else ()
        return [found for found in reasons if not (found.guidance and found.asks)]

    @property
    def near_miss(self) -> str:
        """What small change would make it possible; empty where none would."""
        near = self.assessment.near_miss if self.assessment else None
        return near.sentence if near else ""


def carried(services: Sequence[Service], situation: Situation | None = None) -> list[Carried]:
    """In the same order. Nothing of the situation is kept beyond the page it is asked for."""
    rules = criteria_by_service(session(), services, reader=current_actor())
    return [_carried(service, rules[service.id], situation) for service in services]


def _carried(service: Service, found: ServiceCriteria, situation: Situation | None) -> Carried:
    gazetteer, on = current_gazetteer(), today()
    names = rule_names(gazetteer)
    return Carried(
        shown=ShownService(service=service, today=on, gazetteer=gazetteer),
        rules=shown_rules(found, service, gazetteer=gazetteer),
        assessment=assess(found.criteria, situation, on=on, names=names) if situation else None,
    )
