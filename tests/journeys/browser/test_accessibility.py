"""What a machine can find of barriers, on every page, wide and narrow."""

import pytest

from tests.journeys.browser.looks import barriers, sideways


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_axe_finds_nothing(request, addresses, every_page, width):
    page = request.getfixturevalue(width)
    page.goto(addresses[every_page])

    assert barriers(page) == []


SPREAD_OUT = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
  + "word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
  document.adoptedStyleSheets = [sheet]; }"""


def test_nothing_scrolls_sideways_at_320_nor_with_text_spread_out(narrow, addresses, every_page):
    narrow.goto(addresses[every_page])
    assert sideways(narrow) <= 0

    narrow.evaluate(SPREAD_OUT)
    assert sideways(narrow) <= 0


SMALL = """() => [...document.querySelectorAll("main a.app-chip, a.app-call, a.app-tag, button, "
  + ".app-nav a, .app-urgent a, summary, input, .app-row h2 a")]
  .filter((e) => e.offsetParent && e.type !== "hidden" && e.type !== "checkbox")
  .filter((e) => e.getBoundingClientRect().height < 39.5)
  .map((e) => e.outerHTML.slice(0, 120))"""


def test_what_is_tapped_is_large(phone, addresses, every_page):
    phone.goto(addresses[every_page])

    assert phone.evaluate(SMALL) == []


def test_the_first_tab_skips_to_the_content(desktop):
    desktop.goto("/")
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.textContent") == "Skip to main content"

    desktop.keyboard.press("Enter")

    assert desktop.evaluate("document.activeElement.id") == "main-content"


def test_the_error_summary_takes_the_focus_and_leads_to_the_box(desktop, addresses):
    desktop.goto(addresses["search, wrong age"])
    assert desktop.title().startswith("Error: ")
    assert "govuk-error-summary" in desktop.evaluate("document.activeElement.className")

    desktop.click(".govuk-error-summary a")

    assert desktop.evaluate("document.activeElement.id") == "age"


def test_a_search_needs_no_mouse(desktop):
    desktop.goto("/")
    desktop.focus("#q")
    desktop.keyboard.type("bereavement")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/services?q=bereavement")
    for _ in range(80):
        desktop.keyboard.press("Tab")
        if desktop.evaluate("document.activeElement.matches('.app-row h2 a')"):
            break

    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/services/*-*")

    assert desktop.inner_text("h1") == "Example Bereavement Group"
