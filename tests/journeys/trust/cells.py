"""Every question of the matrix: a rule and a method, who asks, and whose the object is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Flask

from tests.journeys.trust.expectations import Outcome, Row, expected, outcome_of
from tests.journeys.trust.server import Answer, Server
from tests.journeys.trust.world import KINDS, Caller, Kind, Place, Whose, World

SAFE = ("GET", "HEAD", "OPTIONS")
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


TYPED = {
    ("POST", "/account/organisation"): ("organisation", "organisation_id"),
    ("POST", "/shortlist/add"): ("service", "service_id"),
}
"""Forms that name their object in a box, and not in their address: the box, and what it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One question. ``row`` is that of GET where the method is HEAD or OPTIONS."""

    row: Row
    method: str
    kind: Kind
    whose: Whose

    def __str__(self) -> str:
        return f"{self.method} {self.row.rule}, {self.kind}, {self.whose}"

    @property
    def expected(self) -> Outcome:
        return expected(self.row, self.method, self.kind, self.whose)

    @property
    def may_change(self) -> bool:
        return self.method not in SAFE and self.expected is Outcome.OPEN


def declared(app: Flask) -> dict[tuple[str, str], str]:
    """What each rule and method of the app says of who may use it."""
    return {
        (rule.rule, method): (
            str(app.view_functions[rule.endpoint].access),
            getattr(app.view_functions[rule.endpoint], "proved", False),
        )
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


def cells(table: Mapping[tuple[str, str], Row]) -> Iterator[Cell]:
    for row in table.values():
        for method in _methods(row, table):
            for kind in KINDS:
                for whose in _ownerships(row):
                    yield Cell(row=row, method=method, kind=kind, whose=whose)


def _methods(row: Row, table: Mapping[tuple[str, str], Row]) -> tuple[str, ...]:
    if row.method == "GET":
        return SAFE
    return (row.method,) if (row.rule, "GET") in table else (row.method, "OPTIONS")


def _ownerships(row: Row) -> tuple[Whose, ...]:
    names = ARGUMENT.findall(row.rule) or TYPED.get((row.method, row.rule), ())[1:]
    if not names:
        return (Whose.OWN,)
    return tuple(whose for whose in Whose if whose is not Whose.MIXED or len(names) > 1)


class Asking:
    """Asks a real server, in the names of people who are there for it."""

    def __init__(self, server: Server, world: World) -> None:
        self.server, self.world = server, world
        self.callers = {kind: world.caller(kind) for kind in KINDS}
        self.fresh: dict[Cell, Caller] = {}

    def prepare(self, every: list[Cell]) -> None:
        """What may change something gets people and things of its own, for it alone."""
        for cell in every:
            if cell.may_change:
                self.fresh[cell] = self.world.caller(cell.kind, self.world.place(cell.kind.host))
        self.world.session.commit()

    def ask(self, cell: Cell) -> Answer:
        caller = self.fresh.get(cell) or self.callers[cell.kind]
        named = self.named(cell, caller)
        path = address(cell.row.rule, named)
        if cell.method in SAFE:
            return self.server.ask(cell.method, path, caller.headers, host=cell.kind.host)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | dict(caller.headers)
        box, name = TYPED.get((cell.method, cell.row.rule), ("", ""))
        body = urlencode({"csrf_token": caller.token, box: named.get(name, "")})
        return self.server.ask(cell.method, path, headers, body, host=cell.kind.host)

    def difference(self, cell: Cell, answer: Answer) -> str:
        found = outcome_of(answer, cell.row, cell.method)
        if found is cell.expected:
            return ""
        return f"{cell}: {found} ({answer.status}), and should be {cell.expected}"

    def named(self, cell: Cell, caller: Caller) -> Mapping[str, str]:
        """A value for each argument of a rule."""
        own, theirs = caller.place, self.world.theirs
        if own.partnership_id == theirs.partnership_id:
            theirs = self.world.own
        other = self._other(own)
        place = {
            Whose.OWN: own, Whose.OTHER: other, Whose.THEIRS: theirs, Whose.MIXED: other,
            Whose.NOBODYS: nowhere(own),
        }[cell.whose]  # fmt: skip
        mine = cell.whose is Whose.OWN and caller.key is not None
        return {
            "organisation_id": str((own if cell.whose is Whose.MIXED else place).organisation),
            "service_id": str(place.service),
            "user_id": str(place.colleague),
            "invitation_id": str(place.invitation),
            "token_id": str(caller.key if mine else place.key),
            "token": place.invitation_link
            if "invitation" in cell.row.rule
            else place.password_link,
            "name": "nothing.css",
        }

    def _other(self, own: Place) -> Place:
        is_here = own.partnership_id == self.world.own.partnership_id
        return self.world.other if is_here else self.world.their_other


def address(rule: str, named: Mapping[str, str]) -> str:
    """:raises KeyError: for an argument that nobody has said here what it names"""
    return ARGUMENT.sub(lambda found: named[found[1]], rule)


def nowhere(place: Place) -> Place:
    """Ids that nobody has."""
    made: dict[str, UUID | str] = {
        name: uuid4() for name in ("organisation", "service", "colleague", "invitation", "key")
    }
    return replace(place, **made, invitation_link=uuid4().hex * 2, password_link=uuid4().hex * 2)
