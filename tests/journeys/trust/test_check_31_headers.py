"""What every answer carries, whoever asks and whatever comes of it."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from config import Mode
from navigator.web.access import public
from tests.journeys.trust.cells import KIND, SAFE, Cell
from tests.journeys.trust.expectations import read_table
from tests.journeys.trust.server import Answer
from tests.journeys.trust.things import Whose

EXACT: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
POLICY = (
    "default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'",
)  # fmt: skip
YEAR = 31_536_000
VERSION = re.compile(r"\d")

OTHERS = {
    "no page": ("GET", "/nowhere", {}, 404),
    "no file": ("GET", "/static/nothing.css", {}, 404),
    "a wrong method": ("DELETE", "/needs", {}, 405),
    "a host that is not ours": ("GET", "/", {"Host": "elsewhere.example.org"}, 400),
    "a form without its token": ("POST", "/search", {}, 422),
    "too much": ("POST", "/search", {"Content-Length": "2000000"}, 413),
    "a bad key": ("GET", "/api/v1/needs", {"Authorization": "Bearer pn_x"}, 401),
    "bytes that are no text": ("GET", "/services?q=%ff%fe", {}, 200),
    "a wrong parameter": ("GET", "/api/v1/services?page=x", {}, 422),
}


def test_check_31_every_answer_of_every_rule_carries_the_headers(asking):
    bare = []
    for row in read_table().values():
        for kind in (KIND["signed out"], KIND["administrator"], KIND["practitioner"]):
            for method in SAFE:
                answer = asking.ask(Cell(row=row, method=method, kind=kind, whose=Whose.OWN))
                bare += [(method, row.rule, kind.name, each) for each in lacking(answer)]

    assert bare == []


@pytest.mark.parametrize(("method", "path", "headers", "status"), OTHERS.values(), ids=OTHERS)
def test_check_31_so_do_refusals(asking, method, path, headers, status):
    answer = asking.server.ask(method, path, headers)
    asking.server.line.close()

    assert answer.status == status
    assert lacking(answer) == []


@pytest.fixture
def settings(settings):
    return replace(settings, mode=Mode.PRODUCTION, trusted_hosts=("localhost",))


def test_check_31_so_does_a_failure_of_ours(app):
    def fail():
        raise RuntimeError

    app.add_url_rule("/breaks", "breaks", public(fail))

    answer = app.test_client().get("/breaks")

    assert answer.status_code == 500
    assert lacking(Answer(500, {n.lower(): v for n, v in answer.headers.items()}, b"")) == []


def test_check_31_so_does_leading_elsewhere(asking):
    answer = asking.server.ask("GET", "/account")

    assert answer.status == 303
    assert lacking(answer) == []


def test_check_31_a_file_carries_them_too(asking):
    page = asking.server.ask("GET", "/").text
    built = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(built) > 2, "would prove little"

    for path in built:
        answer = asking.server.ask("GET", path)
        assert answer.status == 200, path
        assert lacking(answer) == [], path
        assert answer.headers["cache-control"].startswith("public"), path


def test_check_31_a_nonce_is_never_used_twice(asking):
    found = [
        re.search(r"'nonce-([^']+)'", asking.server.ask("GET", "/").headers[POLICY_HEADER])[1]
        for _ in range(50)
    ]

    assert len(set(found)) == 50
    assert min(len(nonce) for nonce in found) >= 22


POLICY_HEADER = "content-security-policy"


def lacking(answer: Answer) -> list[str]:
    """What is wrong with the headers of an answer."""
    headers = answer.headers
    wrong = [name for name, value in EXACT.items() if headers.get(name) != value]
    policy = headers.get(POLICY_HEADER, "")
    wrong += [part for part in POLICY if part not in policy]
    wrong += ["unsafe"] if "unsafe" in policy else []
    wrong += (
        ["permissions-policy"] if "camera=()" not in headers.get("permissions-policy", "") else []
    )
    lasts = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    wrong += ["strict-transport-security"] if lasts is None or int(lasts[1]) < YEAR else []
    wrong += ["server"] if VERSION.search(headers.get("server", "")) else []
    wrong += [name for name in ("x-powered-by", "access-control-allow-origin") if name in headers]
    return wrong
