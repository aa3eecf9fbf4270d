"""Invent how far a listing can be trusted: its owner, when it was checked, what space it claims."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from eligibility import Level
from navigator.simulation.source_tables import Kind, Provider, Row
from services_catalog.codes import OrganisationKind, Route, Space, Status
from services_catalog.freshness import VERIFY_AFTER

Choice = TypeVar("Choice")

FRESH, OVERDUE, LONG_OVERDUE, NEVER = "fresh", "overdue", "long overdue", "never"

SHARES: dict[str, dict[str, int]] = {
    "keeps": {FRESH: 90, OVERDUE: 10},
    "slips": {FRESH: 42, OVERDUE: 40, LONG_OVERDUE: 8, NEVER: 10},
    "lapsed": {OVERDUE: 55, LONG_OVERDUE: 30, NEVER: 15},
}
"""How the listings of an organisation stand, of a hundred, by how well it keeps them."""

MARKED = {"stale": OVERDUE, "abandoned": LONG_OVERDUE, "unchecked": NEVER}

DAYS_SINCE: dict[str, tuple[int, int]] = {
    FRESH: (3, 170),
    OVERDUE: (200, 520),
    LONG_OVERDUE: (560, 1100),
}
"""How many days ago a listing was checked: least and most."""

OWNERS: dict[OrganisationKind, tuple[str, ...]] = {
    OrganisationKind.SCHOOL: ("Designated safeguarding lead", "School office"),
    OrganisationKind.COUNCIL: ("Team manager", "Duty manager"),
    OrganisationKind.HEALTH: ("Service manager", "Clinical lead"),
    OrganisationKind.POLICE: ("Neighbourhood sergeant",),
    OrganisationKind.LEISURE: ("Club secretary", "Community manager"),
}
OTHER_OWNERS = ("Project manager", "Coordinator", "Chair of trustees", "Administrator")

SPACES: dict[str, dict[Space, int]] = {
    Route.OPEN_ACCESS: {Space.HAS_PLACES: 65, Space.NOT_CONFIRMED: 25, Space.ASK_FIRST: 10},
    Level.UNIVERSAL: {
        Space.HAS_PLACES: 45,
        Space.ASK_FIRST: 20,
        Space.WAITING_LIST: 15,
        Space.NOT_CONFIRMED: 20,
    },
    Level.EARLY_HELP: {
        Space.HAS_PLACES: 30,
        Space.ASK_FIRST: 20,
        Space.WAITING_LIST: 25,
        Space.FULL: 7,
        Space.NOT_CONFIRMED: 18,
    },
    Level.TARGETED: {
        Space.HAS_PLACES: 20,
        Space.ASK_FIRST: 20,
        Space.WAITING_LIST: 35,
        Space.FULL: 10,
        Space.NOT_CONFIRMED: 15,
    },
    Level.SPECIALIST: {
        Space.HAS_PLACES: 10,
        Space.ASK_FIRST: 20,
        Space.WAITING_LIST: 45,
        Space.FULL: 15,
        Space.NOT_CONFIRMED: 10,
    },
}
WAIT_WEEKS: dict[str, tuple[int, int]] = {
    Level.UNIVERSAL: (2, 10),
    Level.EARLY_HELP: (3, 12),
    Level.TARGETED: (4, 18),
    Level.SPECIALIST: (12, 60),
}

SPACE_SAID_LATELY = 21
"""Short of the day it lapses, because a demonstration may be a week old."""

SPACE_LAPSED_AT_LEAST, SPACE_SAID_AT_MOST = 31, 150
LATELY_IN_A_HUNDRED = 65
NAMES_A_DATE_IN_A_HUNDRED = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    owner: str
    verified_on: date | None
    verify_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What was last said of space, and when."""

    space: Space = Space.NOT_CONFIRMED
    said_on: date | None = None
    wait_weeks: int | None = None


def assure(row: Row, provider: Provider, *, today: date, chance: Random) -> Assurance:
    standing = next((MARKED[mark] for mark in sorted(row.marks & MARKED.keys())), None)
    standing = standing or draw(SHARES[provider.care], chance)
    owners = OWNERS.get(provider.kind, OTHER_OWNERS)
    if standing == NEVER:
        return Assurance(owner="", verified_on=None, verify_by=None)
    verified = today - timedelta(days=chance.randint(*DAYS_SINCE[standing]))
    names_a_date = chance.randrange(100) < NAMES_A_DATE_IN_A_HUNDRED
    return Assurance(
        owner=chance.choice(owners),
        verified_on=verified,
        verify_by=verified + VERIFY_AFTER if names_a_date else None,
    )


def claim_space(
    kind: Kind, status: Status, assured: Assurance, *, today: date, chance: Random
) -> Claim:
    """Nobody speaks of space where nobody looks after the listing, or where it has stopped."""
    if status is not Status.LIVE or assured.verified_on is None:
        return Claim()
    if kind.spaces:
        space = Space(chance.choice(kind.spaces))
    else:
        space = draw(SPACES[_nature(kind)], chance)
    if space is Space.NOT_CONFIRMED:
        return Claim()
    waits = space is Space.WAITING_LIST
    return Claim(
        space=space,
        said_on=_said_on(assured.verified_on, today=today, chance=chance),
        wait_weeks=chance.randint(*WAIT_WEEKS[kind.levels[0]]) if waits else None,
    )


def draw(shares: dict[Choice, int], chance: Random) -> Choice:
    return chance.choices(list(shares), weights=list(shares.values()))[0]


def _nature(kind: Kind) -> str:
    return Route.OPEN_ACCESS if Route.OPEN_ACCESS in kind.routes else kind.levels[-1]


def _said_on(verified_on: date, *, today: date, chance: Random) -> date:
    """Some say it lately; a listing that is no longer checked has had nothing said of it since."""
    if today - verified_on > VERIFY_AFTER:
        return verified_on
    lately = chance.randrange(100) < LATELY_IN_A_HUNDRED
    span = (0, SPACE_SAID_LATELY) if lately else (SPACE_LAPSED_AT_LEAST, SPACE_SAID_AT_MOST)
    return today - timedelta(days=chance.randint(*span))
