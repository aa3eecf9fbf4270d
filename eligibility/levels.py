"""
The shared scale of need: four levels, after the pattern most English partnerships use.

The names and words follow the four-level scale proposed in the project's domain notes (3.1); the
2025 wording of Bristol's own guidance was not at hand, so a partnership must check them.
A level is guidance with a rationale, never a gate. Labels, definitions and the crosswalk to each
provider's own wording are data: rows of a table that a partnership can change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from eligibility.words import fold


class Level(StrEnum):
    UNIVERSAL = "universal"
    EARLY_HELP = "early_help"
    TARGETED = "targeted"
    SPECIALIST = "specialist"


class NotSure(StrEnum):
    """What someone says who was asked and cannot tell."""

    UNSURE = "unsure"


UNSURE: Final = NotSure.UNSURE


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOfNeed:
    """``plain`` is what screens say; ``official`` is the field's term, shown in brackets."""

    level: Level
    step: int
    plain: str
    official: str
    meaning: str


LEVELS: tuple[LevelOfNeed, ...] = (
    LevelOfNeed(
        level=Level.UNIVERSAL,
        step=1,
        plain="Open to all",
        official="Universal",
        meaning="Anyone can use it. Nobody needs to be referred.",
    ),
    LevelOfNeed(
        level=Level.EARLY_HELP,
        step=2,
        plain="A bit of extra help",
        official="Early Help",
        meaning="For a young person or family who needs something more, and agrees to it.",
    ),
    LevelOfNeed(
        level=Level.TARGETED,
        step=3,
        plain="More help",
        official="Targeted",
        meaning="For needs that are several, lasting or serious, often with one lead worker.",
    ),
    LevelOfNeed(
        level=Level.SPECIALIST,
        step=4,
        plain="Specialist help",
        official="Specialist",
        meaning="For harm, or a risk of serious harm. Social care or another specialist leads.",
    ),
)


STEPS: Mapping[Level, int] = {entry.level: entry.step for entry in LEVELS}


def next_level(level: Level, step: int) -> Level | None:
    """``step`` is 1 for more help and -1 for less. None where the scale ends."""
    by_step = {place: found for found, place in STEPS.items()}
    return by_step.get(STEPS[level] + step)


class NotAScale(ValueError):
    """The rows do not describe the four levels. The message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelScale:
    """The four levels in a partnership's own labels and definitions, from least to most help."""

    levels: tuple[LevelOfNeed, ...] = LEVELS

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """
        Read rows with ``level``, ``plain``, ``official`` and ``meaning``, in any order.

        :raises NotAScale: if a level is unknown, missing, twice there, or has no plain label
        """
        read = [_level_of_need(row) for row in rows]
        given = sorted(entry.level for entry in read)
        if given != sorted(Level):
            raise NotAScale(f"Give each of these levels once: {', '.join(Level)}.")
        return cls(levels=tuple(sorted(read, key=lambda entry: entry.step)))

    def __getitem__(self, level: Level) -> LevelOfNeed:
        return next(entry for entry in self.levels if entry.level is level)


def _level_of_need(row: Mapping[str, str]) -> LevelOfNeed:
    level = _level(row.get("level", ""))
    plain = row.get("plain", "").strip()
    if not plain:
        raise NotAScale(f"Give the level {level} a plain label.")
    return LevelOfNeed(
        level=level,
        step=STEPS[level],
        plain=plain,
        official=row.get("official", "").strip(),
        meaning=row.get("meaning", "").strip(),
    )


def _level(code: str) -> Level:
    try:
        return Level(code.strip())
    except ValueError:
        raise NotAScale(f"{code!r} is not a level. Use one of {', '.join(Level)}.") from None


@dataclass(frozen=True, slots=True)
class LevelCrosswalk:
    """
    What each provider's own wording means on the shared scale.

    Keys are provider and wording, folded. An empty provider is everyone's: it is used where a
    provider has not said what a wording means to them.
    """

    meanings: Mapping[tuple[str, str], frozenset[Level]]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """
        Read rows with ``provider`` (may be empty), ``wording`` and ``level``; one level a row.

        :raises NotAScale: if a level is unknown
        """
        meanings: dict[tuple[str, str], set[Level]] = defaultdict(set)
        for row in rows:
            key = fold(row.get("provider", "")), fold(row.get("wording", ""))
            meanings[key].add(_level(row.get("level", "")))
        return cls({key: frozenset(levels) for key, levels in meanings.items()})

    def levels_of(self, wording: str, *, provider: str = "") -> frozenset[Level]:
        """Empty where nobody has said what the wording means: unknown, not none."""
        own = self.meanings.get((fold(provider), fold(wording)))
        return own or self.meanings.get(("", fold(wording)), frozenset())
