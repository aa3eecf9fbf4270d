"""The invented rules agree with the listings that they stand beside."""

from datetime import date

import pytest

from eligibility.criteria import Discretion, Exclusion, InArea, Prerequisite, ReferredBySector
from navigator.simulation.catalogue import demonstration_listings
from navigator.simulation.criteria import criteria_for, invented_rules
from services_catalog.codes import Route, Status
from services_catalog.derived_criteria import derived_criteria

TODAY = date(2026, 11, 2)
LISTINGS = {each.source_id: each for each in demonstration_listings(today=TODAY)}
WITH_RULES = [pytest.param(LISTINGS.get(source_id), id=source_id) for source_id in invented_rules()]


def test_about_a_third_of_the_listings_have_rules_of_their_own():
    assert 0.3 < len(invented_rules()) / len(LISTINGS) < 0.4
    assert invented_rules().keys() <= LISTINGS.keys()


@pytest.mark.parametrize("listing", WITH_RULES)
def test_what_the_listing_says_stays_and_only_the_ways_into_its_area_may_grow(listing):
    rules = criteria_for(listing)
    kept = [rule for rule in rules if rule not in invented_rules()[listing.source_id].also]

    assert [by_places(rule) for rule in kept] == [by_places(r) for r in derived_criteria(listing)]
    assert len(rules) > len(kept) > 0


def by_places(rule):
    return (rule.wards, rule.authorities, rule.areas) if isinstance(rule, InArea) else rule


@pytest.mark.parametrize("listing", WITH_RULES)
def test_who_may_refer_is_asked_only_where_professionals_alone_refer(listing):
    leaves = [leaf for rule in criteria_for(listing) for leaf in rule.leaves()]

    if any(isinstance(leaf, ReferredBySector) for leaf in leaves):
        assert listing.routes == {Route.PROFESSIONAL}


@pytest.mark.parametrize("listing", WITH_RULES)
def test_nobody_who_can_just_turn_up_meets_a_condition(listing):
    assert listing.status is not Status.ENDED
    assert Route.OPEN_ACCESS not in listing.routes or not any(
        isinstance(rule, Prerequisite) for rule in criteria_for(listing)
    )


def test_conditions_exceptions_refusals_and_guidance_are_all_to_be_seen():
    rules = [rule for told in invented_rules().values() for rule in told.also]

    assert {Discretion, Exclusion, Prerequisite} <= {type(rule) for rule in rules}
    assert sum(bool(told.guidance) for told in invented_rules().values()) > 40
