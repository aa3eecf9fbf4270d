"""The JSON of the rules of a service ..."""

from datetime import timedelta
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import insert

from base.clock import now, today
from eligibility.criteria import AgeBetween
from services_catalog.codes import Visibility
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from services_catalog.models import CriteriaVersion

OLD, NEW = AgeBetween(lowest=11, highest=16), AgeBetween(lowest=13, highest=18)
OLD_STORED = {"kind": "age_between", "lowest": 11, "highest": 16}
WEEK = timedelta(days=7)


@pytest.fixture
def service(make):
    return make.service(lowest_age=8, highest_age=25)


@pytest.fixture
def changed(session, service, public):
    """Rules were set two weeks ago, and again a week ago."""
    for rule, at in ((OLD, now() - 2 * WEEK), (NEW, now() - WEEK)):
        change = CriteriaChange(criteria=(rule,), guidance="Ring.", reason="r", by="Sam Example")
        set_criteria(session, service.id, change, actor=public, at=at)
    return service


@pytest.fixture
def rules(client):
    def ask(service, query=""):
        answer = client.get(f"/api/v1/services/{service.id}/criteria{query}")
        assert answer.status_code == 200, answer.text
        return answer.json

    return ask


def test_says_what_is_in_force_now(rules, changed):
    found = rules(changed)

    assert (found["version"], found["is_set"], found["guidance"]) == (2, True, "Ring.")
    assert [rule["sentence"] for rule in found["rules"]] == ["For people aged 13 to 18."]
    assert found["note"] == ""


def test_says_what_was_in_force_on_a_day(rules, changed):
    day = today() - timedelta(days=10)

    found = rules(changed, f"?on={day}")

    assert (found["version"], found["on"]) == (1, day.isoformat())
    assert found["rules"] == [{"stored": OLD_STORED, "sentence": "For people aged 11 to 16."}]
    assert found["changed_at"]


def test_a_day_before_any_were_set_says_so(rules, changed):
    found = rules(changed, f"?on={today() - 3 * WEEK}")

    assert (found["is_set"], found["version"], found["rules"]) == (False, None, [])
    assert "Nobody had set rules" in found["note"]


def test_where_nobody_set_any_they_come_from_the_listing(rules, service):
    found = rules(service)

    assert (found["is_set"], found["changed_at"]) == (False, None)
    assert [rule["sentence"] for rule in found["rules"]] == ["For people aged 8 to 25."]
    assert found["note"].startswith("Nobody has set rules")


def test_who_changed_them_is_not_said(client, changed):
    answer = client.get(f"/api/v1/services/{changed.id}/criteria")

    assert "Sam" not in answer.text


def test_a_rule_that_cannot_be_read_is_said_to_be_so(rules, session, service):
    session.execute(
        insert(CriteriaVersion).values(
            id=uuid4(), partnership_id=service.partnership_id, service_id=service.id, version=1,
            criteria=[{"kind": "of_the_future", "far": 1}], guidance="", changed_by="x",
            changed_at=now() - WEEK, reason="r",
        )
    )  # fmt: skip

    found = rules(service)

    assert found["unread"] == ["of_the_future"]
    assert found["rules"][0]["stored"]["kind"] == "not_understood"


def test_is_what_its_description_says(client, rules, changed):
    described = client.get("/openapi.json").json
    call = described["paths"]["/api/v1/services/{service_id}/criteria"]["get"]
    schema = call["responses"]["200"]["content"]["application/json"]["schema"]

    Draft202012Validator(schema | {"components": described["components"]}).validate(rules(changed))


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("on=yesterday", id="no day"),
        pytest.param("on=2026-02-30", id="a day that never was"),
        pytest.param("on=9999-12-31", id="a day to come"),
    ],
)
def test_a_day_that_cannot_be_used_is_named(client, changed, query):
    answer = client.get(f"/api/v1/services/{changed.id}/criteria?{query}")

    assert answer.status_code == 422
    assert answer.json["parameter"] == "on"


def test_a_slip_in_a_parameter_is_named(client, changed):
    answer = client.get(f"/api/v1/services/{changed.id}/criteria?day=2026-01-01")

    assert answer.json["parameter"] == "day"


def test_what_the_public_may_not_see_is_not_there(client, make):
    hidden = make.service(visibility=Visibility.PROFESSIONALS)

    assert client.get(f"/api/v1/services/{hidden.id}/criteria").status_code == 404
