"""
Every question of the matrix: a rule and a method, who asks, and whose the object is.

A new argument of a rule is named in ``NAMED``, or in ``MADE`` of ``referred.py``; a form that names
its object in a box, in ``TYPED``.
All the tests beside this file use its names: add to them, and keep them.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from navigator.referrals.models import Referral
from navigator.web.access import refuse_undeclared
from tests.journeys.trust.expectations import API, LET_IN, Outcome, Row, expected, outcome_of
from tests.journeys.trust.referred import MADE
from tests.journeys.trust.server import Answer, Server
from tests.journeys.trust.things import Place, Whose
from tests.journeys.trust.world import KINDS, Caller, Kind, World

SAFE = ("GET", "HEAD", "OPTIONS")
MIXED = {Whose.MIXED, Whose.MIXED_WITH_NOBODYS}
INSIDE = {*MIXED, Whose.GONE}
"""What is asked for in the name of somebody's own organisation, and is not there."""

ANOTHERS = {Whose.OTHER, Whose.MIXED, Whose.WAITS}
"""What is at another organisation of the partnership."""

FORM = "application/x-www-form-urlencoded"
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


TYPED = {
    ("POST", "/account/organisation"): ("organisation", "organisation_id"),
    ("POST", "/refer"): ("service_id", "service_id"),
    ("POST", "/shortlist/add"): ("service", "service_id"),
}
"""Forms that name their object in a box, and not in their address: the box, and what it names."""

NAMED: Mapping[str, Callable[[Place], UUID | str]] = {
    "organisation_id": attrgetter("organisation"),
    "service_id": attrgetter("service"),
    "user_id": attrgetter("colleague"),
    "invitation_id": attrgetter("invitation"),
    "token_id": attrgetter("key"),
    "token": attrgetter("password_link"),
    "name": lambda _: "nothing.css",
    "move": lambda _: "withdraw",
    "field": lambda _: "reach",
}
"""What each argument of a rule names, of a place."""

ENDS = {"service_id", "user_id", "invitation_id", "token_id", "token",
        "referral_id", "draft_id", "call_id"}  # fmt: skip
"""What may have been there, and be gone."""

SAID_FIRST_OF_POST = {"/api/v1/referrals"}
"""Where the view of POST answers OPTIONS, since it comes before that of GET."""

OF_A_REFERRAL = "referral_id"
ON_A_SIDE = {Whose.RECEIVED, Whose.WAITS}
SOMEBODYS = {"self", "with_reason", "waiting", *LET_IN}
"""Objects that are one person's, or not everybody's who is in the organisation that has them."""

STEP = {"reason": "no_longer_needed", "text": "Write at school.", "send_key": "1"}
"""What is typed into each form about a referral, with its version: it then is withdrawn, say."""


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
    def is_inside(self) -> bool:
        """Whether what is not there is looked for in an organisation that is theirs."""
        return self.whose in INSIDE and "organisation_id" in ARGUMENT.findall(self.row.rule)

    @property
    def may_change(self) -> bool:
        return self.method not in SAFE and self.expected is Outcome.OPEN


def declared(app: Flask) -> dict[tuple[str, str], tuple[str, bool]]:
    """
    What each rule and method of the app says of who may use it, and whether they must prove it.

    :raises AccessNotDeclared: for a view that does not say
    """
    refuse_undeclared(app)
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
                for whose in ownerships(row):
                    yield Cell(row=row, method=method, kind=kind, whose=whose)


def _methods(row: Row, table: Mapping[tuple[str, str], Row]) -> tuple[str, ...]:
    both = (row.rule, "GET") in table
    by_post = row.rule in SAID_FIRST_OF_POST or not both
    if row.method == "GET":
        return ("GET", "HEAD") if by_post else SAFE
    return (row.method, "OPTIONS") if by_post else (row.method,)


def ownerships(row: Row) -> tuple[Whose, ...]:
    names = set(ARGUMENT.findall(row.rule) or TYPED.get((row.method, row.rule), ())[1:])
    if not names:
        return (Whose.OWN,)
    is_of_two = "organisation_id" in names and len(names) > 1
    left_out = set() if is_of_two else set(MIXED)
    if not names & ENDS:
        left_out.add(Whose.GONE)
    if row.object not in SOMEBODYS or "organisation_id" in names:
        left_out.add(Whose.COLLEAGUES)
    if OF_A_REFERRAL not in names:
        left_out |= ON_A_SIDE
    return tuple(whose for whose in Whose if whose not in left_out)


KIND: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}


class Asking:
    """Asks a real server, in the names of people who are there for it."""

    def __init__(self, server: Server, world: World) -> None:
        self.server, self.world = server, world
        self.callers = {kind: world.caller(kind) for kind in KINDS}
        self.fresh: dict[Cell, Caller] = {}
        self.fresh_other: dict[Cell, Place] = {}

    def prepare(self, every: list[Cell]) -> None:
        """What may change something gets people and things of its own, for it alone."""
        for cell in every:
            if cell.may_change:
                self.fresh[cell] = self.world.caller(cell.kind, self.world.place(cell.kind.host))
            if cell.may_change and cell.whose in ANOTHERS:
                self.fresh_other[cell] = self.world.place(cell.kind.host)
        self.world.session.commit()

    def move(self, *kinds: Kind) -> None:
        """Let them belong to a place of their own, for a test that changes it."""
        for kind in kinds:
            self.callers[kind] = self.world.caller(kind, self.world.place(kind.host))
        self.world.session.commit()

    def address(self, cell: Cell) -> str:
        return address(cell.row.rule, self.named(cell, self.callers[cell.kind]))

    def post(self, kind: Kind, path: str, /, **typed: str) -> Answer:
        """Send a form as a browser would, with its token."""
        caller = self.callers[kind]
        body = urlencode({"csrf_token": caller.token, **typed})
        headers = {"Content-Type": FORM, **caller.headers}
        return self.server.ask("POST", path, headers, body, host=kind.host)

    def ask(self, cell: Cell) -> Answer:
        caller = self.fresh.get(cell) or self.callers[cell.kind]
        named = self.named(cell, caller)
        path = address(cell.row.rule, named)
        if cell.method in SAFE:
            return self.server.ask(cell.method, path, caller.headers, host=cell.kind.host)
        headers, body = self.written(cell, named)
        whole = {**headers, **caller.headers}
        return self.server.ask(cell.method, path, whole, body, host=cell.kind.host)

    def written(self, cell: Cell, named: Mapping[str, str]) -> tuple[Mapping[str, str], str]:
        """What is sent: as a form of a page, or to the API of referrals as a program does."""
        token = (self.fresh.get(cell) or self.callers[cell.kind]).token
        version = self.version(named)
        if cell.row.rule.startswith(f"{API}v1/referrals"):
            return program_headers(token, version), json.dumps({"reason": STEP["reason"]})
        box, name = TYPED.get((cell.method, cell.row.rule), ("", ""))
        more = {**STEP, "version": version} if version else {}
        typed = {"csrf_token": token, box: named.get(name, ""), **more}
        return {"Content-Type": FORM}, urlencode(typed)

    def version(self, named: Mapping[str, str]) -> str:
        """That of the referral as it is now; of a draft, the first."""
        if "draft_id" in named:
            return "1"
        if OF_A_REFERRAL not in named:
            return ""
        kept = select(Referral.version).where(Referral.id == UUID(named[OF_A_REFERRAL]))
        return str(self.world.session.scalar(kept) or 1)

    def difference(self, cell: Cell, answer: Answer) -> str:
        found = outcome_of(answer, cell.row, cell.method)
        if found is cell.expected:
            return ""
        return f"{cell}: {found} ({answer.status}), and should be {cell.expected}"

    def named(self, cell: Cell, caller: Caller) -> Mapping[str, str]:
        """A value for each argument of a rule."""
        place = self._place(cell, caller.place)
        named = {argument: str(value(place)) for argument, value in NAMED.items()}
        if "invitation" in cell.row.rule:
            named["token"] = place.invitation_link
        if cell.whose in INSIDE:
            named["organisation_id"] = str(caller.place.organisation)
        for argument in MADE.keys() & set(ARGUMENT.findall(cell.row.rule)):
            named[argument] = str(self.world.named(argument, cell.whose, place, caller))
        key = {Whose.OWN: caller.key, Whose.GONE: caller.gone_key}.get(cell.whose)
        return named | ({"token_id": str(key)} if key else {})

    def _place(self, cell: Cell, own: Place) -> Place:
        """Where the object is that is asked for."""
        if cell.whose in {Whose.OWN, Whose.COLLEAGUES, Whose.RECEIVED}:
            return own
        if cell.whose is Whose.GONE:
            return self.world.gone(own)
        is_here = own.partnership_id == self.world.own.partnership_id
        if cell.whose is Whose.THEIRS:
            return self.world.theirs if is_here else self.world.own
        if cell.whose in ANOTHERS:
            shared = self.world.other if is_here else self.world.their_other
            return self.fresh_other.get(cell, shared)
        return nowhere(own)


def program_headers(token: str, version: str) -> Mapping[str, str]:
    """What each request of a program carries; the token counts where no key is sent."""
    return {
        "Content-Type": "application/json",
        "Idempotency-Key": uuid4().hex,
        "If-Match": f'"{version or 1}"',
        "X-CSRFToken": token,
    }


def address(rule: str, named: Mapping[str, str]) -> str:
    """:raises KeyError: for an argument that nobody has said here what it names"""
    return ARGUMENT.sub(lambda found: named[found[1]], rule)


def nowhere(place: Place) -> Place:
    """Ids that nobody has."""
    made: dict[str, UUID | str] = {
        name: uuid4() for name in ("organisation", "service", "colleague", "invitation", "key")
    }
    return replace(place, **made, invitation_link=uuid4().hex * 2, password_link=uuid4().hex * 2)
