"""load_demonstration ..."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from navigator.simulation import catalogue
from navigator.simulation.catalogue import load_demonstration
from navigator.simulation.source_tables import rows
from services_catalog.gazetteer_loading import load_geography
from services_catalog.models import Organisation, Partnership, Service
from services_catalog.operations import Put
from tests.factories import NOON

A_FEW = 12


@pytest.fixture
def a_few(monkeypatch):
    """The demonstration cut short, for what does not depend on how long it is."""
    monkeypatch.setattr(catalogue, "rows", lambda: rows()[:A_FEW])


def test_makes_the_partnership_and_puts_every_listing_once(session):
    load_geography(session)

    first = load_demonstration(session, at=NOON)
    second = load_demonstration(session, at=NOON)

    [partnership] = session.scalars(select(Partnership))
    count = session.scalar(select(func.count()).select_from(Service))
    assert partnership.front_door_phone == "0117 903 6444"
    assert "invented" in partnership.out_of_hours_phone
    assert (first[Put.ADDED], second[Put.UNCHANGED]) == (count, count)
    assert set(session.scalars(select(Service.feed))) == {"demonstration"}
    assert session.scalar(select(func.count()).select_from(Organisation)) > 80


@pytest.mark.usefixtures("a_few")
def test_uses_the_partnership_that_is_there(session, partnership):
    said = []

    load_demonstration(session, at=NOON, progress=said.append)

    assert set(session.scalars(select(Service.partnership_id))) == {partnership.id}
    assert said == [f"Demonstration: {A_FEW} listings added, all invented."]


@pytest.mark.usefixtures("a_few")
@pytest.mark.parametrize(
    ("days", "put"),
    [
        pytest.param(1, Put.UNCHANGED, id="the next day, nothing is due"),
        pytest.param(7, Put.CHANGED, id="a week later, the dates have moved"),
    ],
)
def test_keeps_up_with_the_calendar_and_adds_nothing(session, days, put):
    load_demonstration(session, at=NOON)

    later = load_demonstration(session, at=NOON + timedelta(days=days))

    assert later[Put.ADDED] == 0
    assert later.most_common(1)[0][0] is put
