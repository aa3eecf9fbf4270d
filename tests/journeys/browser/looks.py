"""What a machine can see of barriers on the page that is open."""

from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[3]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# GOV.UK Frontend puts the phase banner, the back link and the exit button outside every landmark,
# and leaves the rule out for them: https://github.com/alphagov/govuk-frontend/issues/1604
EXCEPT = {"region": {"enabled": False}}

RUN = """(options) => axe.run(document, options).then((found) => found.violations.map(
  (v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(" | ")))"""


def barriers(page: Page) -> list[str]:
    """What axe finds, with everything opened that can be."""
    for closed in page.query_selector_all("main details:not([open])"):
        closed.evaluate("(details) => { details.open = true }")
    page.evaluate(AXE)
    found: list[str] = page.evaluate(
        RUN, {"runOnly": {"type": "tag", "values": TAGS}, "rules": EXCEPT}
    )
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wider: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider
