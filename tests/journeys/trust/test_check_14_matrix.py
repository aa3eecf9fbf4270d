"""Every rule and method, asked by everybody, of everybody's: compared with a table."""

import re
from collections import Counter, defaultdict
from zlib import crc32

import pytest
from flask import Flask

from navigator.web.access import AccessNotDeclared, public
from tests.journeys.trust.cells import Asking, Cell, cells, declared
from tests.journeys.trust.expectations import read_table
from tests.journeys.trust.server import TRACEBACK, Answer, Server

MOST = {"sqlite": 3_500, "postgresql": 1_200}
"""
Unless everything is to be proved, so many are asked, however many rules there are: the same ones
each time, spread over everybody and everything, HEAD and OPTIONS a quarter as thickly as the rest.
"""

AT_ONCE = 400
"""So many are made ready and asked together: who proved who they are must still have done so."""

NEW_EACH_TIME = re.compile(
    r'nonce(="|-)[\w-]{20,}'
    r'|(name="csrf_token" value|data-token)="[\w.-]+"'  # it holds the second when it was made
    r'|data-session-left="\d+"'
    r"|sign you out at \d+(:\d+)?[ap]m"
    r"|Expires=[^;]+(?=; Max-Age)"
)
OF_THE_ANSWER_ITSELF = {"date", "x-request-id", "content-length"}


def test_check_14_every_rule_and_method_stands_in_the_table_as_the_code_says_it(rules):
    said = {key: (row.access, row.proved) for key, row in read_table().items()}

    assert said == declared(rules)


def test_check_14_a_view_that_says_nothing_fails_it():
    app = Flask(__name__)
    app.add_url_rule("/silent", "silent", lambda: "")

    with pytest.raises(AccessNotDeclared, match="silent"):
        declared(app)


def test_check_14_a_view_that_is_in_no_row_fails_it():
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/new", "new", public(lambda: ""))

    assert declared(app).keys() - read_table().keys() == {("/new", "GET")}


def test_check_14_everybody_gets_what_the_table_gives_them(served, proof, capsys):
    server, world = served
    every = asked(list(cells(read_table())), server, proof)
    asking, begun = Asking(server, world), len(server.said())
    differences, answers, count = [], defaultdict(set), Counter()

    for cell, answer in answered(every, asking):
        count[cell.expected.value] += 1
        differences.append(asking.difference(cell, answer))
        if answer.status == 404:
            answers[question(cell)].add(plain(answer))

    with capsys.disabled():
        print(f"\n{len(every)} cells: {dict(count)}")  # noqa: T201  the count is asked for
    assert [each for each in differences if each] == []
    assert {of: unlike(*told) for of, told in answers.items() if len(told) > 1} == {}
    assert TRACEBACK not in server.said()[begun:]


def asked(every: list[Cell], server: Server, proof) -> list[Cell]:
    most = MOST[server.database_url.partition(":")[0]]
    return sorted(every, key=turn)[: proof(most, len(every))]


def turn(cell: Cell) -> int:
    return crc32(str(cell).encode()) * (4 if cell.method in {"HEAD", "OPTIONS"} else 1)


def answered(every: list[Cell], asking: Asking):
    """First all that changes nothing: the people who ask for it share what is there."""
    ordered = sorted(every, key=lambda cell: cell.may_change)
    for start in range(0, len(ordered), AT_ONCE):
        asking.prepare(ordered[start : start + AT_ONCE])
        for cell in ordered[start : start + AT_ONCE]:
            yield cell, asking.ask(cell)


def question(cell: Cell) -> tuple[str, ...]:
    """What must be answered alike, whoever's it is that is not there for who asks."""
    is_inside = str(cell.is_inside)  # then it is another thing that is not found
    return (cell.method, cell.row.rule, cell.kind.name, is_inside)


def unlike(*told: tuple[str, ...]) -> set[str]:
    """The lines that some of them have and others have not."""
    return set().union(*told).difference(set(told[0]).intersection(*told))


def plain(answer: Answer) -> tuple[str, ...]:
    """The lines of an answer and of its head, but for what is new in each."""
    head = sorted(
        f"{name}: {value}"
        for name, value in answer.headers.items()
        if name not in OF_THE_ANSWER_ITSELF
    )
    return tuple(NEW_EACH_TIME.sub("", line) for line in (*head, *answer.text.splitlines()))
