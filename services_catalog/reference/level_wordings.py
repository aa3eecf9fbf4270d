"""What most English partnerships mean by their words for a level of need."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache

from eligibility import Level
from services_catalog.reference.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelWording:
    """A wording and one level that it means. An empty ``provider`` is everyone's."""

    provider: str
    wording: str
    level: Level

    def as_row(self) -> Mapping[str, str]:
        return asdict(self)


@cache
def level_wordings() -> tuple[LevelWording, ...]:
    """The table that ships: a partnership that keeps one of its own does without it."""
    return tuple(
        LevelWording(provider=row["provider"], wording=row["wording"], level=Level(row["level"]))
        for row in read_table("level_wordings.csv")
    )
