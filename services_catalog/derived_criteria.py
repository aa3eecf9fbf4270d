"""The rules of a service of which nobody has set any: what its listing says of it. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from eligibility import Criterion, Level, NotACriterion
from eligibility.criteria import (
    AccessProvided,
    AgeBetween,
    Anyone,
    InArea,
    LevelAmong,
    NotUnderstood,
    SpeaksOneOf,
)
from services_catalog.codes import Access, AreaKind
from services_catalog.reference import languages


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

    @property
    def levels(self) -> Collection[str]: ...

    @property
    def languages(self) -> Collection[str]: ...

    @property
    def access(self) -> Collection[str]: ...


def derived_criteria(listed: Listed) -> tuple[Criterion, ...]:
    """
    Return what a listing says, and nothing where it says nothing of ages and areas.

    A service for the whole country that names no age is for anyone. One that names neither area
    nor age is not: nobody has said who it is for, and its levels and languages do not say it
    either. They stand beside the rules, as guidance that shuts nobody out.
    """
    who = (*_ages(listed), *_areas(listed.areas))
    if not who and _is_national(listed.areas):
        who = (Anyone(),)
    return (*who, *_guidance(listed)) if who else ()


def _ages(listed: Listed) -> tuple[Criterion, ...]:
    """Ages that make no rule (the lowest above the highest) leave it open whom it takes."""
    if listed.lowest_age is None and listed.highest_age is None:
        return ()
    try:
        return (AgeBetween(lowest=listed.lowest_age, highest=listed.highest_age),)
    except NotACriterion:
        return (NotUnderstood(stored_kind=AgeBetween.kind),)


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


def _guidance(listed: Listed) -> Iterator[Criterion]:
    """Only what is stated: a listing that is silent about access may still be able to meet it."""
    if levels := frozenset(listed.levels).intersection(Level):
        yield LevelAmong(codes=levels)
    if spoken := frozenset(listed.languages).intersection(languages()):
        yield SpeaksOneOf(codes=spoken)
    if access := frozenset(listed.access).intersection(Access):
        yield AccessProvided(codes=access)


def _is_national(areas: Iterable[ServedArea]) -> bool:
    return any(area.kind is AreaKind.NATIONAL for area in areas)


def _codes(areas: Iterable[ServedArea], kind: AreaKind) -> frozenset[str]:
    return frozenset(area.code for area in areas if area.kind is kind)
