"""set_criteria, and what is read of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from base.actor import Actor
from eligibility.criteria import (
    AccessProvided,
    AgeBetween,
    CareStatusAmong,
    Exclusion,
    InArea,
    NeedAmong,
    NotUnderstood,
    SpeaksOneOf,
    StrengthAmong,
)
from services_catalog.codec import CriteriaInvalid
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from services_catalog.criteria_queries import (
    criteria_by_service,
    criteria_of,
    criteria_on,
    history,
    owned_service,
)
from services_catalog.listing import ListedOrganisation, Listing
from services_catalog.models import CriteriaVersion, Service
from services_catalog.models.criteria import HistoryRewritten
from services_catalog.operations import put_listing
from services_catalog.queries import ServiceNotFound
from tests.factories import NOON

AGES = AgeBetween(lowest=11, highest=16)
CARE = CareStatusAmong(codes=frozenset({"in_care"}))
CHANGE = CriteriaChange(criteria=(AGES,), guidance="Ring.", reason="New funding", by="Sam Example")


@pytest.fixture
def service(make):
    return make.service(lowest_age=11, highest_age=18)


@pytest.fixture
def put(session, public, service):
    def change(change=CHANGE, *, at=NOON, **facts):
        return set_criteria(session, service.id, replace(change, **facts), actor=public, at=at)

    return change


@pytest.fixture
def other(make) -> Actor:
    found = make.partnership(name="Another Partnership", host="other.example.org")
    return Actor(partnership_id=found.id)


def test_what_is_set_is_in_force(session, service, public, put):
    put()

    found = criteria_of(session, service, reader=public)

    assert (found.criteria, found.guidance) == ((AGES,), "Ring.")
    assert (found.version, found.changed_by, found.reason) == (1, "Sam Example", "New funding")
    assert found.changed_at == NOON


def test_where_nobody_has_set_any_the_entry_says(session, service, public):
    found = criteria_of(session, service, reader=public)

    assert found.criteria == (AgeBetween(lowest=11, highest=18),)
    assert not found.is_set


def test_no_rules_at_all_is_a_thing_to_set(session, service, public, put):
    put(criteria=())

    found = criteria_of(session, service, reader=public)
    assert (found.criteria, found.is_set) == ((), True)


def test_a_change_is_a_new_version_and_the_old_ones_stay(session, service, public, put):
    put()
    put(criteria=(AGES, CARE), at=NOON + timedelta(days=1), reason="Fewer places")

    found = history(session, service, reader=public)

    assert [version.version for version in found] == [2, 1]
    assert [version.criteria for version in found] == [(AGES, CARE), (AGES,)]
    assert criteria_of(session, service, reader=public) == found[0]


def test_many_are_read_together_each_with_its_newest(session, make, service, public, put):
    listed = make.service(lowest_age=5, highest_age=7)
    put()
    put(criteria=(CARE,))

    found = criteria_by_service(session, [service, listed], reader=public)

    assert found[service.id].criteria == (CARE,)
    assert found[listed.id].criteria == (AgeBetween(lowest=5, highest=7),)


def moment(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        pytest.param(date(2026, 6, 30), None, id="before the first"),
        pytest.param(date(2026, 7, 1), 1, id="half an hour past midnight in London"),
        pytest.param(date(2026, 7, 9), 1, id="between"),
        pytest.param(date(2026, 7, 10), 3, id="two in one day: the end of the day counts"),
        pytest.param(date(2027, 1, 1), 3, id="after the last"),
    ],
)
def test_what_applied_on_a_day_can_be_read_back(session, service, public, put, day, version):
    put(at=moment(2026, 6, 30, 23, 30))
    put(criteria=(CARE,), at=moment(2026, 7, 10, 8))
    put(criteria=(AGES, CARE), at=moment(2026, 7, 10, 22, 59))

    found = criteria_on(session, service, day, reader=public)

    assert (found and found.version) == version


def test_the_entry_becomes_a_newer_one(session, service, put):
    before = service.revision

    put()
    session.refresh(service)

    assert (service.revision, service.changed_at) == (before + 1, NOON)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param({"by": " "}, "who changes", id="nobody"),
        pytest.param({"reason": ""}, "why", id="no reason"),
        pytest.param({"guidance": "x" * 5001}, "at most 5000", id="long guidance"),
        pytest.param({"guidance": "a\x00b"}, "at most", id="a zero byte"),
        pytest.param({"guidance": "a\ud800b"}, "at most", id="half a surrogate pair"),
        pytest.param(
            {"criteria": (NotUnderstood(stored_kind="odd"),)}, "“odd”", id="not understood"
        ),
        pytest.param(
            {"criteria": (Exclusion(rule=NeedAmong(codes=frozenset({"odd", "debt"}))),)},
            "do not know: odd",
            id="a need",
        ),
        pytest.param(
            {"criteria": (StrengthAmong(codes=frozenset({"odd"})),)}, "odd", id="a strength"
        ),
        pytest.param(
            {"criteria": (SpeaksOneOf(codes=frozenset({"odd"})),)}, "odd", id="a language"
        ),
        pytest.param({"criteria": (AccessProvided(codes=frozenset({"odd"})),)}, "odd", id="access"),
        pytest.param({"criteria": (InArea(wards=frozenset({"W9"})),)}, "W9", id="a ward"),
        pytest.param({"criteria": (InArea(areas=frozenset({"a/b"})),)}, "a/b", id="an area"),
        pytest.param(
            {"criteria": (InArea(authorities=frozenset({"E9"})),)}, "E9", id="an authority"
        ),
        pytest.param({"criteria": (AGES,) * 51}, "at most 100", id="too many"),
    ],
)
def test_what_cannot_be_kept_is_refused(session, service, public, put, facts, said):
    with pytest.raises(CriteriaInvalid, match=said):
        put(**facts)

    assert history(session, service, reader=public) == []


def test_the_same_again_is_refused(put):
    put()

    with pytest.raises(CriteriaInvalid, match="already"):
        put(reason="Again")


def test_another_partnership_neither_sets_nor_reads(session, service, other, put):
    put()

    with pytest.raises(ServiceNotFound):
        set_criteria(session, service.id, CHANGE, actor=other, at=NOON)
    with pytest.raises(ServiceNotFound):
        owned_service(session, service.id, actor=other)
    assert history(session, service, reader=other) == []
    assert not criteria_of(session, service, reader=other).is_set
    assert criteria_on(session, service, date(2030, 1, 1), reader=other) is None


def test_a_service_that_is_not_there_is_not_found(session, public):
    with pytest.raises(ServiceNotFound):
        set_criteria(session, uuid4(), CHANGE, actor=public, at=NOON)


def test_a_version_is_never_changed(session, put):
    put().reason = "Another reason"

    with pytest.raises(HistoryRewritten, match="Version 1"):
        session.flush()


def test_the_database_holds_one_row_for_each_version(session, service, put):
    put()
    row = {"id": uuid4(), "service_id": service.id, "partnership_id": service.partnership_id,
           "version": 1, "criteria": [], "guidance": "", "changed_by": "a", "changed_at": NOON,
           "reason": "b"}  # fmt: skip

    with pytest.raises(IntegrityError):
        session.execute(insert(CriteriaVersion), [row])


def test_a_kind_of_another_version_is_read_apart_and_reported(session, service, public, caplog):
    session.add(
        CriteriaVersion(
            service_id=service.id, partnership_id=service.partnership_id, version=1,
            criteria=[{"kind": "from_the_future"}], changed_by="a", changed_at=NOON, reason="b",
        )
    )  # fmt: skip
    session.flush()

    found = criteria_of(session, service, reader=public)

    assert found.criteria == (NotUnderstood(stored_kind="from_the_future"),)
    assert found.unread == ("from_the_future",)
    assert "from_the_future" in caplog.text


def test_a_feed_that_sends_the_listing_again_leaves_the_rules(session, public):
    listing = Listing(
        feed="test",
        source_id="fed",
        name="Example",
        organisation=ListedOrganisation(source_id="o", name="Example"),
        lowest_age=11,
    )
    put_listing(session, listing, actor=public, at=NOON)
    service = session.scalar(select(Service).where(Service.source_id == "fed"))
    set_criteria(session, service.id, CHANGE, actor=public, at=NOON)

    put_listing(session, replace(listing, lowest_age=5), actor=public, at=NOON)

    assert criteria_of(session, service, reader=public).criteria == (AGES,)
