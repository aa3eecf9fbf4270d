"""Read what a partnership calls the levels of need, and what its providers' words mean."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from eligibility import LevelCrosswalk, LevelOfNeed, LevelScale
from eligibility.words import fold
from services_catalog.models import OwnLevel, OwnLevelWording
from services_catalog.reference import LevelWording, level_wordings


@dataclass(frozen=True, kw_only=True)
class NeedLevels:
    """
    The scale of a partnership in its words, and what other words mean on it. Nothing changes here.

    ``has_own_scale`` and ``has_own_wordings`` are False where those that ship stand in.
    """

    scale: LevelScale
    wordings: tuple[LevelWording, ...]
    has_own_scale: bool = False
    has_own_wordings: bool = False

    @cached_property
    def crosswalk(self) -> LevelCrosswalk:
        """The labels of the scale are words for its levels too, and surer than the table's."""
        labels = list(_label_rows(self.scale))
        named = {fold(row["wording"]) for row in labels}
        rows = [row for each in self.wordings if not _is_label(row := each.as_row(), named)]
        return LevelCrosswalk.from_rows([*labels, *rows])

    def said_by(self, provider: str) -> tuple[LevelWording, ...]:
        """The words of one provider's own; everyone's are not among them."""
        return self._by_provider.get(fold(provider), ())

    @cached_property
    def _by_provider(self) -> Mapping[str, tuple[LevelWording, ...]]:
        found: dict[str, tuple[LevelWording, ...]] = {}
        for each in self.wordings:
            if each.provider:
                key = fold(each.provider)
                found[key] = (*found.get(key, ()), each)
        return found


SHIPPED = NeedLevels(scale=LevelScale(), wordings=level_wordings())
"""What stands where a partnership has said nothing."""


def levels_of(session: Session, *, partnership_id: UUID) -> NeedLevels:
    own = _own_levels(session, partnership_id)
    wordings = _own_wordings(session, partnership_id)
    return NeedLevels(
        scale=LevelScale.from_rows(own) if own else SHIPPED.scale,
        wordings=wordings or SHIPPED.wordings,
        has_own_scale=bool(own),
        has_own_wordings=bool(wordings),
    )


def scale_of(session: Session, *, partnership_id: UUID) -> LevelScale:
    return levels_of(session, partnership_id=partnership_id).scale


def crosswalk_of(session: Session, *, partnership_id: UUID) -> LevelCrosswalk:
    return levels_of(session, partnership_id=partnership_id).crosswalk


def _own_levels(session: Session, partnership_id: UUID) -> list[dict[str, str]]:
    rows = session.scalars(select(OwnLevel).where(OwnLevel.partnership_id == partnership_id))
    return [
        {"level": row.level, "plain": row.plain, "official": row.official, "meaning": row.meaning}
        for row in rows
    ]


def _own_wordings(session: Session, partnership_id: UUID) -> tuple[LevelWording, ...]:
    rows = session.scalars(
        select(OwnLevelWording)
        .where(OwnLevelWording.partnership_id == partnership_id)
        .order_by(OwnLevelWording.provider, OwnLevelWording.wording, OwnLevelWording.level)
    )
    return tuple(
        LevelWording(provider=row.provider, wording=row.wording, level=row.level) for row in rows
    )


def _label_rows(scale: LevelScale) -> Iterator[Mapping[str, str]]:
    for entry in scale.levels:
        for wording in filter(None, _labels(entry)):
            yield {"provider": "", "wording": wording, "level": entry.level}


def _labels(entry: LevelOfNeed) -> Iterable[str]:
    return dict.fromkeys((entry.plain, entry.official))


def _is_label(row: Mapping[str, str], named: set[str]) -> bool:
    return not row["provider"] and fold(row["wording"]) in named
