"""The rules of a service as its page says them: only what the page does not say anyway."""

from dataclasses import dataclass

from eligibility import Criterion, sentences_of
from eligibility.criteria import AgeBetween
from navigator.web.levels import current_levels
from navigator.web.words import label
from services_catalog.codes import Access
from services_catalog.criteria_names import CatalogueNames
from services_catalog.criteria_queries import ServiceCriteria
from services_catalog.gazetteer import Gazetteer
from services_catalog.models import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRules:
    """Sentences, and the text that the service has put beside its rules. Either may be empty."""

    sentences: tuple[str, ...]
    guidance: str


def shown_rules(found: ServiceCriteria, service: Service, *, gazetteer: Gazetteer) -> ShownRules:
    """Rules that come from what the listing says are on its page already."""
    if not found.is_set:
        return ShownRules(sentences=(), guidance="")
    names = rule_names(gazetteer)
    rules = [rule for rule in found.criteria if not _is_its_age(rule, service)]
    return ShownRules(sentences=sentences_of(rules, names=names), guidance=found.guidance)


def rule_names(gazetteer: Gazetteer) -> CatalogueNames:
    """What pages and JSON call the codes that rules are made of."""
    return CatalogueNames(
        gazetteer=gazetteer,
        access={code: label("access", code) for code in Access},
        levels=current_levels().scale,
    )


def _is_its_age(rule: Criterion, service: Service) -> bool:
    return (
        isinstance(rule, AgeBetween)
        and rule.lowest == service.lowest_age
        and rule.highest == service.highest_age
    )
