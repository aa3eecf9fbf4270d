"""What the demonstration is written from: kinds of service, organisations, places, listings."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any
from unicodedata import normalize

from services_catalog.codes import OrganisationKind

FOLDER: Traversable = resources.files(__package__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """
    One kind of service, in several wordings: the listings of a kind take turns through each list.

    ``also`` are further needs, one a listing. ``serves`` is ``city``, ``area``, ``ward``,
    ``national`` or empty for unsaid. A cost is ``free``, ``?`` for unknown, ``varies: …`` or the
    charge itself. A session is its times, its dose and its length. ``spaces`` says what may be
    said of space where the words already give it away. Evidence joins several ratings with "+".
    """

    needs: list[str]
    also: list[str]
    strengths: list[str]
    levels: list[str]
    prevention: list[str]
    routes: list[str]
    delivery: list[str]
    serves: list[str]
    costs: list[str]
    sessions: list[list[str]]
    summary: list[str]
    said: list[list[str]]
    led_by: list[str]
    for_whom: list[str]
    how: list[str]
    next: list[str]
    access: list[str]
    evidence: list[str]
    spaces: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Somewhere a service happens, in a real neighbourhood; building and street are invented."""

    place: str
    ward: str
    outcode: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """
    An invented organisation.

    ``base`` is the neighbourhood of its own premises, empty where it has none to name. ``care`` is
    how well it keeps its listings: ``keeps``, ``slips`` or ``lapsed``.
    """

    slug: str
    name: str
    kind: OrganisationKind
    base: str
    premises: str
    address: str
    languages: frozenset[str]
    care: str
    description: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One listing to be. ``turn`` counts the listings of its kind before it.

    ``where`` is a neighbourhood, ``city`` for something that comes to you, ``online``, ``phone``,
    or ``unsaid`` for somewhere nobody has named; ``marks`` are exceptions.
    """

    source_id: str
    name: str
    kind: str
    organisation: str
    where: str
    ages: str
    marks: frozenset[str]
    turn: int


@cache
def kinds() -> Mapping[str, Kind]:
    found: dict[str, Kind] = {}
    for file in sorted((FOLDER / "kinds").iterdir(), key=lambda each: each.name):
        found |= {code: Kind(**told) for code, told in tomllib.loads(_text(file)).items()}
    return found


@cache
def providers() -> Mapping[str, Provider]:
    rows = enumerate(_rows("organisations.csv"))
    return {row["slug"]: _provider(row, number) for number, row in rows}


@cache
def venues() -> Mapping[str, tuple[Venue, ...]]:
    """Every neighbourhood that has somewhere to meet, with its venues."""
    found: dict[str, tuple[Venue, ...]] = {}
    for row in _rows("places.csv"):
        venue = Venue(
            place=row["place"],
            ward=row["ward"],
            outcode=row["outcode"],
            name=row["venue"],
            address=row["address"],
        )
        found[venue.place] = (*found.get(venue.place, ()), venue)
    return found


@cache
def rows() -> tuple[Row, ...]:
    turns: dict[str, int] = {}
    found = []
    for row in _rows("listings.csv"):
        turn = turns.get(row["kind"], 0)
        turns[row["kind"]] = turn + 1
        found.append(_row(row, turn))
    return tuple(found)


@cache
def own_words() -> Mapping[str, Mapping[str, Any]]:
    """What some organisations wrote themselves, by source id and field of a listing."""
    return tomllib.loads(_text(FOLDER / "own_words.toml"))


@cache
def ratings() -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads(_text(FOLDER / "evidence.toml"))


def slug_of(name: str) -> str:
    """Return the name in plain letters: part of mail addresses and links."""
    letters = normalize("NFKD", name.replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join("".join(each if each.isalnum() else " " for each in letters).lower().split())


def _provider(row: Mapping[str, str], number: int) -> Provider:
    return Provider(
        slug=row["slug"],
        name=row["name"],
        kind=OrganisationKind(row["kind"]),
        base=row["base"],
        premises=row["premises"],
        address=row["address"],
        languages=frozenset(row["languages"].split()),
        care=row["care"],
        description=row["description"],
        number=number,
    )


def _row(row: Mapping[str, str], turn: int) -> Row:
    return Row(
        source_id=slug_of(row["name"]),
        name=row["name"],
        kind=row["kind"],
        organisation=row["organisation"],
        where=row["where"],
        ages=row["ages"],
        marks=frozenset(row["marks"].split()),
        turn=turn,
    )


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(FOLDER / name).splitlines()))


def _text(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")
