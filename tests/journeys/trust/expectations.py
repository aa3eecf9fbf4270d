"""
What must be answered: computed from the table of permissions, and from one row for each rule.

``expectations.csv`` says of each rule and method, by hand and for a second time, which act it is,
whether it must have been proved lately who asks, and what kind of object its ids name:

- ``listed``: everybody of the partnership may read it;
- ``organisation``: the record of an organisation, and what belongs to it;
- ``once``: likewise, and what has gone already may be sent away again;
- ``self``: somebody's own;
- ``link``: the secret of a mail, which opens for whoever has it, in its partnership alone;
- ``absent``: nothing of that name is there;
- ``demonstration``: the page is in no service for real people.

The act ``half`` is a page between the password and the second factor.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from navigator.accounts.permissions import Permission, Relation, Role, relation_for
from navigator.web.access import PUBLIC
from tests.journeys.trust.server import Answer
from tests.journeys.trust.world import Kind, State, Whose

TABLE = Path(__file__).with_name("expectations.csv")
API = "/api/"
HALF = "half"


class Outcome(StrEnum):
    OPEN = "let in"
    SIGN_IN = "asked to sign in"
    SECOND_STEP = "asked for the second factor"
    PROVE = "asked for proof again"
    REFUSED = "refused"
    NO_KEY = "refused for its key"
    NOT_FOUND = "not found"
    WRONG_METHOD = "wrong method"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    rule: str
    method: str
    act: str
    proved: bool
    object: str

    @property
    def access(self) -> str:
        """What the view must say of itself."""
        return PUBLIC if self.act == HALF else self.act

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


def read_table() -> Mapping[tuple[str, str], Row]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        rows = [
            Row(**{**each, "proved": each["proved"] == "proved"}) for each in csv.DictReader(file)
        ]
    return {(row.rule, row.method): row for row in rows}


LED_TO = {
    "/sign-in": Outcome.SIGN_IN,
    "/sign-in/again": Outcome.PROVE,
    "/sign-in/code": Outcome.SECOND_STEP,
    "/sign-in/set-up": Outcome.SECOND_STEP,
}
STATUSES = {
    401: Outcome.NO_KEY,
    403: Outcome.REFUSED,
    404: Outcome.NOT_FOUND,
    405: Outcome.WRONG_METHOD,
}


def outcome_of(answer: Answer, row: Row, method: str) -> Outcome:
    if answer.status >= 500:
        return Outcome.FAILED
    if row.act == HALF and method != "OPTIONS" and answer.status in {200, 422}:
        return Outcome.SECOND_STEP
    if 300 <= answer.status < 400:
        return LED_TO.get(answer.leads_to, Outcome.OPEN)
    return STATUSES.get(answer.status, Outcome.OPEN)


def expected(row: Row, method: str, kind: Kind, whose: Whose) -> Outcome:
    """What somebody of this kind gets, who asks for an object that is ``whose``."""
    gate = _before_the_view(row, kind)
    if row.act == HALF and method != "OPTIONS":
        return Outcome.SECOND_STEP if kind.state is State.HALF else Outcome.SIGN_IN
    if row.object == "demonstration":
        return Outcome.NOT_FOUND
    if gate is not Outcome.OPEN or method == "OPTIONS" or not row.object:
        return gate
    return Outcome.OPEN if _is_there(row, kind, whose) else Outcome.NOT_FOUND


def _before_the_view(row: Row, kind: Kind) -> Outcome:
    if row.rule.startswith(API) and kind.state is State.REVOKED:
        return Outcome.NO_KEY
    if row.access == PUBLIC or relation_for({Role.PUBLIC}, Permission(row.act)) is not None:
        return Outcome.OPEN
    if row.rule.startswith(API):
        return _by_key(row, kind)
    if not kind.is_signed_in:
        return Outcome.SECOND_STEP if kind.state is State.HALF else Outcome.SIGN_IN
    if _relation(row, kind) is None:
        return Outcome.REFUSED
    return Outcome.PROVE if row.proved and kind.state is State.NOT_PROVED else Outcome.OPEN


def _by_key(row: Row, kind: Kind) -> Outcome:
    if kind.state is State.WRONG_SCOPE:
        return Outcome.REFUSED
    if kind.state is State.KEY or kind.is_signed_in:
        return Outcome.REFUSED if _relation(row, kind) is None or row.proved else Outcome.OPEN
    return Outcome.NO_KEY


def _relation(row: Row, kind: Kind) -> Relation | None:
    return relation_for({kind.role, Role.SIGNED_IN}, Permission(row.act))


def _is_there(row: Row, kind: Kind, whose: Whose) -> bool:
    if row.object == "absent" or whose in {Whose.THEIRS, Whose.NOBODYS}:
        return False
    if whose is Whose.MIXED:
        return row.object == "once"
    if row.object in {"listed", "link"} or whose is Whose.OWN:
        return True
    return row.object != "self" and _relation(row, kind) is Relation.PARTNERSHIP
