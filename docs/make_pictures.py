"""Take docs/pictures of the demonstration, wide and narrow: make pictures."""

import base64
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config import Settings  # noqa: E402  the path comes first
from navigator import create_app  # noqa: E402
from navigator.cli.start import prepare  # noqa: E402
from navigator.secrets.key_ring import new_key  # noqa: E402
from navigator.simulation.accounts import PASSWORD, secret_of  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 300_000
LARGEST_PART, QUALITY = 60_000, 60
SIZES = {"desktop": (1280, 1000), "phone": (360, 1200)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"]
RESULTS = "/services?q=boxing+in+Hartcliffe&age=14"
LONG_PAGE = 1800
"""Tall enough for what was told and the first services below it."""

PART = (860, 1150)
"""What is seen of a page of referrals: its main part, down to here at most."""

EDGE = 6
"""Below the edge of the button above it."""

SENDER, PROVIDER = "practitioner@example.org", "provider@example.org"
ASKED = "Southmead Street Football"
"""A service that has a place for somebody who waits."""

SENTENCE = "Year 9, Hartcliffe, attendance 62%, suspended twice, waiting for an ADHD assessment"


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("Install Chromium: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with demonstration() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for size, (width, height) in SIZES.items():
            viewport = {"width": width, "height": height}
            page = browser.new_page(base_url=address, viewport=viewport)
            take(page, "search", size, "/")
            take(page, "results", size, RESULTS)
            take(page, "service", size, page.get_attribute(".app-row h2 a", "href") or RESULTS)
            say(page, SENTENCE)
            page.set_viewport_size({"width": width, "height": LONG_PAGE})
            take_this(page, "fit", size)
        take_as_sender(browser, address)
        take_as_provider(browser, address)
        browser.close()


def say(page: Page, sentence: str) -> None:
    """What is said becomes a situation on the server, so that no address leads to its page."""
    page.goto("/")
    page.fill("#q", sentence)
    page.keyboard.press("Enter")
    page.wait_for_url("**/services")


def take_as_sender(browser: Browser, address: str) -> None:
    page = signed_in(browser, address, SENDER)
    page.goto("/referrals")
    take_part(page, "desk")
    page.goto("/refer")
    page.get_by_role("link", name="Go on with this referral").first.click()
    take_part(page, "check")


def take_as_provider(browser: Browser, address: str) -> None:
    """The same referral before and after the service says yes."""
    page = signed_in(browser, address, PROVIDER)
    page.goto("/referrals/received")
    rows = page.locator(".app-desk > li")
    rows.filter(has_text=ASKED).first.get_by_role("link").first.click()
    take_part(page, "referral-before")
    page.get_by_role("button", name="Say yes").click()
    page.locator("main form").get_by_role("button", name="Say yes").click()
    take_part(page, "referral-after")


def signed_in(browser: Browser, address: str, email: str) -> Page:
    """A page of somebody of the demonstration, whose password and codes everybody knows."""
    width, height = PART
    viewport = {"width": width, "height": height}
    page = browser.new_context(base_url=address, viewport=viewport).new_page()
    page.goto("/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.locator("main form").first.get_by_role("button").last.click()
    page.fill("#code", pyotp.TOTP(secret_of(email)).now())
    page.locator("main form").first.get_by_role("button").last.click()
    page.wait_for_url("**/")
    return page


def take_part(page: Page, name: str) -> None:
    """Small, because there are several: WebP is the only kind that holds so much text so well."""
    page.wait_for_load_state("networkidle")
    box = page.locator("main").bounding_box() or sys.exit(f"{name}: nothing is there.")
    width, height = PART
    clip = {
        "x": 0,
        "y": box["y"] + EDGE,
        "width": width,
        "height": min(box["height"], height),
        "scale": 1,
    }
    taken = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
    )
    picture = base64.b64decode(taken["data"])
    (PICTURES / f"{name}.webp").write_bytes(picture)
    if len(picture) > LARGEST_PART:
        sys.exit(f"{name}.webp has {len(picture):,} bytes: {LARGEST_PART:,} is the most.")
    print(f"{name}.webp: {len(picture):,} bytes")


def take(page: Page, name: str, size: str, address: str) -> None:
    page.goto(address)
    take_this(page, name, size)


def take_this(page: Page, name: str, size: str) -> None:
    page.wait_for_load_state("networkidle")
    picture = page.screenshot(path=PICTURES / f"{name}-{size}.png")
    if len(picture) > LARGEST:
        sys.exit(f"{name}-{size}.png has {len(picture):,} bytes: {LARGEST:,} is the most.")
    print(f"{name}-{size}.png: {len(picture):,} bytes")


@contextmanager
def demonstration() -> Iterator[str]:
    """A server of its own, on data of its own; neither is kept."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            instance=Path(folder),
            database_url=f"sqlite:///{folder}/navigator.db",
            secret_key="for pictures of the demonstration only",  # noqa: S106  nobody signs in
            keys=new_key("pictures"),
        )
        app = create_app(settings)
        with app.app_context():
            prepare(settings)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


if __name__ == "__main__":
    main()
