"""The same addresses, written otherwise: none of them opens what the plain one does not."""

import re

import pytest

from tests.journeys.trust.cells import Asking, Cell, address
from tests.journeys.trust.expectations import API, read_table
from tests.journeys.trust.world import KINDS, State, Whose

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
TURNED_AWAY = {308, 400, 404}
ARGUMENT = re.compile(r"<[^>]+>")

WRITTEN = {
    "with a slash at its end": lambda path: f"{path}/",
    "in capitals": lambda path: path.upper(),
    "with two slashes": lambda path: f"/{path}",
    "with a dot": lambda path: f"/.{path}",
    "with a coded dot": lambda path: f"/%2e{path}",
    "past a folder and back": lambda path: f"/static/%2e%2e{path}",
    "past a folder and plainly back": lambda path: f"/static/..{path}",
    "with a coded slash": lambda path: f"{path}%2f",
    "with a coded slash first": lambda path: f"/%2f{path[1:]}",
    "with a parameter": lambda path: f"{path};admin=1",
    "with a zero byte": lambda path: f"{path}%00",
    "with an ending": lambda path: f"{path}.json",
    "with a backslash": lambda path: path.replace("/", "/\\", 1),
}
OVERRIDES = (
    ("X-HTTP-Method-Override", "{}"), ("X-HTTP-Method", "{}"), ("X-Method-Override", "{}"),
)  # fmt: skip


@pytest.fixture
def asking(served) -> Asking:
    server, world = served
    made = Asking(server, world)
    world.session.commit()
    return made


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_check_15_no_other_way_to_write_an_address_opens_it(asking, write):
    plain = {address for address, _ in addresses(asking)}
    opened = []
    for path, cell in addresses(asking):
        written = write(path)
        if path == "/" or written in plain:
            continue
        answer = asking.server.ask("GET", written, asking.callers[cell.kind].headers)
        is_own = (
            answer.status != 308 or (answer.leads_to.startswith("/") and "//" not in answer.leads_to)
        )
        if answer.status not in TURNED_AWAY or not is_own:
            opened.append((written, cell.kind.name, answer.status))

    assert opened == []


def test_check_15_only_declared_methods_are_answered(asking):
    table = read_table()
    wrong = []
    for rule in sorted({rule for rule, _ in table}):
        for kind in (KINDS[0], by_state(State.FULL), by_state(State.KEY), by_state(State.REVOKED)):
            cell = a_cell(rule, kind)
            path = address(rule, asking.named(cell, asking.callers[kind]))
            for method in METHODS:
                if (rule, method) in table:
                    continue
                answer = asking.server.ask(method, path, asking.callers[kind].headers)
                expected = {405} if table_object(rule) != "demonstration" else {404}
                if rule.startswith(API) and kind.state is State.REVOKED:
                    expected = {401}
                if answer.status not in expected:
                    wrong.append((method, rule, kind.name, answer.status))

    assert wrong == []


@pytest.mark.parametrize("header", [name for name, _ in OVERRIDES])
def test_check_15_no_header_changes_the_method(asking, header):
    """A page for reading stays one, and a form that is sent without its token is refused."""
    administrator = next(kind for kind in KINDS if kind.name == "administrator")
    caller = asking.callers[administrator]
    for (rule, method), row in read_table().items():
        if method != "POST" or row.object in {"absent", "link"}:
            continue
        path = address(rule, asking.named(a_cell(rule, administrator), caller))
        has_page = (rule, "GET") in read_table()
        read = asking.server.ask("GET", path, {**caller.headers, header: "POST"})
        assert read.status in ({200, 303} if has_page else {405}), (rule, read.status)
        asked = asking.server.ask("PUT", path, {**caller.headers, header: "GET"})
        assert asked.status == 405, (rule, asked.status)


def addresses(asking: Asking):
    """Every address that can be read, with who asks for it."""
    for rule, method in read_table():
        if method == "GET":
            for kind in (KINDS[0], by_state(State.FULL)):
                cell = a_cell(rule, kind)
                yield address(rule, asking.named(cell, asking.callers[kind])), cell


def a_cell(rule: str, kind) -> Cell:
    row = next(row for (each, _), row in read_table().items() if each == rule)
    return Cell(row=row, method="GET", kind=kind, whose=Whose.OWN)


def by_state(state: State):
    return next(
        kind for kind in reversed(KINDS) if kind.state is state and kind.host == KINDS[0].host
    )


def table_object(rule: str) -> str:
    return next(row.object for (each, _), row in read_table().items() if each == rule)
