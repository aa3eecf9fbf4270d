"""What was told, as pages say it: each fact with the way to correct it, and what to ask next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from base.clock import today
from eligibility import Fact, contradictions
from eligibility.wording import FACTS
from navigator.web.filters import listed
from navigator.web.finding import current_gazetteer
from navigator.web.search_form import address_of
from navigator.web.situation import current_situation, kept_told, kept_words
from navigator.web.situation_boxes import KINDS, Box, Kind, choices_of
from navigator.web.situation_form import PARTS, boxes_filled
from navigator.web.words import label, say
from search.request import SearchRequest

ORDER = tuple(name for _, first, more in PARTS for name in (*first, *more))
TYPED = {Kind.SHORT, Kind.TEXT}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFact:
    """One thing that was told, and the address of the box to correct it in."""

    name: str
    value: str
    href: str

    @property
    def label(self) -> str:
        return label("fact", self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    ``to_check`` are sentences about what hardly goes together. ``words`` were typed with it and
    stand in no address. ``href`` is the page of the situation.
    """

    facts: tuple[ToldFact, ...]
    to_check: tuple[str, ...]
    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question to answer in place. ``box`` is None where it takes the page of the situation."""

    question: str
    href: str
    box: Box | None


def what_was_told(wanted: SearchRequest) -> Told | None:
    """
    What the session holds; None where nothing was told.

    :param wanted: the search that the page of the situation leads back to
    """
    situation = current_situation()
    if situation is None:
        return None
    address = situation_address(wanted)
    return Told(
        facts=tuple(_facts(kept_told(), address)),
        to_check=contradictions(situation, on=today()),
        words=kept_words(),
        href=address,
    )


def ask(fact: Fact, *, row: str, back: str) -> Ask:
    """
    The form part that answers one fact, in a row of results.

    :param row: what ids in it begin with
    :param back: the address of the results, for a fact that takes the page of the situation
    """
    name = str(fact)
    given = boxes_filled(kept_told(), current_gazetteer()).get(name, [])
    in_place = KINDS[name][0] is not Kind.NEEDS
    query = back.partition("#")[0].partition("?")[2]
    page = url_for("situation.show") + (f"?{query}" if query else "")
    return Ask(
        question=FACTS[fact].question,
        href=f"{page}#{name}",
        box=Box(name=name, given=tuple(given), row=row) if in_place else None,
    )


def situation_address(wanted: SearchRequest) -> str:
    """The page of the situation, with the search that it leads back to."""
    query = address_of(replace(wanted, page=1)).partition("?")[2]
    return url_for("situation.show") + (f"?{query}" if query else "")


def _facts(told: Mapping[str, Any], address: str) -> Iterator[ToldFact]:
    given = boxes_filled(told, current_gazetteer())
    for name in ORDER:
        if name in given and (value := _said(name, given[name])):
            yield ToldFact(name=name, value=value, href=f"{address}#{name}")


def _said(name: str, given: list[str]) -> str:
    if name == "school_year":
        return _school_year(given[0])
    if KINDS[name][0] in TYPED:
        return given[0]
    labels = choices_of(name)
    return listed(labels[code] for code in given if code in labels)


def _school_year(year: str) -> str:
    match year:
        case "-1":
            return say("school_year.nursery")
        case "0":
            return say("school_year.reception")
        case _:
            return say("school_year.other", year=year)
