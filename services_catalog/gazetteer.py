"""Places in memory: what a home is, what is near it and which wards an area has. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from eligibility.words import fold
from services_catalog.codes import AreaKind
from services_catalog.postcodes import is_full_postcode, outward_of

NEAR_KM = 4.0
"""How far counts as near, in a straight line from the middle of a ward or outward code.

A choice of the partnership, not a fact: the review says that families do not travel far."""

KM_PER_DEGREE = 111.2
CELL = (0.04, 0.08)
"""Degrees of latitude and longitude: more than ``NEAR_KM`` each, as far north as Shetland."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WardFacts:
    code: str
    name: str
    authority_code: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFacts:
    code: str
    name: str
    verified: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFacts:
    """``code`` is ``scheme/area``."""

    code: str
    scheme: str
    name: str
    wards: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcodeFacts:
    """``wards`` are those of its postcodes that are known; empty where none is."""

    code: str
    latitude: float
    longitude: float
    authorities: frozenset[str]
    wards: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """
    Roughly where someone lives: a ward, or an outward code and every ward it reaches into.

    ``label`` is what a person reads.
    """

    code: str
    label: str
    wards: frozenset[str]
    authorities: frozenset[str]
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """
    Every place known, as it was when it was read. Nothing here changes.

    ``neighbourhoods`` are names that people use, each with the code of the home it is taken for.
    """

    wards: Mapping[str, WardFacts]
    authorities: Mapping[str, str]
    areas: Mapping[str, AreaFacts]
    schemes: Mapping[str, SchemeFacts]
    outcodes: Mapping[str, OutcodeFacts]
    neighbourhoods: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def homes(self) -> Mapping[str, Home]:
        """Every ward and outward code by its code."""
        found = [_ward_home(ward) for ward in self.wards.values()]
        found += [_outcode_home(outcode) for outcode in self.outcodes.values()]
        return MappingProxyType({home.code: home for home in found})

    def home(self, text: str) -> Home | None:
        """
        Return the home that a code or a name stands for; None where it stands for none or several.

        Never reads a full postcode: see ``home_for_postcode``.
        """
        code = outward_of(text)
        if code and code in self.outcodes and not is_full_postcode(text):
            return self.homes[code]
        return self.homes.get(self._codes_by_name.get(fold(text[:100]), ""))

    def homes_near(self, latitude: float, longitude: float) -> frozenset[str]:
        """Return the codes of every ward and outward code whose middle is near a point."""
        row, column = _cell(latitude, longitude)
        return frozenset(
            home.code
            for r in (row - 1, row, row + 1)
            for c in (column - 1, column, column + 1)
            for home in self._homes_by_cell.get((r, c), ())
            if _km(latitude, longitude, home) <= NEAR_KM
        )

    def wards_served(self, kind: AreaKind, code: str) -> frozenset[str]:
        """Return the wards of an area served; empty where the place is not known."""
        match kind:
            case AreaKind.WARD:
                return frozenset({code} & self.wards.keys())
            case AreaKind.AREA:
                return self.areas[code].wards if code in self.areas else frozenset()
            case AreaKind.AUTHORITY:
                return self._wards_by_authority.get(code, frozenset())
            case AreaKind.NATIONAL:
                return frozenset(self.wards)

    def name_of(self, kind: AreaKind, code: str) -> str:
        """Return what a person calls an area served; its code where the place is not known."""
        match kind:
            case AreaKind.WARD:
                return self.wards[code].name if code in self.wards else code
            case AreaKind.AREA:
                return self.areas[code].name if code in self.areas else code
            case AreaKind.AUTHORITY:
                return self.authorities.get(code, code)
            case AreaKind.NATIONAL:
                return "Everywhere in the country"

    def authorities_of(self, code: str) -> frozenset[str]:
        """Return the authorities that a ward, outward code, area or authority is in or reaches."""
        if code in self.authorities:
            return frozenset({code})
        if code in self.areas:
            wards = self.areas[code].wards & self.wards.keys()
            return frozenset(self.wards[ward].authority_code for ward in wards)
        return self.homes[code].authorities if code in self.homes else frozenset()

    def place_names(self, ward_code: str) -> tuple[str, ...]:
        """Return the name of a ward, then of the neighbourhoods in it; empty if it is unknown."""
        if ward_code not in self.wards:
            return ()
        return (self.wards[ward_code].name, *self._neighbourhoods_by_home.get(ward_code, ()))

    @cached_property
    def _codes_by_name(self) -> Mapping[str, str]:
        """Folded names, the surest last, so that a ward's own name beats a part of another's."""
        wards = self.wards.values()
        named: dict[str, str] = {}
        named |= _sole((part, ward.code) for ward in wards for part in _parts(ward.name))
        named |= {fold(n): c for n, c in self.neighbourhoods.items() if c in self.homes}
        named |= _sole((fold(ward.name), ward.code) for ward in wards)
        return named | {fold(code): code for code in self.wards}

    @cached_property
    def _wards_by_authority(self) -> Mapping[str, frozenset[str]]:
        return grouped((ward.authority_code, ward.code) for ward in self.wards.values())

    @cached_property
    def _neighbourhoods_by_home(self) -> Mapping[str, tuple[str, ...]]:
        by_home = grouped((code, name) for name, code in self.neighbourhoods.items())
        return {code: tuple(sorted(names)) for code, names in by_home.items()}

    @cached_property
    def _homes_by_cell(self) -> Mapping[tuple[int, int], tuple[Home, ...]]:
        """Homes in squares, so that a point is compared with those around it alone."""
        cells: dict[tuple[int, int], tuple[Home, ...]] = defaultdict(tuple)
        for home in self.homes.values():
            cells[_cell(home.latitude, home.longitude)] += (home,)
        return dict(cells)


def _ward_home(ward: WardFacts) -> Home:
    return Home(
        code=ward.code,
        label=ward.name,
        wards=frozenset({ward.code}),
        authorities=frozenset({ward.authority_code}),
        latitude=ward.latitude,
        longitude=ward.longitude,
    )


def _outcode_home(outcode: OutcodeFacts) -> Home:
    return Home(
        code=outcode.code,
        label=outcode.code,
        wards=outcode.wards,
        authorities=outcode.authorities,
        latitude=outcode.latitude,
        longitude=outcode.longitude,
    )


def _parts(name: str) -> Iterator[str]:
    """Yield "hartcliffe" and "withywood" for "Hartcliffe and Withywood"."""
    parts = fold(name).split(" and ")
    if len(parts) > 1:
        yield from parts


def _sole(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Keep what stands for one thing alone."""
    return {key: codes.pop() for key, codes in _gather(pairs).items() if len(codes) == 1}


def grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in _gather(pairs).items()}


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    gathered: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        gathered[key].add(value)
    return gathered


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return math.floor(latitude / CELL[0]), math.floor(longitude / CELL[1])


def _km(latitude: float, longitude: float, home: Home) -> float:
    """Straight-line kilometres; a flat map is true enough over so short a way."""
    north = (latitude - home.latitude) * KM_PER_DEGREE
    east = (longitude - home.longitude) * KM_PER_DEGREE * math.cos(math.radians(latitude))
    return math.hypot(north, east)
