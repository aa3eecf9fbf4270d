"""Every view says who may use it, and means it."""

import re
from uuid import uuid4

import pytest
from flask import Flask

from navigator.accounts.permissions import Permission
from navigator.web import csrf
from navigator.web.access import PUBLIC, AccessNotDeclared, refuse_undeclared
from tests.signing_in import sign_in

CHECKS_ITSELF = {
    "search.search",
    "safety.forget",
    "situation.save",
    "situation.answer",
    "sign_in.submit",
}
"""Posts that check the token themselves, so that what was typed is kept where it is too old."""

READS_NO_COOKIE = {"api_match.match"}
"""Posts of programs: nobody can be made to send one in their own name, and nothing is kept."""

BY_KEY = {"api_referrals.send", "api_referrals.move"}
"""Posts of programs that need who asks: with the cookie of a browser they need the token too."""


def rules(app):
    found = list(app.url_map.iter_rules())
    assert len(found) > 8, "would prove little"
    return found


def address(rule):
    return rule.build(dict.fromkeys(rule.arguments, uuid4()))[1]


def test_every_view_declares_its_access(app):
    access = {
        r.endpoint: getattr(app.view_functions[r.endpoint], "access", None) for r in rules(app)
    }

    assert [e for e, a in access.items() if a != PUBLIC and a not in set(Permission)] == []


def test_a_view_that_says_nothing_stops_the_start():
    app = Flask(__name__)
    app.add_url_rule("/silent", "silent", lambda: "")

    with pytest.raises(AccessNotDeclared, match="silent"):
        refuse_undeclared(app)


def test_the_public_gets_no_further_than_the_public_pages(app, client):
    for rule in rules(app):
        if app.view_functions[rule.endpoint].access == PUBLIC and "GET" in rule.methods:
            assert client.get(address(rule)).status_code in {200, 303, 404}, rule


def test_every_post_needs_its_token(app, client):
    posts = [rule for rule in rules(app) if "POST" in rule.methods]
    assert posts, "would prove nothing"

    for rule in posts:
        expected = 401 if rule.endpoint in BY_KEY else 422
        assert client.post(address(rule)).status_code == expected, rule


def test_a_post_of_a_program_needs_its_token_where_a_cookie_comes_with_it(
    app, client, make, session
):
    person = make.person()
    session.commit()
    sign_in(client, person)
    headers = {"Idempotency-Key": "k", "If-Match": '"1"'}

    for rule in (rule for rule in rules(app) if rule.endpoint in BY_KEY):
        answer = client.post(address(rule), json={}, headers=headers)
        assert (answer.status_code, answer.json["detail"]) == (422, csrf.TOO_OLD), rule


def test_only_posts_that_check_for_themselves_are_let_through(app):
    let_through = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if f"{view.__module__}.{view.__name__}" in csrf.protect._exempt_views
    }

    assert let_through == CHECKS_ITSELF | READS_NO_COOKIE | BY_KEY


def test_the_policy_has_a_new_nonce_each_time_and_no_inline_style(client):
    policies = [client.get("/privacy").headers["Content-Security-Policy"] for _ in range(2)]

    nonces = [re.search(r"'nonce-([^']+)'", policy)[1] for policy in policies]
    assert nonces[0] != nonces[1]
    assert "unsafe" not in policies[0]
