"""put_listing ..."""

from dataclasses import replace

import pytest
from sqlalchemy import event, select

from base.actor import Actor
from services_catalog.codes import AreaKind, Scheme
from services_catalog.listing import (
    ListedArea,
    ListedEvidence,
    ListedOpening,
    ListedOrganisation,
    Listing,
)
from services_catalog.models import Service
from services_catalog.operations import (
    ListingInvalid,
    Put,
    put_listing,
    put_listings,
    retire_listings,
)
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


def test_many_at_once_costs_no_more_statements_than_one(session, public):
    asked = []
    event.listen(session.connection(), "before_cursor_execute", lambda *_: asked.append(1))

    def asked_for(first, count):
        before = len(asked)
        many = [replace(LISTING, source_id=f"{first}-{n}") for n in range(count)]
        assert put_listings(session, many, actor=public, at=NOON) == [Put.ADDED] * count
        return len(asked) - before

    asked_for("warm", 1)
    assert asked_for("few", 2) == asked_for("many", 100)


def test_many_at_once_says_in_order_what_became_of_each(session, public):
    put_listing(session, LISTING, actor=public, at=NOON)
    put_listing(session, replace(LISTING, source_id="8"), actor=public, at=NOON)
    many = [
        replace(LISTING, source_id="9"),
        LISTING,
        replace(LISTING, source_id="8", name="Another name"),
        replace(LISTING, feed="another feed"),
    ]

    puts = put_listings(session, many, actor=public, at=NOON)

    assert puts == [Put.ADDED, Put.UNCHANGED, Put.CHANGED, Put.ADDED]


def test_a_change_is_seen_by_who_holds_the_listing(session, public):
    put_listing(session, LISTING, actor=public, at=NOON)
    [held] = session.scalars(select(Service))
    assert held.needs == ("positive_activity", "trusted_adult")

    put_listing(session, replace(LISTING, needs=frozenset({"trauma"})), actor=public, at=NOON)

    assert (held.needs, held.revision) == (("trauma",), 2)


def test_of_another_partnership_is_never_touched(session, public, make):
    put_listing(session, LISTING, actor=public, at=NOON)
    other = make.partnership(name="Another Partnership", host="other.example.org")
    stranger = Actor(partnership_id=other.id)

    assert put_listing(session, LISTING, actor=stranger, at=NOON) is Put.ADDED
    mine = session.scalars(
        select(Service.id).where(Service.partnership_id == public.partnership_id)
    ).all()
    assert retire_listings(session, mine, actor=stranger, at=NOON) == 0
    assert retire_listings(session, mine, actor=public, at=NOON) == 1
