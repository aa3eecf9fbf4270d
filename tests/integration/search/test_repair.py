"""The index is kept true to the catalogue."""

from datetime import date, timedelta

import pytest

from search.index import IndexUnavailable
from search.repair import check_index, index_services, rebuild_index, repair_index
from services_catalog.codes import Status
from services_catalog.models import Service
from services_catalog.queries import revisions
from tests.factories import TODAY
from tests.unit.search.gazetteer import TOWN


def repair(session, index, today=TODAY):
    return repair_index(session, index, today=today, gazetteer=TOWN)


def held(index):
    return {id_: revision for id_, (revision, _) in index.held().items()}


def is_true(session, index):
    return held(index) == revisions(session) and not check_index(session, index, today=TODAY)


def edit(session, id_, **facts):
    service = session.get(Service, id_)
    for name, value in facts.items():
        setattr(service, name, value)
    service.revision += 1
    session.flush()


def test_builds_the_index_where_there_is_none(session, index, make):
    service = make.service()

    drift = repair(session, index)

    assert (drift.unusable, drift.missing) == (True, {service.id})
    assert is_true(session, index)


def test_mends_every_kind_of_difference_at_once(session, index, make):
    kept, edited, ended = (make.service().id for _ in range(3))
    lapsing = make.service(space="full", space_said_on=TODAY - timedelta(days=30)).id
    repair(session, index)
    edit(session, edited, name="Renamed")
    edit(session, ended, status=Status.ENDED)
    added = make.service().id
    tomorrow = TODAY + timedelta(days=1)

    drift = repair(session, index, today=tomorrow)

    assert (drift.missing, drift.outdated, drift.extra) == ({added}, {edited}, {ended})
    assert drift.lapsed == {lapsing}
    assert str(drift) == "1 missing, 1 outdated, 1 extra, 1 lapsed"
    assert held(index).keys() == {kept, edited, lapsing, added}
    assert not check_index(session, index, today=tomorrow)


def test_changes_nothing_where_nothing_differs(session, index, make):
    make.service()
    repair(session, index)

    assert str(repair(session, index)) == "true to the catalogue"


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        pytest.param({"verified_on": TODAY}, TODAY + timedelta(days=184), id="a check falls due"),
        pytest.param({"verify_by": TODAY}, TODAY + timedelta(days=1), id="its own date passes"),
        pytest.param(
            {"verify_by": TODAY - timedelta(days=300)},
            TODAY + timedelta(days=66),
            id="it is withdrawn",
        ),
        pytest.param({"verified_on": None}, None, id="never checked, never due"),
    ],
)
def test_knows_the_day_on_which_a_listing_lapses(session, index, make, facts, day):
    make.service(**facts)
    repair(session, index)

    [(_, lapses_on)] = index.held().values()
    assert lapses_on == day


def test_checking_changes_nothing(session, index, make):
    service = make.service()

    drift = check_index(session, index, today=TODAY)

    assert drift.missing == {service.id}
    with pytest.raises(IndexUnavailable):
        index.held()


def test_one_edit_is_searchable_at_once(session, index, make, search):
    id_ = make.service(name="Boxing").id
    ending = make.service(name="Chess").id
    repair(session, index)
    edit(session, id_, name="Climbing")
    edit(session, ending, status=Status.ENDED)

    assert index_services(session, index, [id_, ending], today=TODAY, gazetteer=TOWN)

    assert search.names("climbing") == ["Climbing"]
    assert search("boxing chess").total == 0
    assert is_true(session, index)


def test_an_edit_that_cannot_be_indexed_now_is_found_by_the_next_repair(session, index, make):
    id_ = make.service().id

    assert not index_services(session, index, [id_], today=TODAY, gazetteer=TOWN)
    assert repair(session, index).missing == {id_}


def test_shows_how_far_a_rebuild_is(session, index, make):
    for _ in range(3):
        make.service()
    seen = []

    def watch(documents, count):
        for document in documents:
            seen.append((document.revision, count))
            yield document

    assert rebuild_index(session, index, today=TODAY, gazetteer=TOWN, watch=watch) == 3
    assert seen == [(1, 3)] * 3


def test_a_date_that_has_come_is_a_date_that_has_lapsed():
    from search.repair import _has_lapsed  # noqa: PLC0415  beside its one use

    day = date(2026, 1, 2)
    assert _has_lapsed(day, day)
    assert not _has_lapsed(day + timedelta(days=1), day)
    assert not _has_lapsed(None, day)
