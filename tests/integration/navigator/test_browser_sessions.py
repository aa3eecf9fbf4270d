"""A browser session ..."""

from datetime import timedelta

import pytest
from flask import session as kept
from sqlalchemy import func, select

from navigator.accounts.browser_sessions import IDLE_LIMIT, forget_idle, read_facts, write_facts
from navigator.accounts.models import BrowserSession
from navigator.web.access import public as public_view
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
