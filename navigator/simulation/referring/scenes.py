"""The tables of invented referrals: who is referred where by whom, and what became of it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

FOLDER = files("navigator.simulation.referring")
NO_STEPS: tuple[Mapping[str, Any], ...] = ()
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What somebody invented wants, what goes on, and what can be built on."""

    needs: tuple[str, ...]
    strengths: tuple[str, ...]
    level: str
    wants: str
    going_well: str
    tried: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """
    One step. ``do`` is a move, or what happens beside them; ``by`` a side, where it is not plain
    from the move. ``ago`` in working days before today, ``in_days`` in days from today. ``other``:
    another service, or none.
    """

    do: str
    ago: int
    by: str = ""
    reason: str = ""
    note: str = ""
    other: str = ""
    how: str = ""
    reached: bool = False
    in_days: int | None = None
    front_door: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """``override`` says why it goes ahead without agreement; else everybody asked agrees."""

    name: str
    age: int
    home: str
    sender: str
    to: str
    story: str
    sent: int = 0
    born: bool = True
    urgency: str = ""
    override: str = ""
    must_not_know: str = ""
    unsafe: str = ""
    steps: tuple[Done, ...] = ()

    @property
    def services(self) -> frozenset[str]:
        """Every service that it comes to."""
        goes_on = {step.other for step in self.steps if step.other not in {"", NO_OTHER}}
        return frozenset({self.to, *goes_on})


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    service: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    service: str
    ago: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayFor:
    """From so many working days ago, for so many days."""

    who: str
    cover: str
    ago: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call for advice; without an adviser it waits for one."""

    caller: str
    asked: int
    about: str
    adviser: str = ""
    decided: str = ""
    next_step: str = ""
    done: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    scene: tuple[Scene, ...]
    draft: tuple[Scene, ...]
    places: tuple[Places, ...]
    pause: tuple[Pause, ...]
    away: tuple[AwayFor, ...]
    call: tuple[Call, ...]


NO_OTHER = "none"
ROWS: Mapping[str, type] = MappingProxyType(
    {
        "scene": Scene,
        "draft": Scene,
        "places": Places,
        "pause": Pause,
        "away": AwayFor,
        "call": Call,
    }
)


@cache
def tables() -> Tables:
    told = _read("scenes.toml")
    return Tables(
        **{name: tuple(_row(row, each) for each in told[name]) for name, row in ROWS.items()}
    )


@cache
def stories() -> Mapping[str, Story]:
    return {name: _story(told) for name, told in _read("stories.toml").items()}


def _row(row: type[Told], told: Mapping[str, Any]) -> Told:
    steps = tuple(Done(**step) for step in told.get("steps", NO_STEPS))
    return row(**{**told, "steps": steps} if steps else told)


def _story(told: Mapping[str, Any]) -> Story:
    lists = {name: tuple(told[name]) for name in ("needs", "strengths")}
    return Story(**{**told, **lists})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
