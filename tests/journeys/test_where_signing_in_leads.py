"""Signing in leads back to a page of ours, and nowhere else."""

from urllib.parse import urljoin, urlsplit

import pytest

from tests.factories import PASSWORD
from tests.journeys.coming_in import cookie

ELSEWHERE = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example",
    "\\/evil.example", "/\\/evil.example", "https://evil.example", "http://evil.example",
    "https:evil.example", "https:/evil.example", "https:///evil.example", "HTTPS://evil.example",
    "hTTp:evil.example", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "ftp://evil.example", "file:///etc/passwd", "vbscript:x", "/\t/evil.example",
    "/\n/evil.example", "/\r/evil.example", "\t//evil.example", "\n//evil.example",
    " //evil.example", "\x00//evil.example", "/\x00/evil.example", "/\x0b/evil.example",
    "//evil.example/%2f..", "//user@evil.example", "https://127.0.0.1@evil.example",
    "//evil.example:80", "evil.example", "www.evil.example", "?next=//evil.example",
    "#//evil.example", ".//evil.example", "", "/" + "x" * 3000, "//\u3002evil.example",
    "/\u2028/evil.example\x7f", "/ok\r\nLocation: https://evil.example",
    "/ok\r\nSet-Cookie: a=b", "/\x85\\evil.example",
]  # fmt: skip


def test_there_are_enough_ways_to_lead_elsewhere():
    assert len(set(ELSEWHERE)) >= 40


@pytest.fixture
def con(make):
    return make.person(email="con@example.org", name="Con Example", roles=["commissioner"])


@pytest.fixture
def led_to(client, con):
    """``led_to(next)``: where somebody is led who signs in on their way to ``next``."""
    token = client.page("/sign-in").select_one("main input[name=csrf_token]")["value"]
    before = cookie(client)

    def sign_in_on_the_way_to(given) -> str:
        client.set_cookie("navigator", before)  # the key of the page that the token is on
        typed = {"csrf_token": token, "email": con.email, "password": PASSWORD, "next": given}
        return client.post("/sign-in", data=typed).headers["Location"]

    return sign_in_on_the_way_to


def test_check_27_signing_in_leads_to_no_other_website(led_to):
    assert led_to("/needs") == "/needs", "would prove nothing"

    assert [given for given in ELSEWHERE if led_to(given) != "/"] == []


OWN = ["/%09/evil.example", "/%2f%2fevil.example", "/..//evil.example", "/ok@evil.example"]


def test_check_27_what_only_looks_like_elsewhere_stays_with_us(led_to):
    for given in OWN:
        assert urlsplit(urljoin("https://ours.example/sign-in", led_to(given))).netloc == (
            "ours.example"
        ), given
