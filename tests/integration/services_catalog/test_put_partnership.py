"""put_partnership ..."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from services_catalog.models import Partnership
from services_catalog.partnerships import PartnershipFacts, PartnershipInvalid, put_partnership

FACTS = PartnershipFacts(
    name="Example Partnership",
    place="Exampleton",
    front_door_name="Front Door",
    front_door_phone="0117 496 0001",
    front_door_hours="Monday to Friday, 9am to 5pm",
    out_of_hours_phone="0117 496 0002",
)


def test_adds_the_one_that_answers_everywhere_else(session):
    partnership = put_partnership(session, FACTS)

    assert (partnership.host, partnership.place) == (None, "Exampleton")


def test_changes_the_one_of_a_host_and_no_other(session):
    default = put_partnership(session, FACTS)
    first = put_partnership(session, replace(FACTS, name="A"), host="A.example.org")

    again = put_partnership(session, replace(FACTS, name="B"), host="a.example.org")

    assert again is first
    assert (again.name, default.name) == ("B", "Example Partnership")
    assert session.scalar(select(func.count()).select_from(Partnership)) == 2


def test_refuses_one_that_nobody_can_ring(session):
    with pytest.raises(PartnershipInvalid) as refused:
        put_partnership(session, replace(FACTS, front_door_phone=" "))

    assert refused.value.field == "front_door_phone"
    assert str(refused.value) == "Give the front door phone."
