"""What a machine can find of barriers, on every page, wide and narrow."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# GOV.UK Frontend puts the phase banner, the back link and the exit button outside every landmark,
# and leaves the rule out for them: https://github.com/alphagov/govuk-frontend/issues/1604
EXCEPT = {"region": {"enabled": False}}

RUN = """(options) => axe.run(document, options).then((found) => found.violations.map(
  (v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(" | ")))"""


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_axe_finds_nothing(request, addresses, every_page, width):
    page = request.getfixturevalue(width)
    page.goto(addresses[every_page])
    for closed in page.query_selector_all("main details:not([open])"):
        closed.evaluate("(details) => { details.open = true }")
    page.evaluate(AXE)

    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": EXCEPT}
    assert page.evaluate(RUN, options) == []


def test_nothing_scrolls_sideways_at_320(narrow, addresses, every_page):
    narrow.goto(addresses[every_page])

    widths = narrow.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert widths[0] <= widths[1]


def test_nothing_scrolls_sideways_with_text_spread_out(narrow, addresses, every_page):
    narrow.goto(addresses[every_page])
    narrow.evaluate(
        """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
        + "word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
        document.adoptedStyleSheets = [sheet]; }"""
    )

    widths = narrow.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert widths[0] <= widths[1]


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
