"""Every page works where scripts are off or never arrive."""

import re

import pytest


def test_the_content_of_every_page_shows(without_scripts, addresses, every_page):
    without_scripts.goto(addresses[every_page])

    assert without_scripts.locator("h1").is_visible()
    assert without_scripts.locator("a[href='tel:999']").first.is_visible()
    assert without_scripts.get_by_text("Exit this page").last.is_visible()


def test_somebody_searches_filters_and_gets_a_number(without_scripts):
    page = without_scripts
    page.goto("/")
    page.fill("#q", "boxing")
    page.fill("#home", "BS13 0AA")
    page.get_by_role("button", name="Search").click()
    assert "0AA" not in page.url
    assert page.locator(".app-row").count() == 20

    page.get_by_text("Show filters").click()
    page.get_by_label(re.compile("^Open to all")).check()
    page.get_by_role("button", name="Apply filters").first.click()
    assert "level=universal" in page.url

    page.locator(".app-row h2 a").first.click()
    assert page.locator("main a[href^='tel:']").first.is_visible()

    page.go_back()
    assert "level=universal" in page.url


@pytest.mark.parametrize("lost", ["**/*.js", "**/init-*.js"])
def test_nothing_stays_hidden_when_scripts_never_arrive(desktop, addresses, lost):
    desktop.route(lost, lambda route: route.abort())
    desktop.goto(addresses["results"])

    assert desktop.get_by_role("button", name="Apply filters").first.is_visible()
    assert desktop.get_by_text("Exit this page").last.is_visible()
    assert desktop.locator("#share-link").is_visible()


def test_buttons_that_only_a_script_can_answer_are_not_shown(without_scripts, addresses):
    without_scripts.goto(addresses["service, full"])

    assert not without_scripts.get_by_text("Copy link").is_visible()
    assert not without_scripts.get_by_text("Print this page").is_visible()
    assert "/services/" in without_scripts.input_value("#share-link")
