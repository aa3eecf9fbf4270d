"""Put a kind of service into words for one listing: turns taken, and whom it is for spelled out."""

from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")

OLDEST_CHILD = 12
"""At most this old, they are children; older ones are young people."""

YOUNGEST_TEENAGER = 10
YOUNGEST_ADULT = 18
MIXED = "children and young people"


def take_turn(choices: Sequence[Choice], turn: int, slot: int = 0) -> Choice:
    """
    Choose for the nth listing of a kind.

    The first time round, every slot gives its nth wording, so that wordings written together stay
    together. After that each slot is shifted by its own step, so that no two listings read alike.
    """
    shift = slot * (turn // len(choices))
    return choices[(turn + shift) % len(choices)]


def ages_of(text: str) -> tuple[int | None, int | None]:
    """Read "11-17"; an end that is empty is not known."""
    lowest, _, highest = text.partition("-")
    return _age(lowest), _age(highest)


def people(lowest: int | None, highest: int | None) -> str:
    """Say whom a service is for: "children aged 7 to 11", "young people aged 11 to 17"."""
    if lowest is None or highest is None:
        return MIXED
    if lowest == 0:
        return f"{_group(lowest, highest)} up to {highest}"
    return f"{_group(lowest, highest)} aged {lowest} to {highest}"


def fill(text: str, *, who: str, place: str) -> str:
    return text.format(who=who, Who=who[0].upper() + who[1:], place=place)


def _group(lowest: int, highest: int) -> str:
    if highest <= OLDEST_CHILD:
        return "children"
    if lowest >= YOUNGEST_ADULT:
        return "young adults"
    return MIXED if lowest < YOUNGEST_TEENAGER else "young people"


def _age(text: str) -> int | None:
    return int(text) if text else None
