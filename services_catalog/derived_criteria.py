"""The rules of a service of which nobody has set any: the ages and areas of its listing. Pure."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from eligibility import Criterion
from eligibility.criteria import AgeBetween, Anyone, InArea
from services_catalog.codes import AreaKind


class ServedArea(Protocol):
    @property
    def kind(self) -> AreaKind: ...

    @property
    def code(self) -> str: ...


class Listed(Protocol):
    """The facts that rules come from: a listing of a feed has them, and so has a service."""

    @property
    def lowest_age(self) -> int | None: ...

    @property
    def highest_age(self) -> int | None: ...

    @property
    def areas(self) -> Sequence[ServedArea]: ...


def derived_criteria(listed: Listed) -> tuple[Criterion, ...]:
    """
    Return what the ages and areas of a listing say, and nothing where they say nothing.

    A service for the whole country that names no age is for anyone. One that names neither area
    nor age is not: nobody has said who it is for.
    """
    found = (*_ages(listed), *_areas(listed.areas))
    if not found and _is_national(listed.areas):
        return (Anyone(),)
    return found


def _ages(listed: Listed) -> tuple[Criterion, ...]:
    if listed.lowest_age is None and listed.highest_age is None:
        return ()
    return (AgeBetween(lowest=listed.lowest_age, highest=listed.highest_age),)


def _areas(areas: Sequence[ServedArea]) -> tuple[Criterion, ...]:
    """One rule for all of them: to live in one is enough."""
    if not areas or _is_national(areas):
        return ()
    return (
        InArea(
            wards=_codes(areas, AreaKind.WARD),
            authorities=_codes(areas, AreaKind.AUTHORITY),
            areas=_codes(areas, AreaKind.AREA),
        ),
    )


def _is_national(areas: Iterable[ServedArea]) -> bool:
    return any(area.kind is AreaKind.NATIONAL for area in areas)


def _codes(areas: Iterable[ServedArea], kind: AreaKind) -> frozenset[str]:
    return frozenset(area.code for area in areas if area.kind is kind)
