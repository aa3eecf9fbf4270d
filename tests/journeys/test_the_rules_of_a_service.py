"""The page of a service says the rules that it goes by."""

import pytest
from sqlalchemy import select

from base.actor import Actor
from base.clock import now
from eligibility.criteria import (
    AccessProvided,
    AgeBetween,
    CareStatusAmong,
    Exclusion,
    InArea,
)
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from services_catalog.models import CriteriaVersion, Service
from tests.journeys import sample

HEADING = "The rules they go by"
ITS_AGE = AgeBetween(lowest=11, highest=18)


@pytest.fixture
def service(listed, session, day):
    listed(sample.full(day))
    return session.scalar(select(Service).where(Service.source_id == "full"))


@pytest.fixture
def page_with(client, session, service):
    """``page_with(rule, ...)``: set the rules of the sample, and open its page."""

    def show(*rules, guidance=""):
        change = CriteriaChange(criteria=rules, guidance=guidance, reason="New", by="Sam Example")
        actor = Actor(partnership_id=service.partnership_id)
        set_criteria(session, service.id, change, actor=actor, at=now())
        session.commit()
        return client.page(f"/services/{service.id}").main

    return show


def rows(page):
    keys = page.select("dt.govuk-summary-list__key")
    return {key.text: key.find_next_sibling("dd") for key in keys}


def test_says_each_rule_as_a_sentence_and_the_guidance_beside_them(page_with):
    page = page_with(
        ITS_AGE,
        Exclusion(rule=CareStatusAmong(codes=frozenset({"in_care"}))),
        InArea(wards=frozenset({sample.HARTCLIFFE})),
        AccessProvided(codes=frozenset({"step_free"})),
        guidance="We like to meet you first.\n\n- Bring a friend",
    )

    assert [item.text for item in rows(page)[HEADING].select("ul > li")] == [
        "Cannot take people who are in care.",
        "For people who live in Hartcliffe and Withywood.",
        "It says that it has no steps.",
    ]
    said = rows(page)["What else they say"].get_text(" ", strip=True)
    assert said == "We like to meet you first. Bring a friend"


def test_an_age_that_is_not_the_one_above_is_a_rule(page_with):
    page = page_with(AgeBetween(lowest=11, highest=16))

    assert rows(page)[HEADING].get_text(strip=True) == "For people aged 11 to 16."


@pytest.mark.parametrize("rules", [(), (ITS_AGE,)], ids=["none", "only the age it says anyway"])
def test_says_nothing_where_there_is_nothing_more_to_say(page_with, rules):
    assert HEADING not in page_with(*rules).text


def test_says_nothing_where_nobody_has_set_rules(client, service):
    page = client.page(f"/services/{service.id}").main

    assert HEADING not in page.text
    assert "What else they say" not in page.text


def test_guidance_is_text_and_never_mark_up(page_with):
    page = page_with(ITS_AGE, guidance="<script>alert(1)</script> {{ 7*7 }}")

    assert page.find("script") is None
    assert "<script>alert(1)</script> {{ 7*7 }}" in page.text


def test_a_rule_that_cannot_be_read_does_not_break_the_page(client, session, service):
    session.add(
        CriteriaVersion(
            service_id=service.id, partnership_id=service.partnership_id, version=1,
            criteria=[{"kind": "from_the_future"}], changed_by="a", changed_at=now(), reason="b",
        )
    )  # fmt: skip
    session.commit()

    page = client.page(f"/services/{service.id}").main

    assert rows(page)[HEADING].get_text(strip=True) == "A rule that cannot be checked here."
