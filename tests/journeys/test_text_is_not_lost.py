"""What somebody typed while their session ended is there again, for them and for nobody else."""

from datetime import timedelta

import pytest
import time_machine
from flask import Blueprint, render_template_string
from sqlalchemy import select

from navigator.accounts import people
from navigator.accounts.models import BrowserSession
from navigator.accounts.permissions import Permission
from navigator.web.access import requires
from navigator.web.signed_in import signed_in_person
from navigator.web.words import say
from tests.factories import NOON
from tests.journeys.coming_in import send, type_password
from tests.signing_in import sign_in

IDLE = timedelta(minutes=30)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def con(make):
    return make.person(email="con@example.org", name="Con Example", roles=["commissioner"])


FORM = """{% extends "layouts/base.html" %}{% block title %}A form{% endblock %}{% block content %}
<h1>A form</h1>
<form method="post" action="/letters">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<label for="text">Text</label><textarea id="text" name="text">{{ unsent().text }}</textarea>
<label for="password">Password</label>
<input id="password" name="password" type="password" value="{{ unsent().password }}">
</form>{% endblock %}"""


@pytest.fixture
def letters(app):
    """A page of our own to write on."""
    bp = Blueprint("letters", __name__)
    sent = []

    @bp.get("/letters")
    @requires(Permission.MANAGE_OWN_ACCOUNT)
    def write():
        return render_template_string(FORM)

    @bp.post("/letters")
    @requires(Permission.MANAGE_OWN_ACCOUNT)
    def post():
        sent.append(signed_in_person().name)
        return "kept", 200, {"Content-Type": "text/plain"}

    app.register_blueprint(bp)
    return sent


TEXT = "Zebedee said “I’m fine” = 1+1\nand more <b>"


def write_too_late(client, person, clock, after=IDLE):
    """Open the page, write for too long, send; return where that leads."""
    sign_in(client, person)
    token = client.page("/letters").select_one("main input[name=csrf_token]")["value"]
    clock.shift(after)
    return client.post("/letters", data={"csrf_token": token, "text": TEXT, "password": "a secret"})


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(IDLE, id="as it ends"),
        pytest.param(timedelta(minutes=55), id="long after"),
        pytest.param(timedelta(hours=11), id="at the end of the day"),
    ],
)
def test_check_08_what_was_sent_too_late_is_there_again(client, letters, con, clock, after):
    late = write_too_late(client, con, clock, after)
    assert late.headers["Location"] == "/sign-in?next=/letters"
    assert letters == []

    led = type_password(client, con, next="/letters")
    page = client.page(led.headers["Location"])

    assert page.select_one("#text").text == TEXT
    assert page.select_one("#password")["value"] == "", "a secret is typed anew"
    assert say("session.unsent") in page.text


def test_check_08_once_it_is_sent_it_waits_no_more(client, letters, con, clock):
    write_too_late(client, con, clock)
    type_password(client, con)
    client.page("/account")

    assert send(client, "/letters", text="done").status_code == 200
    assert client.page("/letters").select_one("#text").text == ""


def test_check_08_it_is_for_nobody_else(client, make, letters, con, clock, session):
    write_too_late(client, con, clock)
    type_password(client, make.person(roles=["commissioner"]))

    assert client.page("/letters").select_one("#text").text == ""
    type_password(client, con)
    assert client.page("/letters").select_one("#text").text == "", "it is gone, not hidden"


def test_it_is_locked_while_it_waits(client, letters, con, clock, session):
    write_too_late(client, con, clock)

    [kept] = [row.facts for row in session.scalars(select(BrowserSession)) if "unsent" in row.facts]
    assert "Zebedee" not in str(kept)
    assert con.name not in str(kept)


def test_nothing_is_kept_of_who_was_never_signed_in(client, letters, session):
    token = client.page("/sign-in").select_one("main input[name=csrf_token]")["value"]
    client.post("/letters", data={"csrf_token": token, "text": TEXT})

    assert session.scalars(select(BrowserSession)).all() == []


def test_nothing_is_kept_of_somebody_who_was_put_out(client, letters, session, con):
    sign_in(client, con)
    token = client.page("/letters").select_one("main input[name=csrf_token]")["value"]
    people.disable(session, con, at=NOON)
    session.commit()
    client.post("/letters", data={"csrf_token": token, "text": TEXT})

    assert not [row for row in session.scalars(select(BrowserSession)) if "unsent" in row.facts]


def test_another_website_cannot_leave_a_text_here(client, letters, con, clock, session):
    sign_in(client, con)
    clock.shift(IDLE)
    answer = client.post("/letters", data={"text": TEXT})

    assert answer.status_code == 422
    assert not [row for row in session.scalars(select(BrowserSession)) if "unsent" in row.facts]


OURS = {"Sec-Fetch-Site": "same-origin"}


def test_check_08_a_page_from_before_signing_in_again_keeps_its_text(client, letters, con):
    sign_in(client, con)
    old = client.page("/letters").select_one("main input[name=csrf_token]")["value"]
    sign_in(client, con)

    answer = client.post("/letters", data={"csrf_token": old, "text": TEXT}, headers=OURS)

    assert answer.headers["Location"] == "/letters"
    assert letters == []
    assert client.page("/letters").select_one("#text").text == TEXT


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_no_other_website_fills_in_a_form_of_somebody(client, letters, con, site):
    sign_in(client, con)
    answer = client.post("/letters", data={"text": TEXT}, headers={"Sec-Fetch-Site": site})

    assert answer.status_code == 422
    assert client.page("/letters").select_one("#text").text == ""


def test_a_mere_button_leaves_nothing_to_send_again(client, con, clock):
    sign_in(client, con)
    token = client.page("/account").select_one("main input[name=csrf_token]")["value"]
    clock.shift(IDLE)
    late = client.post("/account/organisation", data={"csrf_token": token, "organisation": "x"})

    assert late.headers["Location"] == "/sign-in?next=/"
    type_password(client, con)
    assert say("session.unsent") not in client.get("/").text
