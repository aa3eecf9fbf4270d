"""The words of needs and strengths: ours, those people type, those of other directories."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from eligibility.words import fold
from services_catalog.reference.tables import read_table, yes


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    code: str
    group: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    code: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """
    Something people type, folded, and what it is about.

    ``kinder`` is wording to suggest instead, empty where the phrase is fine. An ``acronym`` is
    never stemmed or corrected. ``level`` is a level of need and ``ages`` an inclusive range, for
    phrases that say one of those rather than a need.
    """

    phrase: str
    needs: tuple[str, ...]
    kinder: str = ""
    acronym: bool = False
    level: str = ""
    ages: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedMapping:
    """One term of another vocabulary. No needs at all says: looked at, and it is none of ours."""

    vocabulary: str
    term: str
    label: str
    needs: tuple[str, ...]


@cache
def needs() -> Mapping[str, Need]:
    """Every need by code, in the order of the table."""
    return MappingProxyType({row["code"]: Need(**row) for row in read_table("needs.csv")})


@cache
def need_groups() -> Mapping[str, str]:
    return MappingProxyType({row["code"]: row["label"] for row in read_table("need_groups.csv")})


@cache
def strengths() -> Mapping[str, Strength]:
    return MappingProxyType({row["code"]: Strength(**row) for row in read_table("strengths.csv")})


@cache
def languages() -> Mapping[str, str]:
    """Names by ISO 639-1 code; British Sign Language, which has none, by its ISO 639-3 code."""
    return MappingProxyType({row["code"]: row["label"] for row in read_table("languages.csv")})


@cache
def synonyms() -> tuple[Synonym, ...]:
    return tuple(_synonym(row) for row in read_table("need_synonyms.csv"))


@cache
def need_mappings() -> tuple[NeedMapping, ...]:
    return tuple(
        NeedMapping(
            vocabulary=row["vocabulary"],
            term=row["term"],
            label=row["label"],
            needs=tuple(row["needs"].split()),
        )
        for row in read_table("need_mappings.csv")
    )


def needs_for(vocabulary: str, term: str) -> tuple[str, ...]:
    """Our needs for a term of another vocabulary, by its number or its name; empty if none."""
    return decided_needs(vocabulary, term) or ()


def decided_needs(vocabulary: str, term: str) -> tuple[str, ...] | None:
    """The same; None where nobody has looked at the term, empty where it is none of ours."""
    return _mapped().get((vocabulary, term_key(term)))


def _synonym(row: dict[str, str]) -> Synonym:
    lowest, _, highest = row["ages"].partition("-")
    return Synonym(
        phrase=fold(row["phrase"]),
        needs=tuple(row["needs"].split()),
        kinder=row["kinder"],
        acronym=yes(row["acronym"]),
        level=row["level"],
        ages=(int(lowest), int(highest)) if lowest else None,
    )


@cache
def _mapped() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """A name that several terms share leads to the needs of all of them."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for mapping in need_mappings():
        for name in filter(None, (mapping.term, mapping.label)):
            key = (mapping.vocabulary, term_key(name))
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *mapping.needs)))
    return found


def term_key(term: str) -> str:
    """A number is the same alone and at the end of an address."""
    folded = fold(term)
    last = folded.rpartition(" ")[2]
    return last if last.isdecimal() else folded
