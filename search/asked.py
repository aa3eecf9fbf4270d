"""A request and what its words were read as, together: the question that an index is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from base.actor import Actor
from search import ranking
from search.documents import age_term
from search.index import IndexQuery
from search.intent import Intent
from search.request import SearchRequest
from services_catalog.codes import Access
from services_catalog.places import Gazetteer, Home

FACETS = ("need", "level", "access", "space", "language", "freshness")
PROVISIONS = frozenset(Access)

RELAXED_FIRST = (
    "evening",
    "day",
    "space",
    "language",
    "freshness",
    "level",
    "access",
    "age",
    "home",
    "need",
)
"""Where nothing fits, what is let go: what costs the young person least first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    ``home`` and ``age`` are those of the request, else those of the words; ``let_go`` names what
    of the request is left out.
    """

    request: SearchRequest
    intent: Intent
    reader: Actor
    gazetteer: Gazetteer
    home: Home | None
    age: int | None
    let_go: frozenset[str] = frozenset()

    def without(self, *names: str) -> Self:
        return replace(self, let_go=self.let_go | set(names))

    @property
    def in_use(self) -> list[str]:
        """The filters that were asked for, in the order in which they would be let go."""
        asked = {name for name in RELAXED_FIRST if getattr(self.request, name)}
        if self.home:
            asked.add("home")
        if self.age is not None:
            asked.add("age")
        return [name for name in RELAXED_FIRST if name in asked]

    @property
    def query(self) -> IndexQuery:
        """One page of it, with every facet."""
        return IndexQuery(
            clues=() if "words" in self.let_go else self.intent.clues,
            required=(*within(self.reader), *self._fits(), *self._provisions()),
            filters=dict(self._filters()),
            prefer=ranking.preferences(
                fits=self._known_fits(),
                local=local_terms(self._home) if self._home else frozenset(),
                needs=[f"need:{need}" for need in self.intent.needs],
            ),
            facets=(*FACETS, *self._time_facets()),
            offset=(self.request.page - 1) * self.request.per_page,
            limit=self.request.per_page,
        )

    @property
    def _home(self) -> Home | None:
        return None if "home" in self.let_go else self.home

    @property
    def _age(self) -> int | None:
        return None if "age" in self.let_go else self.age

    def _fits(self) -> Iterator[frozenset[str]]:
        """Who it is for and where: not known is never a no."""
        if self._age is not None:
            yield frozenset({age_term(self._age), "age:unknown"})
        if self._home:
            known = serving_terms(self._home, self.gazetteer) | near_terms(self._home)
            yield known | {"serves:everywhere", "serves:not_stated"}

    def _known_fits(self) -> Iterator[frozenset[str]]:
        if self._age is not None:
            yield frozenset({age_term(self._age)})
        if self._home:
            yield serving_terms(self._home, self.gazetteer) | near_terms(self._home)

    def _codes(self, name: str) -> tuple[str, ...]:
        codes: tuple[str, ...] = () if name in self.let_go else getattr(self.request, name)
        return codes

    def _provisions(self) -> list[frozenset[str]]:
        """Each provision asked for must be there: a ramp is no use without the door it leads to."""
        asked = self._codes("access")
        return [frozenset({f"access:{code}"}) for code in asked if code in PROVISIONS]

    def _filters(self) -> Iterator[tuple[str, frozenset[str]]]:
        for name in FACETS:
            codes = [code for code in self._codes(name) if code not in PROVISIONS]
            if codes:
                yield name, frozenset(f"{name}:{code}" for code in codes)
        days = self._codes("day")
        name = "evening_on" if self._evening else "day"
        if days:
            yield name, frozenset(f"{name}:{day}" for day in days)
        elif self._evening:
            yield "evening", frozenset({"evening:yes"})

    @property
    def _evening(self) -> bool:
        return self.request.evening and "evening" not in self.let_go

    def _time_facets(self) -> tuple[str, str]:
        """With *evening* asked for, a day counts those that are open in the evening of it."""
        return ("evening_on" if self._evening else "day", "evening")


def within(reader: Actor) -> tuple[frozenset[str], ...]:
    """What this reader may find: nothing outside it is found, counted or spelt."""
    seen = {"see:public", "see:professionals"} if reader.sees_professional else {"see:public"}
    return (
        frozenset({f"partnership:{reader.partnership_id.hex}"}),
        frozenset(seen),
        frozenset({"state:live"}),
    )


def serving_terms(home: Home, gazetteer: Gazetteer) -> frozenset[str]:
    """The areas served that take in some of this home."""
    areas = {area.code for area in gazetteer.areas.values() if area.wards & home.wards}
    return frozenset(f"serves:{code}" for code in home.wards | home.authorities | areas)


def local_terms(home: Home) -> frozenset[str]:
    """What says that a service is near this home, or is for the people of its ward."""
    return near_terms(home) | {f"serves:{ward}" for ward in home.wards}


def near_terms(home: Home) -> frozenset[str]:
    return frozenset({f"near:{home.code}"})


def counted(facets: Mapping[str, Mapping[str, int]]) -> dict[str, Mapping[str, int]]:
    """The facets by the names people filter with."""
    return {"day" if name == "evening_on" else name: counts for name, counts in facets.items()}


def fewer_and_fewer(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What to let go of where nothing fits: first one thing alone, then more and more of them."""
    yield from ((name,) for name in names)
    yield from (tuple(names[: n + 1]) for n in range(1, len(names)))
