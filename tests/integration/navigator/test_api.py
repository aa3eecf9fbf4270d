"""The JSON of version 1 ..."""

from datetime import timedelta
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import func, select

from base.clock import today
from navigator.enquiries.models import Enquiry
from services_catalog.codes import Visibility
from services_catalog.models import Authority, Outcode, Ward

HARTCLIFFE = "E05010896"
ENVELOPE = {
    "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty",
    "contents", "facets", "notices",
}  # fmt: skip
ITEM = {
    "id", "name", "summary", "organisation", "source", "phone", "email", "url", "levels", "ages",
    "needs", "area", "delivery", "space", "evidence", "verified_on", "freshness", "why",
}  # fmt: skip


@pytest.fixture
def places(session):
    session.add(Authority(code="E06000023", name="Bristol"))
    session.flush()
    session.add(
        Ward(
            code=HARTCLIFFE,
            name="Hartcliffe and Withywood",
            authority_code="E06000023",
            latitude=51.405,
            longitude=-2.605,
        )
    )
    session.add(
        Outcode(
            code="BS13",
            latitude=51.41,
            longitude=-2.61,
            authority_codes="E06000023",
            ward_codes=HARTCLIFFE,
        )
    )
    session.flush()


@pytest.fixture
def boxing(make, places):
    return make.service(
        name="Example Boxing",
        need=["positive_activity"],
        level=["universal"],
        delivery=["location"],
        areas=[("ward", HARTCLIFFE)],
        wards=[HARTCLIFFE],
        verified_on=today(),
    )


def ask(client, query=""):
    answer = client.get(f"/api/v1/services{query}")
    assert answer.status_code == 200, answer.text
    return answer.json


def test_lists_services_in_the_envelope_of_the_standard(client, boxing):
    found = ask(client, "?q=boxing&home=BS13&age=14")

    assert found.keys() == ENVELOPE
    [item] = found["contents"]
    assert item.keys() == ITEM
    assert item["id"] == str(boxing.id)
    assert item["source"] == {"feed": boxing.feed, "id": boxing.source_id}
    assert item["ages"] == {"lowest": 11, "highest": 18}
    assert item["area"] == [
        {"kind": "ward", "code": HARTCLIFFE, "name": "Hartcliffe and Withywood"}
    ]
    assert item["why"], "it says why it is there"
    assert (found["total_items"], found["first_page"], found["last_page"]) == (1, True, True)


def test_is_what_its_description_says(client, boxing):
    described = client.get("/openapi.json").json

    for address, got in (
        ("/api/v1/services", ask(client)),
        ("/api/v1/services/{service_id}", client.get(f"/api/v1/services/{boxing.id}").json),
        ("/api/v1/needs", client.get("/api/v1/needs").json),
    ):
        answer = described["paths"][address]["get"]["responses"]["200"]
        schema = answer["content"]["application/json"]["schema"] | {
            "components": described["components"]
        }
        Draft202012Validator(schema).validate(got)


def test_a_page_of_the_description_can_be_read(client):
    page = client.page("/api")

    assert "/api/v1/services" in page.text
    assert "freshness" in page.text


def test_pages_hold_every_service_once(client, make):
    made = {str(make.service().id) for _ in range(5)}

    seen = [
        item["id"]
        for number in (1, 2, 3)
        for item in ask(client, f"?per_page=2&page={number}")["contents"]
    ]

    assert len(seen) == 5
    assert set(seen) == made


def test_a_page_past_the_last_is_empty_and_says_so(client, make):
    make.service()

    found = ask(client, "?page=1000000")

    assert (found["empty"], found["contents"], found["total_items"]) == (True, [], 1)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        pytest.param("age=-1", "age", id="an age below zero"),
        pytest.param("age=200", "age", id="an age above all"),
        pytest.param("age=x", "age", id="an age that is no number"),
        pytest.param("home=BS99+9ZZ", "home", id="a full postcode of nowhere"),
        pytest.param("home=LU7+ONY", "home", id="a full postcode with a slip"),
        pytest.param("home=Atlantis", "home", id="a place nobody knows"),
        pytest.param("need=worry", "need", id="a need that is not one"),
        pytest.param("level=%00", "level", id="a null byte for a code"),
        pytest.param("space=has_places,lots", "space", id="one wrong code of two"),
        pytest.param("day=someday", "day", id="no day of the week"),
        pytest.param("evening=perhaps", "evening", id="neither yes nor no"),
        pytest.param("page=0", "page", id="page nought"),
        pytest.param("page=1000000000", "page", id="a page beyond all"),
        pytest.param("per_page=101", "per_page", id="too many a page"),
        pytest.param("freshnes=current", "freshnes", id="a parameter with a slip"),
    ],
)
def test_a_wrong_parameter_is_named(client, places, query, parameter):
    answer = client.get(f"/api/v1/services?{query}")

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json["parameter"] == parameter
    assert len(answer.json["detail"]) > 10


def test_a_full_postcode_is_never_said_back(client, places):
    answer = client.get("/api/v1/services?home=BS13+8AB")

    assert "8AB" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("q=%ff%fe", id="no text at all"),
        pytest.param("q=" + "a" * 10_000, id="ten thousand letters"),
        pytest.param("q=*+AND+(name:[a+TO+z]", id="the words of a query language"),
        pytest.param("q=%22%22%27--;", id="quotes"),
        pytest.param("q=a%00b", id="a null byte"),
        pytest.param("q=&age=&home=&need=", id="everything empty"),
        pytest.param("need=trauma&need=trauma,housing", id="codes repeated and with commas"),
    ],
)
def test_odd_input_that_can_be_used_gets_an_answer(client, make, query):
    make.service()

    ask(client, f"?{query}")


def test_what_the_public_may_not_see_is_not_there(client, make):
    hidden = make.service(visibility=Visibility.PROFESSIONALS)
    elsewhere = make.service(
        organisation=make.organisation(
            partnership=make.partnership(name="Another", host="other.example.org")
        )
    )

    assert ask(client)["total_items"] == 0
    answers = [
        client.get(f"/api/v1/services/{secret}") for secret in (hidden.id, elsewhere.id, uuid4())
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_facets_count_what_can_still_be_chosen(client, make):
    make.service(need=["trauma"], level=["targeted"])
    make.service(need=["housing"], level=["universal"])

    facets = ask(client, "?level=targeted")["facets"]

    assert facets["level"] == {"targeted": 1, "universal": 1}
    assert facets["need"] == {"trauma": 1}


def test_says_when_a_check_is_overdue(client, make):
    make.service(verified_on=today() - timedelta(days=200))

    assert ask(client, "?freshness=overdue")["contents"][0]["freshness"] == "overdue"


def test_counts_no_enquiry_for_a_program(client, session, make):
    make.service()

    ask(client, "?q=boxing&age=14")

    assert session.scalar(select(func.count()).select_from(Enquiry)) == 0


def test_every_need_of_the_vocabulary_is_listed(client):
    needs = client.get("/api/v1/needs").json["contents"]

    assert {"violence_seen", "debt"} <= {need["code"] for need in needs}
    assert all(need["label"] and need["meaning"] for need in needs)
