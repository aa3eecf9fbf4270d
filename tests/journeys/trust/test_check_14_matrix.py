"""Every rule and method, asked by everybody, of everybody's: compared with a table."""

import re
from collections import Counter

from tests.journeys.trust.cells import Asking, Cell, cells, declared
from tests.journeys.trust.expectations import read_table
from tests.journeys.trust.server import TRACEBACK, Server

CHANGING = re.compile(
    rb'nonce[-=]"?[\w-]+|value="[\w.-]{40,}"|[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{43,}'
)
"""What differs between two answers that say the same: the nonce, the token, what was asked for."""

PART = {"sqlite": 3, "postgresql": 5}
"""
Unless everything is to be proved, one in so many is asked: on SQLite of HEAD and OPTIONS, on
PostgreSQL of everything.
"""


def test_check_14_every_rule_and_method_stands_in_the_table_as_the_code_says_it(rules):
    said = {key: (row.access, row.proved) for key, row in read_table().items()}

    assert said == declared(rules)


def test_check_14_everybody_gets_what_the_table_gives_them(served, proof, capsys):
    server, world = served
    every = asked(list(cells(read_table())), server, proof)
    asking = Asking(server, world)
    asking.prepare(every)
    differences, bodies, count = [], {}, Counter()

    for cell in sorted(every, key=lambda cell: cell.may_change):
        answer = asking.ask(cell)
        count[cell.expected.value] += 1
        differences.append(asking.difference(cell, answer))
        if cell.method == "GET" and answer.status == 404:
            bodies.setdefault((cell.row.rule, cell.kind.name), set()).add(plain(answer.body))

    with capsys.disabled():
        print(f"\n{len(every)} cells: {dict(count)}")  # noqa: T201  the count is asked for
    assert [each for each in differences if each] == []
    assert [question for question, told in bodies.items() if len(told) > 1] == []
    assert TRACEBACK not in server.said()


def asked(every: list[Cell], server: Server, proof) -> list[Cell]:
    database = server.database_url.partition(":")[0]
    one_in = proof(PART[database], 1)
    always = {"GET", "POST"} if database == "sqlite" else set()
    return [
        cell for number, cell in enumerate(every) if cell.method in always or number % one_in == 0
    ]


def plain(body: bytes) -> bytes:
    return CHANGING.sub(b"", body)
