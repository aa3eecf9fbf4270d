"""put_partnership ..."""

from dataclasses import replace
from datetime import time

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


def test_keeps_the_hours_and_the_team_for_adults(session):
    facts = replace(
        FACTS, front_door_opens=time(8, 30), front_door_closes=time(17),
        adults_name=" Adult Care ", adults_phone="0117 496 0003",
    )  # fmt: skip

    kept = put_partnership(session, facts)
    session.expire_all()

    assert (kept.front_door_opens, kept.front_door_closes) == (time(8, 30), time(17))
    assert (kept.adults_name, kept.adults_phone) == ("Adult Care", "0117 496 0003")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        pytest.param({"front_door_opens": time(9)}, "front_door_closes", id="never closes"),
        pytest.param({"front_door_closes": time(17)}, "front_door_opens", id="never opens"),
        pytest.param(
            {"front_door_opens": time(17), "front_door_closes": time(9)}, "front_door_closes",
            id="closes first",
        ),
        pytest.param({"adults_name": "Adult Care"}, "adults_phone", id="a team without number"),
        pytest.param({"adults_phone": "0117 496 0003"}, "adults_name", id="a number of nobody"),
    ],
)  # fmt: skip
def test_refuses_what_a_card_could_not_show(session, facts, field):
    with pytest.raises(PartnershipInvalid) as refused:
        put_partnership(session, replace(FACTS, **facts))

    assert refused.value.field == field
