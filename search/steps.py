"""From one service: what is next above and below it on the scale of need, for these needs, here."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sqlalchemy.orm import Session

from base.actor import Actor
from eligibility import Level, next_level
from eligibility.levels import STEPS
from search.asked import local_terms, serving_terms, within
from search.documents import OLDEST, age_term
from search.index import IndexQuery, Preference, SearchIndex
from services_catalog.codes import AreaKind, Scheme
from services_catalog.models import Service
from services_catalog.places import Gazetteer, Home
from services_catalog.queries import services_by_ids

MOST = 3
"""Services of one level: enough to choose from, few enough to read."""

UP: Final = 1
DOWN: Final = -1

NEED, CLOSE, SERVING, FRESH = 10.0, 4.0, 2.0, 1.0
"""What each shared need is worth, being close, saying that it serves these people, and a check that
is not overdue. Each is worth more than all after it, so that the order is by band."""

ANYWHERE = frozenset({"serves:everywhere", "serves:not_stated"})
CLOSED = frozenset({"closed:temporarily"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """``needs`` are those it shares with the service that was looked at."""

    service: Service
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    ``wanted`` is the next level. ``found`` is the nearest one beyond where something is listed,
    None where there is nothing; ``skipped`` are the levels before it, without a service.
    """

    wanted: Level
    found: Level | None = None
    skipped: tuple[Level, ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """None is the end of the scale."""

    more: Step | None
    less: Step | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Whom to look for: None where it is not known, and the service itself says who and where."""

    home: Home | None = None
    age: int | None = None


@dataclass(frozen=True, kw_only=True)
class Seeker:
    """Looks for what the reader may see."""

    session: Session
    index: SearchIndex
    reader: Actor
    gazetteer: Gazetteer


def find_steps(service: Service, whom: Whom, seeker: Seeker) -> Steps | None:
    """
    Return what is next to a service; None where nobody has said its level or what it helps with.

    :raises IndexUnavailable: where the index cannot be used
    """
    levels = sorted(map(Level, service.coded(Scheme.LEVEL)), key=STEPS.__getitem__)
    if not levels or not service.needs:
        return None
    around = _Around(service=service, whom=whom, gazetteer=seeker.gazetteer)
    return Steps(
        more=_step(levels[-1], UP, around, seeker), less=_step(levels[0], DOWN, around, seeker)
    )


def _step(start: Level, direction: int, around: "_Around", seeker: Seeker) -> Step | None:
    wanted = next_level(start, direction)
    if wanted is None:
        return None
    skipped: list[Level] = []
    for level in _onwards(wanted, direction):
        if options := _options(level, around, seeker):
            return Step(wanted=wanted, found=level, skipped=tuple(skipped), options=options)
        skipped.append(level)
    return Step(wanted=wanted, skipped=tuple(skipped))


def _onwards(level: Level | None, direction: int) -> Iterator[Level]:
    while level is not None:
        yield level
        level = next_level(level, direction)


def _options(level: Level, around: "_Around", seeker: Seeker) -> tuple[Option, ...]:
    query = IndexQuery(
        required=(*within(seeker.reader), *around.required, frozenset({f"level:{level}"})),
        excluded=CLOSED,
        prefer=tuple(around.preferences()),
        limit=MOST,
    )
    ids = [hit.id for hit in seeker.index.search(query).hits]
    found = services_by_ids(seeker.session, ids, reader=seeker.reader) if ids else []
    mine = around.service.needs
    return tuple(
        Option(service=one, needs=tuple(need for need in mine if need in one.needs))
        for one in found
    )


@dataclass(frozen=True, kw_only=True)
class _Around:
    """What is asked of any service next to one: its needs, its people, and where they live."""

    service: Service
    whom: Whom
    gazetteer: Gazetteer

    @property
    def required(self) -> list[frozenset[str]]:
        """An empty set would match nothing: what is not known is not asked for."""
        needs = frozenset(f"need:{need}" for need in self.service.needs)
        return [needs, *(terms for terms in (self._ages, self._here) if terms)]

    def preferences(self) -> Iterator[Preference]:
        for need in self.service.needs:
            yield Preference(terms=frozenset({f"need:{need}"}), points=NEED)
        yield Preference(terms=self._close, points=CLOSE)
        yield Preference(terms=self._serving, points=SERVING)
        yield Preference(terms=frozenset({"freshness:current"}), points=FRESH)

    @property
    def _ages(self) -> frozenset[str]:
        age, lowest, highest = self.whom.age, self.service.lowest_age, self.service.highest_age
        if age is not None:
            return frozenset({age_term(age), "age:unknown"})
        if lowest is None and highest is None:
            return frozenset()
        ages = range(lowest or 0, (OLDEST if highest is None else highest) + 1)
        return frozenset({*map(age_term, ages), "age:unknown"})

    @property
    def _here(self) -> frozenset[str]:
        if not self._serving:
            return frozenset()
        near = {f"near:{ward}" for ward in self._wards}
        return self._serving | self._close | near | ANYWHERE

    @cached_property
    def _serving(self) -> frozenset[str]:
        """The areas served that take in some of the people; empty where that may be anywhere."""
        if self.whom.home:
            return serving_terms(self.whom.home, self.gazetteer)
        if any(area.kind is AreaKind.NATIONAL for area in self.service.areas):
            return frozenset()
        own = {area.code for area in self.service.areas}
        areas = {area.code for area in self.gazetteer.areas.values() if area.wards & self._wards}
        known = self.gazetteer.wards
        authorities = {known[ward].authority_code for ward in self._wards if ward in known}
        return frozenset(f"serves:{code}" for code in own | areas | authorities | self._wards)

    @cached_property
    def _wards(self) -> frozenset[str]:
        """Where its people live, as far as it says; else where it happens, if that is shown."""
        if self.whom.home:
            return frozenset()
        served = (self.gazetteer.wards_served(area.kind, area.code) for area in self.service.areas)
        return frozenset().union(*served) if self.service.areas else self._happens_in

    @property
    def _close(self) -> frozenset[str]:
        if self.whom.home:
            return local_terms(self.whom.home)
        return frozenset(
            f"{kind}:{ward}" for kind in ("near", "serves") for ward in self._happens_in
        )

    @property
    def _happens_in(self) -> frozenset[str]:
        places = (place for place in self.service.locations if place.address_shown)
        return frozenset(place.ward_code for place in places if place.ward_code)
