"""What mutmut says, read; and which survivors somebody has looked at and explained."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

LEAST_NOTICED = 90
"""In a hundred."""

EXPLAINED = Path(__file__).with_name("explained.toml")
NAME = re.compile(r"(?P<module>.+)\.x(?:ǁ(?P<owner>\w+)ǁ|_)(?P<function>\w+)__mutmut_\d+")


@dataclass(frozen=True, slots=True, order=True)
class Survivor:
    """A change that no test notices: the function, and its lines before and after."""

    where: str
    was: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.where}\n    - {self.was}\n    + {self.becomes}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A change that makes the tests hang, or breaks them, is noticed too."""

    total: int
    noticed: int

    @classmethod
    def read(cls, stats: Mapping[str, int]) -> Self:
        noticed = stats["killed"] + stats["timeout"] + stats["segfault"]
        return cls(total=stats["total"], noticed=noticed)

    @property
    def share(self) -> float:
        return 100 * self.noticed / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.total} changes, {self.noticed} of them noticed: {self.share:.1f}%"


def survivor_of(name: str, shown: str) -> Survivor:
    """Read a mutant by its name and the difference that mutmut shows."""
    told = NAME.fullmatch(name)
    if told is None:
        raise ValueError(f"mutmut names its mutants in another way now: {name}")
    lines = [line for line in shown.splitlines() if not line.startswith(("---", "+++"))]
    return Survivor(
        where=".".join(filter(None, (told["module"], told["owner"], told["function"]))),
        was=_joined(lines, "-"),
        becomes=_joined(lines, "+"),
    )


def explanations(file: Path = EXPLAINED) -> Mapping[Survivor, str]:
    told: dict[str, list[dict[str, Any]]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        Survivor(each["where"], each["was"], becomes): each["why"]
        for each in told["survivor"]
        for becomes in each["becomes"]
    }


def failures(
    counts: Counts, found: Collection[Survivor], explained: Mapping[Survivor, str]
) -> Iterator[str]:
    if counts.share < LEAST_NOTICED:
        yield f"At least {LEAST_NOTICED}% have to be noticed."
    if unexplained := sum(survivor not in explained for survivor in found):
        yield f"{unexplained} survivors have no reason in {EXPLAINED.name}, nor a test."


def _joined(lines: list[str], sign: str) -> str:
    return " ".join(line[1:].strip() for line in lines if line.startswith(sign))
