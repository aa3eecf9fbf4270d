"""A browser session ..."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import session as kept
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, select

from config import Mode
from navigator.accounts import browser_sessions
from navigator.accounts.browser_sessions import (
    IDLE_LIMIT,
    SEEN_EVERY,
    digest,
    forget_idle,
    read_facts,
    touch,
    write_facts,
)
from navigator.accounts.models import BrowserSession
from navigator.web.access import public as public_view
from navigator.web.browser_session import KeptSessions
from tests.factories import NOON

KEY = "k" * 43


def rows(session) -> int:
    return session.scalar(select(func.count()).select_from(BrowserSession))


@pytest.fixture
def app_with_a_memory(app):
    """Two pages of our own: one that remembers, one that only looks."""

    @public_view
    def remember() -> str:
        kept["seen"] = kept.get("seen", 0) + 1
        return str(kept["seen"])

    @public_view
    def look() -> str:
        return str(kept.get("seen", 0))

    app.add_url_rule("/test/remember", view_func=remember)
    app.add_url_rule("/test/look", view_func=look)
    return app


@pytest.fixture
def browser(app_with_a_memory):
    app_with_a_memory.test_client_class = None
    return app_with_a_memory.test_client()


def test_keeps_facts_between_requests(browser):
    assert [browser.get("/test/remember").text for _ in range(2)] == ["1", "2"]


def test_leaves_no_row_behind_a_person_who_only_reads(browser, session):
    browser.get("/test/look")

    assert rows(session) == 0


def test_puts_nothing_but_a_random_key_in_the_cookie(browser, session):
    cookie = browser.get("/test/remember").headers["Set-Cookie"]

    key = cookie.split("=", 1)[1].split(";")[0]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert len(key) >= 43
    assert session.scalar(select(BrowserSession)).key_digest != key


def test_is_gone_after_half_an_hour_without_a_request(session, public):
    write_facts(session, KEY, {"a": 1}, partnership_id=public.partnership_id, at=NOON)

    def facts(at):
        return read_facts(session, KEY, partnership_id=public.partnership_id, at=at)

    assert facts(NOON + IDLE_LIMIT - timedelta(seconds=1)) == {"a": 1}
    assert facts(NOON + IDLE_LIMIT) == {}


def test_belongs_to_one_partnership(session, make, public):
    other = make.partnership(name="Another Partnership", host="other.example.org")
    write_facts(session, KEY, {"a": 1}, partnership_id=public.partnership_id, at=NOON)

    assert read_facts(session, KEY, partnership_id=other.id, at=NOON) == {}


def test_can_be_forgotten_once_idle(session, public):
    write_facts(session, KEY, {"a": 1}, partnership_id=public.partnership_id, at=NOON)

    assert forget_idle(session, at=NOON) == 0
    assert forget_idle(session, at=NOON + IDLE_LIMIT) == 1
    assert rows(session) == 0


def seen_at(session, public, at):
    return touch(session, KEY, partnership_id=public.partnership_id, at=at)


def test_lives_on_while_somebody_looks_around(session, public):
    write_facts(session, KEY, {"a": 1}, partnership_id=public.partnership_id, at=NOON)

    assert seen_at(session, public, NOON + timedelta(minutes=20))
    assert seen_at(session, public, NOON + timedelta(minutes=40))
    at = NOON + timedelta(minutes=60)
    assert read_facts(session, KEY, partnership_id=public.partnership_id, at=at) == {"a": 1}


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(SEEN_EVERY - timedelta(seconds=1), id="a moment later"),
        pytest.param(IDLE_LIMIT, id="when it is gone"),
    ],
)
def test_is_not_written_again(session, public, later):
    write_facts(session, KEY, {"a": 1}, partnership_id=public.partnership_id, at=NOON)

    assert not seen_at(session, public, NOON + later)


def test_that_was_never_kept_cannot_be_kept_alive(session, public):
    assert not seen_at(session, public, NOON)
    assert rows(session) == 0


def test_is_started_once_though_two_requests_start_it(session, public, monkeypatch):
    tries = iter([False, True])
    write_facts(session, KEY, {"a": 1}, partnership_id=public.partnership_id, at=NOON)
    replace = browser_sessions._replace
    monkeypatch.setattr(
        browser_sessions, "_replace", lambda *a, **k: next(tries) and replace(*a, **k)
    )

    write_facts(session, KEY, {"b": 2}, partnership_id=public.partnership_id, at=NOON)

    assert read_facts(session, KEY, partnership_id=public.partnership_id, at=NOON) == {"b": 2}


def test_keeps_the_moment_it_started(session, public):
    for minutes in (0, 5):
        at = NOON + timedelta(minutes=minutes)
        write_facts(session, KEY, {"a": minutes}, partnership_id=public.partnership_id, at=at)

    assert session.scalar(select(BrowserSession)).started_at == NOON


def test_takes_those_left_idle_along_when_it_is_kept(browser, session, public):
    write_facts(session, KEY, {"a": 1}, partnership_id=public.partnership_id, at=NOON)

    browser.get("/test/remember")

    assert session.scalar(select(BrowserSession)).key_digest != digest(KEY)
    assert rows(session) == 1


@pytest.fixture
def moving_browser(app_with_a_memory):
    """A browser whose session can go on under another key, and can end."""

    @public_view
    def renew() -> str:
        before = generate_csrf()
        kept.renew()
        return "same" if generate_csrf() == before else "new"

    @public_view
    def end() -> str:
        kept.end()
        return "over"

    app_with_a_memory.add_url_rule("/test/renew", view_func=renew)
    app_with_a_memory.add_url_rule("/test/end", view_func=end)
    app_with_a_memory.test_client_class = None
    return app_with_a_memory.test_client()


def key_of(browser) -> str:
    found = browser.get_cookie("navigator")
    return found.value if found else ""


def test_check_06_goes_on_under_another_key(moving_browser, session):
    moving_browser.get("/test/remember")
    before = key_of(moving_browser)

    assert moving_browser.get("/test/renew").text == "new", "forms carry the token of the new key"

    assert key_of(moving_browser) != before
    assert moving_browser.get("/test/look").text == "1"
    assert session.scalars(select(BrowserSession.key_digest)).all() == [
        digest(key_of(moving_browser))
    ]


def test_is_forgotten_on_both_sides_when_it_ends(moving_browser, session):
    moving_browser.get("/test/remember")
    moving_browser.get("/test/end")

    assert key_of(moving_browser) == ""
    assert rows(session) == 0


def test_gives_no_cookie_to_who_only_looks(browser):
    looked = browser.get("/test/look")

    assert "Set-Cookie" not in looked.headers
    assert "Cookie" in looked.headers["Vary"]


def test_check_12_in_production_the_cookie_is_kept_to_one_host_and_to_https(app, settings):
    app.session_interface = KeptSessions(replace(settings, mode=Mode.PRODUCTION))

    answer = app.test_client().get("/sign-in", base_url="https://navigator.example.org")

    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-navigator"
    parts = {part.strip() for part in rest.split(";")}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert "domain" not in rest.lower()
