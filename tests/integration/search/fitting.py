"""Situations in the small invented town, and what is read of results by fit."""

from eligibility import Situation
from services_catalog.criteria_names import place_of
from tests.unit.search.gazetteer import TOWN

THIRTEEN = Situation(age=13)


def living_in(ward, **facts):
    return Situation(home=place_of(TOWN.homes[ward], TOWN), **facts)


def names(results):
    return [result.service.name for result in results]


def kinds(result):
    """The codes of its reasons by kind."""
    return {reason.kind: reason.codes for reason in result.reasons}
