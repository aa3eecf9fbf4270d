"""Somebody signs in with e-mail and password: guesses are slowed, and tell nothing."""

import base64
import re
import zlib
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event, select

from navigator.accounts.models import BrowserSession, FailedTry, SignIn
from navigator.accounts.people import add_roles
from navigator.accounts.throttle import LIMITS, Try
from navigator.web.words import say
from tests.factories import NOON, PASSWORD
from tests.journeys.coming_in import (
    cookie,
    is_signed_in,
    page_of,
    send,
    signs_out,
    type_password,
)
from tests.signing_in import sign_in

MOST = LIMITS[Try.PASSWORD].account


@pytest.fixture
def con(make):
    """Somebody whose roles need no second factor."""
    return make.person(email="con@example.org", name="Con Example", roles=["commissioner"])


def test_the_right_password_leads_in(client, con):
    answer = type_password(client, con)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    page = client.page("/account")
    assert (
        page.select_one(".app-who__name").text
        == "Con Example, " + page.select_one(".app-belongs__one strong").text
    )


def test_somebody_signed_out_is_led_to_where_they_wanted_to_be(client, con):
    asked = client.get("/account/password")
    assert asked.headers["Location"] == "/sign-in?next=/account/password"

    page = client.page(asked.headers["Location"])
    on_to = page.select_one("input[name=next]")["value"]
    assert type_password(client, con, next=on_to).headers["Location"] == "/account/password"


def test_what_was_asked_for_leaves_no_word_in_the_address(client):
    uid = "0b6e2a1c-8a52-4f5e-9f1d-3c1d2b3a4f5e"
    asked = client.get(f"/account?q=Zebedee&page=2&who={uid}")

    assert asked.headers["Location"] == f"/sign-in?next=/account?page%3D2%26who%3D{uid}"


def test_somebody_who_sees_children_is_not_in_with_a_password_alone(client, make):
    answer = type_password(client, make.person())

    assert answer.headers["Location"] == "/sign-in/set-up"
    assert not is_signed_in(client)


def test_the_e_mail_stays_in_its_box_and_the_password_does_not(client, con):
    page = page_of(type_password(client, con, "wrong password"))

    assert page.select_one("#email")["value"] == con.email
    assert not page.select_one("#password").get("value")


@pytest.mark.parametrize("missing", ["email", "password"])
def test_an_empty_box_is_asked_for_and_is_no_try(client, session, missing):
    typed = {"email": "a@example.org", "password": "x"} | {missing: ""}
    answer = send(client, "/sign-in", **typed)

    assert answer.status_code == 422
    assert say(f"account_missing.{missing}") in answer.text
    assert session.scalars(select(FailedTry)).all() == []


def test_check_04_a_password_can_be_pasted_kept_and_shown(client):
    page = client.page("/sign-in")
    box = page.select_one("#password")

    assert page.select_one("#email")["autocomplete"] == "username"
    assert box["autocomplete"] == "current-password"
    assert box["type"] == "password"
    assert not {"maxlength", "pattern", "onpaste", "readonly"} & set(box.attrs)
    assert page.select_one("[data-module=govuk-password-input]")


def test_an_old_page_is_sent_again_without_typing_the_address_again(client):
    answer = client.post("/sign-in", data={"email": "con@example.org", "password": PASSWORD})

    assert answer.status_code == 422
    assert say("sign_in.too_old") in answer.text
    assert page_of(answer).select_one("#email")["value"] == "con@example.org"


def guess(client, person):
    """The statuses of as many wrong passwords as an account has room for."""
    token = client.page("/sign-in").select_one("main input[name=csrf_token]")["value"]
    for n in range(MOST):
        typed = {"csrf_token": token, "email": person.email, "password": f"wrong {n}"}
        address = {"X-Forwarded-For": f"10.1.1.{n}"}
        yield client.post("/sign-in", data=typed, headers=address).status_code


def test_check_01_guessing_closes_an_account_for_a_while(client, con, app):
    with time_machine.travel(NOON, tick=False) as clock:
        inside = sign_in(app.test_client(), con)
        assert set(guess(client, con)) == {422}

        closed = type_password(client, con)
        assert closed.status_code == 429
        assert 0 < int(closed.headers["Retry-After"]) <= 30 * 60
        assert is_signed_in(inside), "nobody is locked out of a session that is open"

        clock.shift(timedelta(seconds=int(closed.headers["Retry-After"])))
        assert type_password(client, con).status_code == 303


def test_check_01_a_forwarded_address_changes_nothing(client, con):
    assert set(guess(client, con)) == {422}

    answer = type_password(client, con, headers={"X-Forwarded-For": "10.9.9.9"})
    assert answer.status_code == 429


def test_check_01_many_accounts_from_one_address_are_slowed(client, con):
    token = client.page("/sign-in").select_one("main input[name=csrf_token]")["value"]
    for n in range(LIMITS[Try.PASSWORD].address):
        typed = {"csrf_token": token, "email": f"a{n}@example.org", "password": "x y z"}
        assert client.post("/sign-in", data=typed).status_code == 422

    assert type_password(client, con).status_code == 429


def test_check_06_the_cookie_from_before_opens_nothing_afterwards(client, app, con):
    client.get("/sign-in")
    before = cookie(client)
    type_password(client, con)

    thief = app.test_client()
    thief.set_cookie("navigator", before)
    assert cookie(client) != before
    assert is_signed_in(client)
    assert not is_signed_in(thief)


def test_check_06_a_key_that_somebody_planted_is_not_taken(client, con):
    client.set_cookie("navigator", "p" * 43)
    type_password(client, con)

    assert cookie(client) != "p" * 43


def test_check_06_switching_organisation_gives_another_key(client, make, con, session):
    other = make.organisation(partnership_id=con.partnership_id)
    make_member(session, con, other)
    sign_in(client, con)
    before = cookie(client)

    answer = send(client, "/account/organisation", page="/account", organisation=str(other.id))

    assert answer.status_code == 303
    assert cookie(client) != before
    assert other.name in client.page("/account").select_one(".app-who__name").text


def make_member(session, person, organisation):
    add_roles(session, person, organisation.id, ["commissioner"], at=NOON)
    session.commit()


def test_nobody_acts_for_an_organisation_that_is_not_theirs(client, make, con):
    stranger = make.organisation(partnership_id=con.partnership_id)
    sign_in(client, con)

    for given in (str(stranger.id), "nonsense", ""):
        answer = send(client, "/account/organisation", page="/account", organisation=given)
        assert answer.status_code == 404


def test_what_was_kept_before_signing_in_goes_along(client, con, session):
    send(client, "/situation", age="14")
    type_password(client, con)

    [kept] = session.scalars(select(BrowserSession)).all()
    assert kept.facts["situation"] == {"age": 14}


def test_check_12_signing_out_leaves_nothing(client, con, session):
    send(client, "/situation", age="14")
    type_password(client, con)
    answer = signs_out(client)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Location"] == "/signed-out"
    assert session.scalars(select(SignIn)).all() == []
    assert session.scalars(select(BrowserSession)).all() == []
    assert cookie(client) == ""
    client.page("/signed-out")


PERSONAL = [
    "/account", "/account/password", "/account/keys", "/account/app", "/", "/needs", "/services",
]  # fmt: skip


def test_check_32_no_page_for_somebody_is_stored(client, con):
    sign_in(client, con)

    for address in PERSONAL:
        assert "no-store" in client.get(address).headers["Cache-Control"], address


def test_every_page_has_the_way_out(client, con):
    sign_in(client, con)

    for address in PERSONAL:
        assert client.page(address).select_one('form[action="/sign-out"] button'), address


def test_a_box_that_is_sent_twice_counts_once(client, con, make):
    make.person(email="eve@example.org", name="Eve Example", roles=["commissioner"])
    twice = {"email": [con.email, "eve@example.org"], "password": [PASSWORD, "x"]}

    send(client, "/sign-in", **twice)

    assert con.name in client.page("/account").select_one(".app-who__name").text


ON_THE_WAY = [
    "/sign-in", "/password/forgot", "/password/choose/x", "/invitation/x", "/sign-in/code",
]  # fmt: skip


def test_check_32_no_page_on_the_way_in_is_stored(client):
    for address in ON_THE_WAY:
        headers = client.get(address).headers
        assert headers["Cache-Control"] == "no-store, private", address
        assert headers["Referrer-Policy"] == "no-referrer", address


def test_check_12_a_cookie_holds_nothing(client, con):
    answer = type_password(client, con)
    header = answer.headers["Set-Cookie"]
    value = cookie(client)

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in header.split(";")}
    assert "Max-Age" not in header, "it goes when the browser is closed"
    assert len(header) < 4096
    for told in (con.email, con.name, str(con.id), con.id.hex):
        for written in ways_to_read(value):
            assert told.encode() not in written


def ways_to_read(value):
    raw = value.encode()
    yield raw
    decoded = base64.urlsafe_b64decode(raw + b"=" * (-len(raw) % 4))
    yield decoded
    for each in (raw, decoded):
        try:
            yield zlib.decompress(each)
        except zlib.error:
            continue


def test_the_public_pages_give_no_cookie_and_name_nobody(client):
    for address in ("/needs", "/privacy", "/signed-out", "/api"):
        answer = client.get(address)
        assert "Set-Cookie" not in answer.headers, address
        assert "app-who" not in answer.text


def test_who_brings_no_cookie_costs_no_question(client, connection):
    asked = []
    event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))

    client.get("/needs")

    assert asked, "would prove nothing"
    assert not [each for each in asked if re.search("sign_in|app_user|browser_session", each)]
