"""The search form: what was typed, what of it can be used, and what to say of the rest."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from flask import url_for
from marshmallow import EXCLUDE, ValidationError
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from navigator.web.personal import scrub
from navigator.web.search_parameters import LAST_PAGE, Codes, SearchParameters, known_home
from navigator.web.words import say
from search.request import LONGEST_WORDS, PER_PAGE, SearchRequest
from services_catalog.places import (
    Gazetteer,
    home_for_postcode,
    is_full_postcode,
    outward_of,
)

NOT_TEXT = {"Cc", "Cs", "Cn", "Co"}
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
SEVERAL = tuple(name for name, kind in SearchParameters().fields.items() if isinstance(kind, Codes))
TYPED = ("q", "age", "home")

Typed = MultiDict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """
    ``typed`` is what was sent, readable characters alone; ``errors`` are sentences by field.

    ``wanted`` is the part of it that can be used. ``took_something`` is whether words were left
    out because they could say who a child is.
    """

    typed: Typed = field(default_factory=MultiDict)
    errors: Mapping[str, str] = field(default_factory=dict)
    wanted: SearchRequest = field(default_factory=SearchRequest)
    took_something: bool = False

    @property
    def status(self) -> int:
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK

    @property
    def kept_filters(self) -> list[tuple[str, str]]:
        """The filters that a new search keeps: names and codes."""
        kept = [(name, code) for name in SEVERAL for code in getattr(self.wanted, name)]
        return [*kept, ("evening", "true")] if self.wanted.evening else kept

    @property
    def error_links(self) -> list[dict[str, str]]:
        """Each error, linked to the box it is about, else to the first box."""
        return [
            {"text": sentence, "href": f"#{name if name in TYPED else TYPED[0]}"}
            for name, sentence in self.errors.items()
        ]

    def with_error(self, name: str, sentence: str) -> "SearchForm":
        return replace(self, errors={**self.errors, name: sentence})


def read_address(given: Typed, gazetteer: Gazetteer) -> SearchForm:
    """Read the address of a page of results, in which a full postcode has no place."""
    return _read(given, lambda home: known_home(home, gazetteer), near=outward_of)


def read_posted(given: Typed, session: Session, gazetteer: Gazetteer) -> SearchForm:
    """Read the search form. A full postcode becomes its ward; what is personal is taken out."""

    def settle(home: str) -> str:
        near = home_for_postcode(session, gazetteer, home) if is_full_postcode(home) else None
        return near.code if near else _typed_home(home, gazetteer)

    return _read(given, settle, near=str)


def readable(given: Typed) -> Typed:
    """The same without characters that are no text: they come from a slip or an attack."""
    return MultiDict((name, _readable(value)) for name, value in given.items(multi=True))


def readable_lines(text: str) -> str:
    """The same for one text, with its lines as they were typed."""
    return "\n".join(_readable(line) for line in text.splitlines()).strip()


def address_of(wanted: SearchRequest, *, left_out: bool = False) -> str:
    """Where the results of a request stand: its whole state, and nothing personal."""
    parameters: dict[str, Any] = {
        "q": wanted.words[:LONGEST_WORDS] or None,
        "age": wanted.age,
        "home": wanted.home or None,
        **{name: list(getattr(wanted, name)) for name in SEVERAL},
        "evening": "true" if wanted.evening else None,
        "page": wanted.page if wanted.page > 1 else None,
        "left_out": "yes" if left_out else None,
    }
    return url_for("search.results", **parameters)


def _read(
    given: Typed, settle_home: Callable[[str], str], *, near: Callable[[str], str | None]
) -> SearchForm:
    """:param near: what stands for a full postcode that was typed among the words"""
    typed = readable(given)
    scrubbed = scrub(typed.get("q", ""))
    values = _values(typed) | {"q": scrubbed.words}
    if scrubbed.postcode and not typed.get("home"):
        values["home"] = near(scrubbed.postcode)
    wanted, errors = _load(values)
    try:
        wanted = replace(wanted, home=settle_home(wanted.home))
    except ValidationError as refused:
        errors["home"] = str(refused.messages[0])
        wanted = replace(wanted, home="")
    return SearchForm(
        typed=typed, errors=errors, wanted=wanted, took_something=scrubbed.took_something
    )


def _values(typed: Typed) -> dict[str, Any]:
    values: dict[str, Any] = {name: typed.getlist(name) for name in SEVERAL if name in typed}
    values |= {name: typed[name] for name in (*TYPED, "evening") if name in typed}
    return values | {"page": _nearest_page(typed.get("page", "")), "per_page": PER_PAGE}


def _load(values: dict[str, Any]) -> tuple[SearchRequest, dict[str, str]]:
    """What can be used, and a sentence about each field that cannot."""
    try:
        wanted: SearchRequest = SearchParameters(unknown=EXCLUDE).load(values)
    except ValidationError as refused:
        usable: Any = refused.valid_data
        errors = {str(name): _sentence(str(name)) for name in refused.messages_dict}
        return SearchRequest(words=usable.pop("q", ""), **usable), errors
    return wanted, {}


def _sentence(name: str) -> str:
    return say(f"mistake.{name}") if name in TYPED else say("mistake.filters")


def _typed_home(home: str, gazetteer: Gazetteer) -> str:
    found = gazetteer.home(home)
    if home and found is None:
        raise ValidationError(say("mistake.home"))
    return found.code if found else ""


def _nearest_page(text: str) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()):
        return 1
    return max(1, min(int(digits[:10]), LAST_PAGE))


def _readable(text: str) -> str:
    return "".join(
        " " if unicodedata.category(c) in NOT_TEXT or c == REPLACEMENT else c for c in text
    ).strip()
