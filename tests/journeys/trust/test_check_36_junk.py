"""Whatever is sent, the service answers that it was wrong, and does not fail."""

import random
from collections import Counter
from contextlib import closing

from tests.journeys.trust.cells import Asking, address, cells
from tests.journeys.trust.expectations import read_table
from tests.journeys.trust.junk import AnyBytes, Request, spoilt
from tests.journeys.trust.server import TRACEBACK
from tests.journeys.trust.things import Whose
from tests.journeys.trust.world import State

NEW_PEOPLE_EVERY = 200
ASKED_BY = {State.NOBODY, State.FULL, State.KEY}
BY_A_VIEW = {200, 303, 409, 422}
"""Statuses with which views answer. Before a view is reached there are others, such as 400."""


def test_check_36_no_junk_is_a_failure_of_ours(served, proof, capsys):
    server, world = served
    with closing(AnyBytes("127.0.0.1", server.port, timeout=60)) as line:
        statuses, failures = send(line, server, world, how_many=proof(1_000, 50_000))

    share = sum(statuses[status] for status in BY_A_VIEW) / sum(statuses.values())
    with capsys.disabled():
        print(f"\n{statuses.total()} junk requests, {share:.0%} answered by a view: {statuses}")  # noqa: T201  the count is asked for
    assert failures == []
    assert TRACEBACK not in server.said()
    assert share > 0.2, "would prove little"
    assert server.ask("GET", "/health/ready").status == 200


def send(line: AnyBytes, server, world, *, how_many: int) -> tuple[Counter, list]:
    dice = random.Random(36)
    every = [
        cell
        for cell in cells(read_table())
        if cell.kind.state in ASKED_BY and cell.whose is Whose.OWN and cell.method != "OPTIONS"
    ]
    statuses, failures = Counter(), []
    for number in range(how_many):
        if number % NEW_PEOPLE_EVERY == 0:
            asking = Asking(server, world)
            asking.move(*(kind for kind in asking.callers if kind.state in ASKED_BY))
        asked = spoilt(well_made(dice.choice(every), asking, number), dice)
        status, body = line.send_junk(asked)
        statuses[status] += 1
        if status >= 500 or TRACEBACK.encode() in body:
            failures.append((status, asked.kind, asked.method, asked.path[:200], asked.body))
    return statuses, failures


def well_made(cell, asking: Asking, number: int) -> Request:
    """What a browser would send, from an address that no limit of tries is met for."""
    caller = asking.callers[cell.kind]
    headers = {
        "Host": cell.kind.host,
        "X-Forwarded-For": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
        **caller.headers,
    }
    named = asking.named(cell, caller)
    path = address(cell.row.rule, named).encode()
    if cell.method != "POST":
        return Request(method=cell.method, path=path, headers=headers)
    more, body = asking.written(cell, named)
    return Request(method="POST", path=path, headers=headers | more, body=body.encode())
