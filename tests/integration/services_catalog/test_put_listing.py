"""put_listing ..."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from services_catalog.codes import AreaKind, Scheme
from services_catalog.listing import (
    ListedArea,
    ListedEvidence,
    ListedOpening,
    ListedOrganisation,
    Listing,
)
from services_catalog.models import Service
from services_catalog.operations import ListingInvalid, Put, put_listing
from tests.factories import NOON

LISTING = Listing(
    feed="a feed",
    source_id="7",
    name="Example Boxing",
    organisation=ListedOrganisation(source_id="o1", name="Example Trust"),
    needs=frozenset({"positive_activity", "trusted_adult"}),
    areas=(ListedArea(kind=AreaKind.NATIONAL),),
    openings=(ListedOpening(weekday=1),),
    evidence=(ListedEvidence(scale="eif", level="not_rated"),),
    document='{"id": 7}',
)


def test_adds_a_listing_with_its_parts_and_its_source(session, public):
    put = put_listing(session, LISTING, actor=public, at=NOON)

    [service] = session.scalars(select(Service))
    assert put is Put.ADDED
    assert service.coded(Scheme.NEED) == ("positive_activity", "trusted_adult")
    assert service.source.document == '{"id": 7}'
    assert {part.partnership_id for part in (*service.codes, *service.areas, service.source)} == {
        public.partnership_id
    }


def test_changes_nothing_the_second_time(session, public):
    put_listing(session, LISTING, actor=public, at=NOON)

    assert put_listing(session, LISTING, actor=public, at=NOON) is Put.UNCHANGED


def test_a_change_raises_the_revision_and_replaces_what_was_said(session, public):
    put_listing(session, LISTING, actor=public, at=NOON)
    changed = replace(LISTING, needs=frozenset({"trauma"}), openings=())

    assert put_listing(session, changed, actor=public, at=NOON) is Put.CHANGED

    session.expire_all()
    [service] = session.scalars(select(Service))
    assert (service.revision, service.needs, service.openings) == (2, ("trauma",), [])


def test_renaming_an_organisation_outdates_its_other_services(session, public):
    put_listing(session, LISTING, actor=public, at=NOON)
    renamed = replace(LISTING.organisation, name="Example Trust for the Young")
    other = replace(LISTING, source_id="8", organisation=renamed)

    put_listing(session, other, actor=public, at=NOON)

    first = session.scalar(select(Service).where(Service.source_id == "7"))
    assert first.revision == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"name": "  "}, "name", id="no name"),
        pytest.param({"lowest_age": -1}, "lowest_age", id="an age below zero"),
        pytest.param({"lowest_age": 12, "highest_age": 11}, "lowest_age", id="ages swapped"),
    ],
)
def test_refuses_what_no_listing_can_be(session, public, wrong, field):
    with pytest.raises(ListingInvalid) as refused:
        put_listing(session, replace(LISTING, **wrong), actor=public, at=NOON)

    assert refused.value.field == field
