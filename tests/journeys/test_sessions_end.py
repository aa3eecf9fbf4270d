"""A session ends when it should, at once, and takes no text with it."""

import re
from datetime import timedelta

import pytest
import time_machine

from base.actor import Actor
from navigator.accounts import people
from navigator.accounts.permissions import ABSOLUTE_LIMIT
from navigator.web.words import say
from services_catalog.models import Organisation
from tests.factories import NOON, PASSWORD
from tests.journeys.coming_in import (
    NEW,
    cookie,
    is_signed_in,
    page_of,
    send,
    signs_out,
)
from tests.signing_in import sign_in

IDLE = timedelta(minutes=30)
SECOND = timedelta(seconds=1)
FETCH = {"Sec-Fetch-Mode": "cors"}


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def con(make):
    return make.person(email="con@example.org", name="Con Example", roles=["commissioner"])


def _sign_out(client, _session, _person):
    signs_out(client)


def _everywhere(client, _session, _person):
    send(client, "/account/sign-out-everywhere", page="/account")


def _change_password(client, _session, _person):
    send(client, "/account/password", current=PASSWORD, password=NEW)


def _disable(_client, session, person):
    people.disable(session, person, at=NOON)
    session.commit()


def _change_roles(_client, session, person):
    actor = Actor(partnership_id=person.partnership_id, roles=frozenset({"coordinator"}))
    organisation = session.get_one(Organisation, person.memberships[0].organisation_id)
    people.change_roles(session, person, organisation, ["panel_member"], actor=actor, at=NOON)
    session.commit()


def _leave(_client, session, person):
    organisation = session.get_one(Organisation, person.memberships[0].organisation_id)
    people.end_membership(session, person, organisation, at=NOON)
    session.commit()


def _leave_unseen(_client, session, person):
    """A membership that ended in some other way, with no word to the sessions."""
    person.memberships[0].ended_at = NOON
    session.commit()


@pytest.mark.parametrize(
    "end",
    [_sign_out, _everywhere, _change_password, _disable, _change_roles, _leave, _leave_unseen],
)
def test_check_07_a_copied_cookie_is_dead_at_the_next_request(client, app, session, con, end):
    sign_in(client, con)
    thief = app.test_client()
    thief.set_cookie("navigator", cookie(client))
    assert is_signed_in(thief)

    end(client, session, con)

    asked = thief.get("/account")
    assert (asked.status_code, asked.headers["Location"]) == (303, "/sign-in?next=/account")
    assert con.name not in thief.get("/").text


def test_check_07_signing_out_here_leaves_other_browsers(client, app, con):
    elsewhere = sign_in(app.test_client(), con)
    sign_in(client, con)
    assert len(client.page("/account").select("[aria-labelledby=where-title] li")) == 2

    signs_out(client)

    assert is_signed_in(elsewhere)


def test_check_08_it_ends_when_nobody_is_there(client, con, clock):
    for wait, is_open in [(IDLE - SECOND, True), (IDLE - SECOND, True), (IDLE, False)]:
        if (wait, is_open) == (IDLE - SECOND, True):
            sign_in(client, con)
        clock.shift(wait)
        assert is_signed_in(client) is is_open


def test_check_08_a_page_that_asks_by_itself_keeps_nothing_open(client, con, clock):
    sign_in(client, con)
    for _ in range(6):
        clock.shift(timedelta(minutes=5))
        answer = client.get("/account", headers=FETCH)

    assert answer.status_code == 303


def test_check_08_it_goes_on_while_somebody_is_there(client, con, clock):
    sign_in(client, con)
    for _ in range(6):
        clock.shift(timedelta(minutes=20))
        assert is_signed_in(client)


def test_check_08_it_ends_in_the_end_however_busy(client, con, clock):
    sign_in(client, con)
    left = ABSOLUTE_LIMIT
    while left > timedelta(minutes=20):
        clock.shift(timedelta(minutes=20))
        left -= timedelta(minutes=20)
        assert is_signed_in(client)
    clock.shift(left)

    assert not is_signed_in(client)


def test_an_administrator_is_signed_out_sooner(client, make, clock):
    sign_in(client, make.person(roles=["administrator"]))
    clock.shift(timedelta(minutes=15))

    assert not is_signed_in(client)


def test_check_08_a_page_says_when_it_ends_and_lets_it_go_on(client, con, clock):
    sign_in(client, con)
    clock.shift(timedelta(minutes=20))
    page = client.page("/account")
    dialog = page.select_one("dialog")
    assert say("session.ends", when="12:50pm") in page.text
    assert dialog["data-session-left"] == str(30 * 60)

    clock.shift(timedelta(minutes=29))
    answer = client.post(
        dialog["data-stay"], headers={**FETCH, "X-CSRFToken": dialog["data-token"]}
    )
    assert answer.get_json() == {"seconds": 30 * 60}
    clock.shift(timedelta(minutes=29))
    assert is_signed_in(client)


def test_check_08_who_comes_too_late_is_told_so(client, con, clock):
    sign_in(client, con)
    dialog = client.page("/account").select_one("dialog")
    clock.shift(IDLE)

    answer = client.post(
        dialog["data-stay"], headers={**FETCH, "X-CSRFToken": dialog["data-token"]}
    )
    assert answer.status_code == 303


def test_a_late_sign_out_is_a_sign_out(client, con, clock):
    sign_in(client, con)
    token = client.page("/account").select_one("form[action='/sign-out'] input")["value"]
    clock.shift(IDLE)

    answer = client.post("/sign-out", data={"csrf_token": token})
    assert answer.headers["Location"] == "/signed-out"


def test_the_page_names_the_browsers_one_by_one(client, con):
    named = {
        "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/2010 Firefox/140.0": "Firefox on Windows",
        "Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0": (
            "Edge on Chromebook"
        ),
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1": (
            "Safari on iPhone"
        ),
        "<script>alert(1)</script>": "A browser",
        "curl Chrome": "Chrome",
    }
    for told in named:
        fresh = client.application.test_client()
        send(fresh, "/sign-in", email=con.email, password=PASSWORD, headers={"User-Agent": told})
    sign_in(client, con)

    rows = client.page("/account").select("[aria-labelledby=where-title] li strong")
    assert {row.text for row in rows} == {*named.values()}


def test_a_page_of_an_ended_session_shows_no_form_of_somebody(client, con, clock):
    sign_in(client, con)
    clock.shift(IDLE)
    page = page_of(client.get("/"))

    assert page.select("dialog") == []
    assert not re.search(re.escape(con.name), page.text)
