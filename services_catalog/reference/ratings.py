"""Scales on which evidence is rated, as their owners define them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from services_catalog.reference.tables import read_table, yes


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingLevel:
    """``order`` rises with the level; the two levels of no rating are 0."""

    scale: str
    code: str
    label: str
    meaning: str
    order: int
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingScale:
    """
    ``measures`` says what a level is a level of; ``caution`` what it must not be taken for.

    ``verified`` is False where nobody has yet compared our wording with the owner's page.
    """

    code: str
    name: str
    measures: str
    source: str
    url: str
    caution: str
    verified: bool
    levels: Mapping[str, RatingLevel]


@cache
def rating_scales() -> Mapping[str, RatingScale]:
    """Every scale by code; its levels by code, in the order of the table."""
    levels = [_level(row) for row in read_table("rating_levels.csv")]
    scales = (_scale(row, levels) for row in read_table("rating_scales.csv"))
    return MappingProxyType({scale.code: scale for scale in scales})


def _scale(row: dict[str, str], levels: list[RatingLevel]) -> RatingScale:
    mine = {level.code: level for level in levels if level.scale == row["code"]}
    return RatingScale(
        code=row["code"],
        name=row["name"],
        measures=row["measures"],
        source=row["source"],
        url=row["url"],
        caution=row["caution"],
        verified=yes(row["verified"]),
        levels=MappingProxyType(mine),
    )


def _level(row: dict[str, str]) -> RatingLevel:
    return RatingLevel(
        scale=row["scale"],
        code=row["code"],
        label=row["label"],
        meaning=row["meaning"],
        order=int(row["order"]),
        verified=yes(row["verified"]),
    )
