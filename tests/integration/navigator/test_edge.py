"""What every response carries, and what no request gets past."""

import re
from dataclasses import replace

import pytest
from werkzeug.test import Client

from config import Mode
from navigator import create_app
from navigator.web.access import AccessNotDeclared, refuse_undeclared
from navigator.web.words import say
from services_catalog.queries import partnership_for_host

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/", id="a page"),
        pytest.param("/nowhere", id="no page"),
        pytest.param("/static/nothing.css", id="no file"),
        pytest.param("/api/v1/needs", id="json"),
        pytest.param("/openapi.json", id="the description"),
    ],
)
def test_every_response_carries_the_headers(client, address):
    headers = client.get(address).headers

    assert EVERYWHERE.items() <= dict(headers).items()
    policy = headers["Content-Security-Policy"]
    assert {"default-src 'none'", "object-src 'none'", "base-uri 'none'"} <= set(policy.split("; "))
    assert "unsafe" not in policy


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
@pytest.mark.parametrize("address", ["/", "/api/v1/needs", "/api/v1/match", "/openapi.json"])
def test_no_other_website_is_let_read_an_answer(app, partnership, address, method):
    asked = {"Origin": "https://evil.example.com", "Access-Control-Request-Method": "POST"}
    answer = Client(app).open(address, method=method, headers=asked)

    assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        pytest.param("/", "text/html; charset=utf-8", id="a page"),
        pytest.param("/nowhere", "text/html; charset=utf-8", id="no page"),
        pytest.param("/api/v1/needs", "application/json", id="json"),
        pytest.param("/api/v1/nowhere", "application/problem+json", id="no json"),
        pytest.param("/openapi.json", "application/json", id="the description"),
        pytest.param("/health/live", "application/json", id="health"),
    ],
)
def test_every_answer_says_what_it_is(client, address, kind):
    assert client.get(address).headers["Content-Type"] == kind


def test_the_nonce_is_new_each_time(client):
    policies = [client.get("/").headers["Content-Security-Policy"] for _ in range(2)]

    nonces = [re.search(r"'nonce-([^']+)'", policy)[1] for policy in policies]
    assert len(set(nonces)) == 2


def test_a_post_without_its_token_is_refused_in_words(client):
    answer = client.post("/search", data={"q": "boxing"})

    assert answer.status_code == 422
    assert say("mistake.too_old") in answer.text


def test_a_wrong_method_says_which_are_right(client):
    answer = client.put("/api/v1/needs")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.mimetype == "application/problem+json"


def test_a_view_that_says_nothing_of_access_stops_the_app(settings):
    app = create_app(settings)
    app.add_url_rule("/silent", "silent", lambda: "")

    with pytest.raises(AccessNotDeclared, match="silent"):
        refuse_undeclared(app)


def test_the_host_picks_the_partnership(session, make):
    default = make.partnership()
    other = make.partnership(name="Another Partnership", host="other.example.org")

    assert partnership_for_host(session, "other.example.org") == other
    assert partnership_for_host(session, "anything.example.org") == default


def test_a_production_app_asks_for_secure_cookies_and_transport(settings):
    app = create_app(
        replace(settings, mode=Mode.PRODUCTION, trusted_hosts=("navigator.example.org",))
    )
    answer = app.test_client().get("/static/nothing.css", base_url="https://navigator.example.org")

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert app.session_interface.cookie == "__Host-navigator"


def test_another_host_name_is_not_answered_in_production(settings):
    app = create_app(
        replace(settings, mode=Mode.PRODUCTION, trusted_hosts=("navigator.example.org",))
    )

    assert app.test_client().get("/", base_url="https://evil.example.com").status_code == 400
