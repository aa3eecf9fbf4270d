"""The same addresses, written otherwise: none of them opens what the plain one does not."""

import re
from collections.abc import Iterator

import pytest

from tests.journeys.trust.cells import KIND, Asking, Cell, address
from tests.journeys.trust.expectations import API, outcome_of, read_table
from tests.journeys.trust.things import Whose

SIGNED_OUT, ADMINISTRATOR = KIND["signed out"], KIND["administrator"]
PRACTITIONER = KIND["practitioner"]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
TURNED_AWAY = {400, 404}
OWN_ADDRESS = re.compile(r"(https?://here\.example\.org)?/(?!/).*")

WRITTEN = {
    "with a slash at its end": "{path}/",
    "with two slashes": "/{path}",
    "with a dot": "/.{path}",
    "with a coded dot": "/%2e{path}",
    "past a folder and back": "/static/%2e%2e{path}",
    "past a folder and plainly back": "/static/..{path}",
    "with a coded slash": "{path}%2f",
    "with a coded slash first": "/%2f{path}",
    "with a parameter": "{path};admin=1",
    "with a zero byte": "{path}%00",
    "with an ending": "{path}.json",
    "with a backslash": "/\\{path}",
}
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")


@pytest.mark.parametrize("written", [*WRITTEN.values(), "IN CAPITALS"], ids=[*WRITTEN, "capitals"])
def test_check_15_no_other_way_to_write_an_address_opens_it(asking, proof, written):
    opened = []
    for cell, path in readable(asking, by=proof(1, 3)):
        other = written.format(path=path) if "{" in written else path.upper()
        answer = asking.server.ask("GET", other, asking.callers[cell.kind].headers)
        is_as_plain = outcome_of(answer, cell.row, "GET") is cell.expected
        leads = answer.headers.get("location")
        if answer.status == 308 and OWN_ADDRESS.fullmatch(leads):
            continue
        if not (answer.status in TURNED_AWAY or is_as_plain) or not is_own(leads):
            opened.append((other, cell.kind.name, answer.status, leads))

    assert opened == []


@pytest.mark.parametrize("name", ["signed out", "administrator", "a practitioner's key"])
def test_check_15_only_declared_methods_are_answered(asking, name):
    table, wrong, kind = read_table(), [], KIND[name]
    for rule in {rule for rule, _ in table}:
        row = next(row for (each, _), row in table.items() if each == rule)
        cell = Cell(row=row, method="GET", kind=kind, whose=Whose.OWN)
        path = address(rule, asking.named(cell, asking.callers[kind]))
        for method in METHODS:
            if (rule, method) in table:
                continue
            answer = asking.server.ask(method, path, asking.callers[kind].headers)
            if answer.status != (404 if row.object == "demonstration" else 405):
                wrong.append((method, rule, answer.status))

    assert wrong == []


@pytest.mark.parametrize("header", OVERRIDES)
def test_check_15_no_header_changes_the_method(asking, header):
    table, caller, wrong = read_table(), asking.callers[ADMINISTRATOR], []
    for row in table.values():
        if row.method == "POST" and (row.rule, "GET") not in table:
            cell = Cell(row=row, method="GET", kind=ADMINISTRATOR, whose=Whose.OWN)
            path = address(row.rule, asking.named(cell, caller))
            for method, claimed in (("GET", "POST"), ("PUT", "POST"), ("GET", "DELETE")):
                answer = asking.server.ask(method, path, {**caller.headers, header: claimed})
                if answer.status != 405:
                    wrong.append((row.rule, method, claimed, answer.status))

    assert wrong == []


def test_check_15_a_key_that_was_taken_back_opens_no_method(asking):
    caller = asking.callers[KIND["a key taken back"]]

    for method in METHODS:
        assert asking.server.ask(method, f"{API}v1/needs", caller.headers).status == 401, method


def readable(asking: Asking, *, by: int) -> Iterator[tuple[Cell, str]]:
    """
    Every address that can be read, asked for by ``by`` of these, in turn.

    The administrator asks for what is another's, the others for what may be read by some.
    """
    rows = [row for row in read_table().values() if row.method == "GET" and row.rule != "/"]
    for number, row in enumerate(rows):
        for each in range(by):
            kind = (SIGNED_OUT, PRACTITIONER, ADMINISTRATOR)[(number + each) % 3]
            is_others = kind is ADMINISTRATOR and "<" in row.rule
            whose = Whose.OTHER if is_others else Whose.OWN
            cell = Cell(row=row, method="GET", kind=kind, whose=whose)
            yield cell, address(row.rule, asking.named(cell, asking.callers[kind]))


def is_own(leads: str | None) -> bool:
    return leads is None or OWN_ADDRESS.fullmatch(leads) is not None
