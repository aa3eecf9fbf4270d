"""Which codes a scheme knows: what a listing may be described with."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from eligibility.levels import Level
from services_catalog.codes import Access, Delivery, Open, Prevention, Route, Scheme
from services_catalog.reference.vocabulary import languages, needs, strengths


@cache
def _codes() -> Mapping[Scheme, frozenset[str]]:
    lists: Mapping[Scheme, Iterable[str]] = {
        Scheme.NEED: needs(),
        Scheme.STRENGTH: strengths(),
        Scheme.LEVEL: Level,
        Scheme.PREVENTION: Prevention,
        Scheme.ROUTE: Route,
        Scheme.DELIVERY: Delivery,
        Scheme.OPEN: Open,
        Scheme.LANGUAGE: languages(),
        Scheme.ACCESS: Access,
    }
    return MappingProxyType(
        {scheme: frozenset(str(code) for code in codes) for scheme, codes in lists.items()}
    )


def scheme_codes(scheme: Scheme) -> frozenset[str]:
    """Every code that may stand in this scheme."""
    return _codes()[scheme]
