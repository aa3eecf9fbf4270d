"""A form that another website sends in somebody's name changes nothing."""

import json
from urllib.parse import urlencode

import pytest

from tests.journeys.trust.cells import FORM, KIND, STEP, Asking, Cell
from tests.journeys.trust.expectations import read_table
from tests.journeys.trust.rows_kept import kept
from tests.journeys.trust.things import Whose

SENT_BY = (KIND["administrator"], KIND["coordinator"], KIND["provider"], KIND["signed out"])
NO_COOKIE = {"/api/v1/match"}
"""Posts of programs, for which no cookie counts."""

ELSEWHERE = "https://evil.example.com"
REFUSED = {400, 401, 403, 404, 413, 415, 422}
FIELDS = {
    "email": "a@example.org", "name": "Somebody", "roles": "administrator", "password": "x" * 20,
    "kind": "school", "organisation": "1", "days": "30", "scopes": "find_services", "next": "/",
    "phone": "07700 900456", "key": "1", "places": "3", **STEP,
}  # fmt: skip


def filled(asking: Asking, cell: Cell) -> dict[str, str]:
    """With the version that is there, so that nothing but what is forged could be refused."""
    return {**FIELDS, "version": asking.version(asking.named(cell, asking.callers[cell.kind]))}


def without_a_token(asking: Asking, cell: Cell) -> tuple[dict, str]:
    return {"Content-Type": FORM}, urlencode(filled(asking, cell))


def with_anothers_token(asking: Asking, cell: Cell) -> tuple[dict, str]:
    theirs = asking.callers[KIND["practitioner"]].token
    return {"Content-Type": FORM}, urlencode({"csrf_token": theirs, **filled(asking, cell)})


def from_elsewhere(asking: Asking, cell: Cell) -> tuple[dict, str]:
    headers = {"Origin": ELSEWHERE, "Referer": ELSEWHERE, "Sec-Fetch-Site": "cross-site"}
    return {"Content-Type": FORM, **headers}, urlencode(filled(asking, cell))


def as_plain_text(_: Asking, __) -> tuple[dict, str]:
    return {"Content-Type": "text/plain"}, json.dumps(FIELDS)


def as_json(_: Asking, __) -> tuple[dict, str]:
    return {"Content-Type": "application/json"}, json.dumps({"csrf_token": "x", **FIELDS})


@pytest.mark.parametrize(
    "forge", [without_a_token, with_anothers_token, from_elsewhere, as_plain_text, as_json]
)
def test_check_23_a_forged_form_is_refused_and_changes_nothing(asking, forge):
    every = there(asking, "POST")
    before, let_in = kept(asking.world.session), []

    for cell in every:
        headers, body = forge(asking, cell)
        whole = {**asking.callers[cell.kind].headers, **headers}
        answer = asking.server.ask("POST", asking.address(cell), whole, body)
        if answer.status not in REFUSED:
            let_in.append((cell.row.rule, cell.kind.name, answer.status))

    assert let_in == []
    assert kept(asking.world.session) == before


def test_check_23_reading_changes_nothing(asking):
    """Not even with everything in the address that a form would have sent."""
    every = there(asking, "GET", "POST")
    before = kept(asking.world.session)

    for cell in every:
        caller = asking.callers[cell.kind]
        query = urlencode({"csrf_token": caller.token, "_method": "POST", **FIELDS})
        asking.server.ask("GET", f"{asking.address(cell)}?{query}", caller.headers)

    assert kept(asking.world.session) == before


def there(asking: Asking, *methods: str) -> list[Cell]:
    """What is asked for with these methods; it is made ready, if it is not there yet."""
    found = [
        Cell(row=row, method=row.method, kind=kind, whose=Whose.OWN)
        for row in read_table().values()
        for kind in SENT_BY
        if row.method in methods and not (row.method == "POST" and row.rule in NO_COOKIE)
    ]
    for cell in found:
        asking.address(cell)
    return found
