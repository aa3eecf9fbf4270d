"""A test client that refuses to return a badly made page."""

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from html5lib import HTMLParser
from werkzeug.test import TestResponse

REDIRECTS = {301, 302, 303, 307, 308}
NOT_TYPED = "input:not([type=hidden]):not([type=submit]), textarea, select"
VAGUE = {"here", "click here", "view", "more", "read more", "link"}


class PageClient(FlaskClient):
    def open(self, *args, **kwargs) -> TestResponse:
        response = super().open(*args, **kwargs)
        is_page = response.mimetype == "text/html" and response.status_code not in REDIRECTS
        if is_page and response.request.method != "HEAD":
            check_page(response.text)
        return response

    def page(self, address: str, **kwargs) -> BeautifulSoup:
        """Get a page that must be there, and return it to be looked at."""
        response = self.get(address, **kwargs)
        assert response.status_code == 200, (address, response.status_code)
        return BeautifulSoup(response.text, "html.parser")


def check_page(html: str) -> None:
    HTMLParser(strict=True).parse(html)
    page = BeautifulSoup(html, "html.parser")
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids)), f"duplicate ids: {ids}"
    assert len(page.select("h1")) == 1, "a page has exactly one h1"
    assert page.html["lang"] == "en-GB"
    assert page.title.text.strip().endswith("– Prevention Navigator"), page.title.text
    check_forms(page, ids)
    check_links(page, ids)
    for script in page.select("script"):
        assert script.get("src") or script.get("nonce"), "an inline script without its nonce"
    assert not page.select("[style]"), "a style attribute, which the policy forbids"


def check_forms(page: BeautifulSoup, ids: list[str]) -> None:
    for form in page.select("form"):
        assert form.get("action"), "a form says where it goes"
        if form.get("method", "get").lower() == "post":
            assert form.select_one("input[name=csrf_token]"), "a post without its token"
    for box in page.select(NOT_TYPED):
        labelled = page.select_one(f'label[for="{box["id"]}"]') or box.get("aria-label")
        assert labelled, f"no label for {box['id']}"
    for link in page.select(".govuk-error-summary a"):
        assert link["href"].removeprefix("#") in ids, f"summary link goes nowhere: {link}"
    if page.select_one(".govuk-error-summary"):
        assert page.title.text.strip().startswith("Error: ")


def check_links(page: BeautifulSoup, ids: list[str]) -> None:
    for link in page.select("a[href]"):
        words = link.get_text(" ", strip=True) or link.get("aria-label", "")
        assert words, f"a link without words: {link}"
        assert words.lower() not in VAGUE, f"a link that does not say where it goes: {link}"
        target = link["href"]
        assert target.split(":")[0] in {"http", "https", "tel", "mailto"} or target[0] in "/#?"
        if target.startswith("#") and len(target) > 1:
            assert target[1:] in ids, f"a link to nowhere: {target}"
