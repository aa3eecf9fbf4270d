"""services_by_ids ..."""

import pytest

from services_catalog.codes import Status, Visibility
from services_catalog.queries import services_by_ids


def test_keeps_the_order_asked_for(session, make, public):
    ids = [make.service().id for _ in range(3)][::-1]

    assert [found.id for found in services_by_ids(session, ids, reader=public)] == ids


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"visibility": Visibility.PROFESSIONALS}, id="kept for professionals"),
        pytest.param({"status": Status.ENDED}, id="ended"),
    ],
)
def test_asks_the_database_again_who_may_see_a_listing_it_keeps(session, make, public, change):
    service = make.service()
    assert services_by_ids(session, [service.id], reader=public)

    for field, value in change.items():
        setattr(service, field, value)
    session.flush()

    assert services_by_ids(session, [service.id], reader=public) == []


def test_reads_an_edited_listing_anew(session, make, public):
    service = make.service(name="Before")
    services_by_ids(session, [service.id], reader=public)

    service.name, service.revision = "After", service.revision + 1
    session.flush()

    [found] = services_by_ids(session, [service.id], reader=public)
    assert found.name == "After"


def test_gives_whole_listings_that_outlive_their_session(session, make, public):
    service = make.service(need=["trauma"], wards=["E05010885"], areas=[("national", "")])

    [found] = services_by_ids(session, [service.id], reader=public)
    session.rollback()

    assert (found.organisation.name, found.needs) == (found.organisation.name, ("trauma",))
    assert [place.ward_code for place in found.locations] == ["E05010885"]
    assert len(found.areas) == 1
