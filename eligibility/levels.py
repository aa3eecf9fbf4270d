"""
The shared scale of need: four levels, after the pattern most English partnerships use.

The names and words follow the four-level scale proposed in the project's domain notes (3.1); the
2025 wording of Bristol's own guidance was not at hand, so a partnership must check them.
A level is guidance with a rationale, never a gate.
"""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    UNIVERSAL = "universal"
    EARLY_HELP = "early_help"
    TARGETED = "targeted"
    SPECIALIST = "specialist"


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
