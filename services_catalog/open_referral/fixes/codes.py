"""Codes of our own lists, as people write them: by code or by label, in any case."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from eligibility.words import fold
from services_catalog.codes import Scheme
from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened
from services_catalog.open_referral.fixes.text import line, said
from services_catalog.reference import languages, needs, scheme_codes, strengths

E = TypeVar("E", bound=StrEnum)
YES = frozenset({"yes", "y", "true", "1", "x"})
MOST_ITEMS = 100


def listed(value: object) -> list[str]:
    """What stands between semicolons, without what is empty at the end."""
    items = [line(item).value for item in said(value).split(";")[:MOST_ITEMS]]
    while items and not items[-1]:
        items.pop()
    return items


def yes_or_no(value: object) -> bool:
    return said(value).casefold() in YES


def code_of(value: object, codes: type[E]) -> Fixed[E | None]:
    """A code of a closed list; None where nothing is written or it is not of the list."""
    key = fold(said(value)[:200])
    if not key:
        return Fixed(None)
    found = next((code for code in codes if fold(code.value) == key), None)
    return Fixed(found) if found else Fixed(None, Code.CODE_NOT_KNOWN, shortened(value))


def scheme_code(value: object, scheme: Scheme) -> Fixed[str | None]:
    """A code of what services are described with."""
    key = fold(said(value)[:200])
    if not key:
        return Fixed(None)
    found = _codes(scheme).get(key)
    return Fixed(found) if found else Fixed(None, Code.CODE_NOT_KNOWN, shortened(value))


@cache
def _codes(scheme: Scheme) -> Mapping[str, str]:
    """Our codes by folded label, then by folded code."""
    labels: Mapping[Scheme, Mapping[str, str]] = {
        Scheme.NEED: {fold(need.label): need.code for need in needs().values()},
        Scheme.STRENGTH: {fold(each.label): each.code for each in strengths().values()},
        Scheme.LANGUAGE: {fold(label): code for code, label in languages().items()},
    }
    by_code = {fold(code): code for code in scheme_codes(scheme)}
    return MappingProxyType({**labels.get(scheme, {}), **by_code})
