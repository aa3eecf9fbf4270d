"""
What must be answered: computed from the table of permissions, and from one row for each rule.

``expectations.csv`` says of each rule and method, by hand and for a second time, which act it is,
whether it must have been proved lately who asks, and what kind of object its ids name:

- ``listed``: everybody of the partnership may read it;
- ``organisation``: the record of an organisation, and what belongs to it;
- ``again``: likewise, and what has gone already may be sent away again;
- ``once``: likewise, and so may what never was there;
- ``self``: somebody's own;
- ``referral``: who acts on one of its sides: who sent it, the safeguarding team of theirs, the
  people of the service, the coordinator it waits for; others do not find it;
- ``referral_both``: likewise, and the coordinator, who finds it, is refused;
- ``referral_sent``: likewise, and all who find it but those who sent it are refused;
- ``with_reason``: a referral that was sent by their organisation, for a coordinator any;
- ``team``: what belongs to an organisation's safeguarding team;
- ``waiting``: a call for advice of somebody else, which waits for an adviser;
- ``link``: the secret of a mail, which opens for whoever has it, in its partnership alone;
- ``absent``: nothing of that name is there: a way to sign in that nobody has set up, and a file
  of a name that no file has, since which files there are depends on how they were built;
- ``demonstration``: the page is in no service for real people;
- nothing: its ids are not looked for, or whether they were found is not told.

The act ``half`` is a page between the password and the second factor.

A new view is one row here for each of its methods; one that names a new kind of thing needs that
thing too (``things.py``), and the argument that names it (``NAMED`` in ``cells.py``). What comes
before the view (who is signed in, their roles, a second factor) follows from the act by itself.
A new kind of object is a word of this list, and what it means in ``_is_there``.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from navigator.accounts.permissions import Permission, Relation, Role, relation_for
from navigator.referrals.codes import Side
from navigator.web.access import PUBLIC
from tests.journeys.trust.server import Answer
from tests.journeys.trust.things import Whose
from tests.journeys.trust.world import Kind, State

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
    if row.object in LET_IN:
        return _on_a_side(row, kind, whose)
    return Outcome.OPEN if _is_there(row, kind, whose) else Outcome.NOT_FOUND


LET_IN: Mapping[str, frozenset[Side]] = {
    "referral": frozenset(Side),
    "referral_both": frozenset({Side.SENDER, Side.RECEIVER}),
    "referral_sent": frozenset({Side.SENDER}),
}
"""Who finds a referral on another side than these is refused."""


def _on_a_side(row: Row, kind: Kind, whose: Whose) -> Outcome:
    side = side_of(kind, whose)
    if side is None:
        return Outcome.NOT_FOUND
    return Outcome.OPEN if side in LET_IN[row.object] else Outcome.REFUSED


def side_of(kind: Kind, whose: Whose) -> Side | None:
    """From which side somebody acts on a referral that is so; None: they do not find it."""
    if whose is Whose.OWN or (whose is Whose.COLLEAGUES and kind.is_in_team):
        return Side.SENDER
    if whose is Whose.RECEIVED and kind.role is Role.PROVIDER:
        return Side.RECEIVER
    if whose is Whose.WAITS and kind.role is Role.COORDINATOR:
        return Side.COORDINATOR
    return None


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
    if row.object == "team":
        return kind.is_in_team
    if whose in THERE_FOR:
        return row.object in THERE_FOR[whose]
    if whose is Whose.OWN:
        return row.object != "waiting"
    return row.object in {"listed", "link", "waiting"} or (
        row.object != "self" and _relation(row, kind) is Relation.PARTNERSHIP
    )


THERE_FOR: Mapping[Whose, frozenset[str]] = {
    Whose.GONE: frozenset({"again", "once"}),
    Whose.MIXED: frozenset({"once"}),
    Whose.MIXED_WITH_NOBODYS: frozenset({"once"}),
    Whose.COLLEAGUES: frozenset({"with_reason", "waiting"}),
}
"""Objects that are there although they are so."""
