"""Take docs/pictures of the demonstration, wide and narrow: make pictures."""

import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config import Settings  # noqa: E402  the path comes first
from navigator import create_app  # noqa: E402
from navigator.cli.start import prepare  # noqa: E402
from navigator.secrets.key_ring import new_key  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 300_000
SIZES = {"desktop": (1280, 1000), "phone": (360, 1200)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"]
RESULTS = "/services?q=boxing+in+Hartcliffe&age=14"
LONG_PAGE = 1800
"""Tall enough for what was told and the first services below it."""

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
        browser.close()


def say(page: Page, sentence: str) -> None:
    """What is said becomes a situation on the server, so that no address leads to its page."""
    page.goto("/")
    page.fill("#q", sentence)
    page.keyboard.press("Enter")
    page.wait_for_url("**/services")


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
