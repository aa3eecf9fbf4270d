"""What does not exist, and what must not be believed."""

import re

import pytest

from tests.journeys.trust.server import HERE, THERE

NOT_THERE = (
    "/.git/config", "/.env", "/wsgi.py", "/static/", "/static/../config.py", "/console", "/admin",
    "/static/%2e%2e/config.py", "/static/manifest.json", "/static/../../etc/passwd", "/debug",
    "/metrics", "/instance/navigator.db", "/server-status", "/robots.txt/..", "/__debugger__",
    "/docs/security.md",
)  # fmt: skip


@pytest.mark.parametrize("path", NOT_THERE)
def test_check_35_nothing_is_there_but_the_pages(asking, path):
    assert asking.server.ask("GET", path).status == 404


def test_check_35_trace_says_nothing_back(asking):
    answer = asking.server.ask("TRACE", "/", {"Cookie": "a=zq7"})

    assert answer.status == 405
    assert "zq7" not in answer.text


@pytest.mark.parametrize("host", ["evil.example.com", f"{HERE}.evil.example.com", "127.0.0.1", ""])
def test_check_35_another_host_name_is_not_answered(asking, host):
    answer = asking.server.ask("GET", "/", {"Host": host})

    assert answer.status == 400
    assert not host or host not in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "X-Original-URL", "Forwarded"])
def test_check_35_no_other_header_names_the_host(asking, header):
    plain = asking.server.ask("GET", "/about-the-data")
    answer = asking.server.ask("GET", "/about-the-data", {header: f"host={THERE}"})

    assert answer.status == 200
    assert title(answer) == title(plain)
    assert THERE not in answer.text


def title(answer) -> str:
    return re.search("<title>(.*?)</title>", answer.text)[1]
