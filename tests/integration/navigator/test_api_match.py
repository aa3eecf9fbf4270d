"""The JSON of results by fit ..."""

from uuid import UUID

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import func, select

from base.actor import Actor
from base.clock import today
from eligibility.criteria import AgeBetween, CareStatusAmong, Exclusion, ReferredBySector
from navigator.accounts.models import BrowserSession
from navigator.enquiries.models import Enquiry
from services_catalog.codes import Visibility
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from services_catalog.models import Authority, Ward
from tests.factories import NOON

HARTCLIFFE = "E05010896"
RULES = (
    AgeBetween(lowest=11, highest=18),
    ReferredBySector(codes=frozenset({"education"})),
    Exclusion(rule=CareStatusAmong(codes=frozenset({"care_leaver"}))),
)


@pytest.fixture
def ward(session):
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
    session.flush()


@pytest.fixture
def boxing(make, ward):
    return make.service(
        name="Example Boxing",
        need=["positive_activity"],
        areas=[("ward", HARTCLIFFE)],
        wards=[HARTCLIFFE],
        verified_on=today(),
    )


@pytest.fixture
def mentors(session, make, ward, public):
    """It goes by rules that were set."""
    made = make.service(name="Example Mentors", need=["trusted_adult"], verified_on=today())
    change = CriteriaChange(criteria=RULES, reason="New year", by="Sam Example")
    set_criteria(session, made.id, change, actor=Actor(partnership_id=public.partnership_id),
                 at=NOON)  # fmt: skip
    return made


@pytest.fixture
def match(client):
    def send(situation, **parameters):
        answer = client.post("/api/v1/match", json={"situation": situation, **parameters})
        assert answer.status_code == 200, answer.text
        return answer.json

    return send


def names(found, verdict):
    return [item["name"] for item in found["groups"][verdict]]


@pytest.mark.parametrize(
    ("situation", "verdict"),
    [
        pytest.param({"age": 14, "home": HARTCLIFFE}, "can_probably_help", id="all fits"),
        pytest.param({"school_year": 9, "home": HARTCLIFFE}, "can_probably_help", id="by year"),
        pytest.param({"age": 14}, "ask_first", id="the place is not known"),
        pytest.param({}, "ask_first", id="nothing is known"),
        pytest.param({"age": 14, "home": None}, "ask_first", id="null is not asked"),
        pytest.param({"age": 20}, "not_set_up", id="too old"),
    ],
)
def test_a_service_stands_in_the_group_of_its_verdict(match, boxing, situation, verdict):
    found = match(situation)

    assert names(found, verdict) == ["Example Boxing"]
    assert found["totals"][verdict] == 1
    assert sum(found["totals"].values()) == 1
    assert found["groups"][verdict][0]["verdict"] == verdict


def test_every_item_says_why_in_codes_and_sentences(match, boxing):
    [item] = match({"age": 14, "home": HARTCLIFFE, "needs": ["positive_activity"]})["groups"][
        "can_probably_help"
    ]

    why = {reason["code"]: reason for reason in item["why"]}
    assert why["need"]["codes"] == ["positive_activity"]
    assert why["near_home"]["codes"] == [HARTCLIFFE]
    assert all(reason["sentence"].endswith(".") for reason in item["why"])
    assert {finding["kind"]: finding["met"] for finding in item["findings"]}["age_between"] == "yes"


def test_what_to_ask_comes_with_the_rules_that_need_it(match, mentors):
    [item] = match({"age": 14})["groups"]["ask_first"]

    asked = {question["fact"]: question for question in item["questions"]}
    assert asked.keys() == {"sector", "care"}
    assert asked["sector"]["sentence"] == "Who is asking for this help?"
    assert asked["sector"]["because"]


def test_a_near_miss_says_what_would_do_and_nothing_else(match, boxing):
    [item] = match({"age": 10, "home": HARTCLIFFE, "gender": "male"})["groups"]["not_set_up"]

    assert item["near_miss"] == {"fact": "age", "sentence": "When they turn 11."}


def test_contradictions_are_said_and_stop_nothing(match, boxing):
    found = match({"age": 6, "education": "post_16"})

    assert "Check both." in " ".join(found["contradictions"])


def test_the_parameters_of_a_search_stand_beside_the_situation(match, boxing, mentors):
    found = match({"age": 14}, need=["trusted_adult"], per_page=1)

    assert names(found, "ask_first") == ["Example Mentors"]
    assert (found["total_items"], found["size"], found["last_page"]) == (1, 1, True)


def test_age_and_home_may_stand_beside_the_situation(match, boxing):
    assert names(match({}, age=14, home="Hartcliffe and Withywood"), "can_probably_help")


def test_is_what_its_description_says(client, match, boxing, mentors):
    described = client.get("/openapi.json").json
    call = described["paths"]["/api/v1/match"]["post"]
    schema = call["responses"]["200"]["content"]["application/json"]["schema"]

    Draft202012Validator(schema | {"components": described["components"]}).validate(
        match({"age": 10, "needs": ["positive_activity"]})
    )
    body = call["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    fields = described["components"]["schemas"][body]["properties"]
    assert {"situation", "q", "need", "page"} <= fields.keys()


def test_the_page_for_developers_says_what_to_send(client):
    page = client.page("/api").get_text(" ")

    for said in ("POST /api/v1/match", "situation.attendance", "/criteria"):
        assert said in page


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        pytest.param({}, "situation", id="no situation"),
        pytest.param({"situation": None}, "situation", id="a situation that is null"),
        pytest.param({"situation": []}, "situation", id="a situation that is a list"),
        pytest.param({"situation": {"age": 999}}, "situation.age", id="an age above all"),
        pytest.param({"situation": {"needs": ["worry"]}}, "situation.needs", id="no such need"),
        pytest.param({"situation": {"care": "yes"}}, "situation.care", id="no such code"),
        pytest.param({"situation": {"name": "Pat"}}, "situation.name", id="no such field"),
        pytest.param({"situation": {"home": "BS13 8AB"}}, "situation.home", id="a postcode"),
        pytest.param({"situation": {}, "need": ["worry"]}, "need", id="no such need to filter by"),
        pytest.param({"situation": {}, "home": "Atlantis"}, "home", id="no such place"),
        pytest.param({"situation": {}, "page": 0}, "page", id="page nought"),
        pytest.param({"situation": {}, "sitation": 1}, "sitation", id="a slip"),
        pytest.param([1, 2], "body", id="no object"),
        pytest.param("text", "body", id="a text"),
    ],
)
def test_what_is_wrong_is_named(client, ward, body, parameter):
    answer = client.post("/api/v1/match", json=body)

    assert answer.status_code == 422, answer.text
    assert answer.mimetype == "application/problem+json"
    assert answer.json["parameter"] == parameter
    assert "8AB" not in answer.text
    assert "Pat" not in answer.text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param({"data": b"{", "content_type": "application/json"}, 400, id="half an object"),
        pytest.param({"data": b"\xff", "content_type": "application/json"}, 400, id="no text"),
        pytest.param({"data": b"a=b", "content_type": "text/plain"}, 422, id="no JSON"),
        pytest.param({}, 422, id="nothing"),
    ],
)
def test_what_is_no_json_is_refused(client, sent, status):
    answer = client.post("/api/v1/match", **sent)

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_nothing_is_kept_and_no_cookie_is_set(client, session, match, boxing):
    answer = client.post("/api/v1/match", json={"situation": {"age": 14}})

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store, private"
    for table in (BrowserSession, Enquiry):
        assert session.scalar(select(func.count()).select_from(table)) == 0


def test_what_the_public_may_not_see_is_in_no_group(match, make, ward):
    make.service(visibility=Visibility.PROFESSIONALS)

    assert sum(match({"age": 14})["totals"].values()) == 0


def test_pages_hold_every_service_once(match, make, ward):
    made = {make.service().id for _ in range(5)}

    pages = [match({"age": 14}, per_page=2, page=number) for number in (1, 2, 3)]

    listed = [item["id"] for page in pages for group in page["groups"].values() for item in group]
    assert sorted(map(UUID, listed)) == sorted(made)


@pytest.mark.parametrize(
    ("situation", "words", "code"),
    [
        pytest.param({}, "he has a knife on him now", "safeguarding_now", id="danger now"),
        pytest.param({"level": "specialist"}, "", "safeguarding_specialist", id="specialist help"),
    ],
)
def test_who_must_be_rung_stands_before_every_service(boxing, match, situation, words, code):
    notices = match(situation, q=words)["notices"]

    assert notices[0]["code"] == code
    assert "0117 496 0001" in notices[0]["sentence"]


def test_a_search_for_learning_about_harm_raises_nothing(boxing, match):
    notices = match({}, q="knife crime workshop")["notices"]

    assert not [notice for notice in notices if notice["code"].startswith("safeguarding")]


def test_a_search_by_words_says_it_too(client, boxing):
    [first, *_] = client.get("/api/v1/services?q=suicidal").json["notices"]

    assert first["code"] == "safeguarding_today"
