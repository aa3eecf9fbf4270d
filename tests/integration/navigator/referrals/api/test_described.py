"""The description of the JSON, and the page for developers."""

from jsonschema import Draft202012Validator

from navigator.referrals.lifecycle import TABLE
from tests.integration.navigator.referrals.api.programs import (
    REFERRALS,
)


def test_the_table_of_moves_is_there_for_everybody(client):
    contents = client.get("/api/v1/referral-moves").json["contents"]

    assert [row["move"] for row in contents] == [row.move for row in TABLE]
    decline = next(row for row in contents if row["move"] == "propose_decline")
    assert "no_places" in decline["reasons"]
    assert (decline["facts"], decline["note"], decline["by"]) == (
        ["alternative"], "required", ["receiver"])  # fmt: skip


def test_the_description_is_valid_and_says_what_is_answered(client, teacher, worker, sent):
    described = client.get("/openapi.json").json
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    one, path = f"{REFERRALS}/{sent['id']}", "/api/v1/referrals/{referral_id}"
    answers = [
        (
            "/api/v1/referrals",
            "post",
            "201",
            {"referrals": [sent], "open_already": [], "notices": []},
        ),
        ("/api/v1/referrals", "get", "200", teacher.get().json),
        (path, "get", "200", teacher.get(one).json),
        (path, "get", "200", worker.get(one).json),
        (f"{path}/moves/{{move}}", "post", "200", worker.move(sent["id"], "accept").json),
        ("/api/v1/referral-moves", "get", "200", client.get("/api/v1/referral-moves").json),
    ]

    for address, method, status, answer in answers:
        call = described["paths"][address][method]
        schema = call["responses"][status]["content"]["application/json"]["schema"]
        Draft202012Validator(schema | {"components": described["components"]}).validate(answer)
    assert described["paths"]["/api/v1/referrals"]["post"]["security"] == [{"key": []}]


def test_the_page_for_developers_says_what_to_send(client):
    page = client.page("/api").get_text(" ")

    for said in ("POST /api/v1/referrals", "services.young_person.capacity", "Idempotency-Key",
                 "If-Match", "facts.expected_start"):  # fmt: skip
        assert said in page
