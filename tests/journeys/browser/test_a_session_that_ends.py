"""Before a session ends a page says so, and lets it go on; nothing that was typed is lost."""

import pytest

from tests.journeys.browser.conftest import bring_session

DIALOG = "dialog[data-session-left]"


@pytest.fixture
def account(desktop, served):
    """A page of somebody signed in, with a clock that can be put forward."""
    bring_session(desktop, served, "account, ")
    desktop.clock.install()
    desktop.goto("/account/keys")
    desktop.fill("#name", "our website")
    left = int(desktop.locator(DIALOG).get_attribute("data-session-left"))
    return desktop, left


def test_it_warns_two_minutes_before_and_goes_on(account):
    page, left = account
    page.clock.run_for((left - 130) * 1000)
    assert not page.locator(DIALOG).is_visible()

    page.clock.run_for(20_000)
    assert page.locator(DIALOG).is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Stay signed in"

    page.keyboard.press("Enter")
    page.locator(DIALOG).wait_for(state="hidden")
    assert page.input_value("#name") == "our website"
    page.clock.run_for(60_000)
    assert not page.locator(DIALOG).is_visible()


def test_once_it_is_over_the_page_says_so_and_keeps_what_was_typed(account):
    page, left = account
    page.clock.run_for((left - 60) * 1000)
    page.clock.run_for(70_000)

    assert "You are signed out" in page.inner_text(f"{DIALOG} h2")
    assert page.input_value("#name") == "our website"
    assert not page.locator(DIALOG).get_by_role("button").is_visible()


def test_a_page_opened_in_another_tab_quiets_the_warning(account):
    page, left = account
    page.clock.run_for((left - 60) * 1000)
    assert page.locator(DIALOG).is_visible()

    other = page.context.new_page()
    other.goto("/account")

    page.locator(DIALOG).wait_for(state="hidden")


def test_a_password_can_be_shown(desktop):
    desktop.goto("/sign-in")
    desktop.fill("#password", "staple horse")
    desktop.get_by_role("button", name="Show password").click()

    assert desktop.get_attribute("#password", "type") == "text"
