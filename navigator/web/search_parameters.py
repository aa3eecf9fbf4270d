"""
The parameters of a search, as they stand in an address: one schema for the page and for JSON.

A parameter that takes several codes may be repeated, or hold them with commas between.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load
from marshmallow.validate import Length, Range

from eligibility import Level
from search.request import PER_PAGE, SearchRequest
from services_catalog.codes import Access, Freshness, Route, Space
from services_catalog.places import Gazetteer, is_full_postcode
from services_catalog.reference import languages, needs

OLDEST = 25
MOST_PER_PAGE = 100
LAST_PAGE = 1_000_000
LONGEST_TYPED = 20_000
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNKNOWN = "unknown"
SHOWN_FRESHNESS = (Freshness.CURRENT, Freshness.OVERDUE, Freshness.NEVER)


class Codes(fields.Field[tuple[str, ...]]):
    """Several codes of one closed list, each once, in the order given."""

    is_multiple = True

    def __init__(self, allowed: Iterable[str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(load_default=(), **kwargs)
        self.allowed = tuple(allowed)

    def _deserialize(
        self,
        value: Any,  # noqa: ANN401  whatever stood in the address
        attr: str | None,  # noqa: ARG002
        data: Mapping[str, Any] | None,  # noqa: ARG002
        **_: Any,  # noqa: ANN401
    ) -> tuple[str, ...]:
        given = value if isinstance(value, list) else [value]
        codes = [code.strip() for text in given for code in str(text).split(",") if code.strip()]
        refuse_codes(codes, self.allowed)
        return tuple(dict.fromkeys(codes))


class SearchParameters(Schema):
    """What ``/services`` and ``/api/v1/services`` take. Loads to a ``SearchRequest``."""

    error_messages = {  # noqa: RUF012  marshmallow reads it so
        "unknown": "There is no such parameter. /openapi.json lists those there are."
    }

    q = fields.String(
        load_default="",
        validate=Length(max=LONGEST_TYPED, error=f"Type {LONGEST_TYPED} characters or fewer."),
        metadata={"description": "Words, as a person would type them."},
    )
    age = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=Range(0, OLDEST, error=f"Enter an age from 0 to {OLDEST}."),
        error_messages={"invalid": f"Enter an age from 0 to {OLDEST}, in whole years."},
        metadata={"description": "Age in whole years. Services that state no age are kept."},
    )
    home = fields.String(
        load_default="",
        validate=Length(max=100, error="Use a ward, or the first half of a postcode such as BS13."),
        metadata={"description": "A ward code or an outward code, never a full postcode."},
    )
    need = Codes(needs(), metadata={"description": "Needs, any one of which is enough."})
    level = Codes((*Level, UNKNOWN), metadata={"description": "Levels of need."})
    access = Codes(
        (*Route, *Access, UNKNOWN),
        metadata={"description": "Ways in (any one is enough) and access provision (all of it)."},
    )
    space = Codes(Space, metadata={"description": "Space, as far as it can be said today."})
    language = Codes((*languages(), UNKNOWN), metadata={"description": "Languages spoken."})
    freshness = Codes(SHOWN_FRESHNESS, metadata={"description": "How lately it was checked."})
    day = Codes(DAYS, metadata={"description": "Days it is open."})
    evening = fields.Boolean(
        load_default=False,
        error_messages={"invalid": "Use true or false."},
        metadata={"description": "Open past six o'clock; with a day, on that day."},
    )
    page = fields.Integer(
        load_default=1,
        validate=Range(1, LAST_PAGE, error=f"Use a page from 1 to {LAST_PAGE}."),
        error_messages={"invalid": "Use a whole number for the page."},
    )
    per_page = fields.Integer(
        load_default=PER_PAGE,
        validate=Range(1, MOST_PER_PAGE, error=f"Use a number from 1 to {MOST_PER_PAGE}."),
        error_messages={"invalid": f"Use a whole number from 1 to {MOST_PER_PAGE}."},
    )

    @pre_load
    def leave_out_empty(self, data: Any, **_: Any) -> Any:  # noqa: ANN401
        """A form sends every box; one left empty is one that was not filled in."""
        if not isinstance(data, Mapping):
            return data
        kept = {}
        for name in data:
            value = data[name]
            if isinstance(value, str):
                value = value.replace("\0", " ").strip()
            if value not in ("", []):
                kept[name] = value
        return kept

    @post_load
    def make_request(self, data: dict[str, Any], **_: Any) -> SearchRequest:  # noqa: ANN401
        return SearchRequest(words=data.pop("q"), **data)


def refuse_codes(codes: Iterable[str], allowed: Collection[str]) -> None:
    """:raises ValidationError: naming the first that is not allowed"""
    if wrong := [code for code in codes if code not in allowed]:
        listed = _listed(tuple(allowed))
        raise ValidationError(f"{wrong[0][:40]!r} is not one of the codes. Use {listed}.")


class HomeRefused(ValidationError):
    """The home given cannot be used; the message is about the parameter ``home``."""


def known_home(home: str, gazetteer: Gazetteer) -> str:
    """
    The code of a home as people write it: a ward code, a ward's name or an outward code.

    :raises HomeRefused: if it is a full postcode, or a place that is not known here
    """
    if not home:
        return ""
    if is_full_postcode(home):
        raise HomeRefused(
            "Use a ward or the first half of a postcode, such as BS13. "
            "A full postcode must not stand in an address.",
            field_name="home",
        )
    found = gazetteer.home(home)
    if found is None:
        raise HomeRefused(
            "We do not know that place. Use a ward or the first half of a postcode, such as BS13.",
            field_name="home",
        )
    return found.code


def _listed(codes: tuple[str, ...], most: int = 12) -> str:
    shown = ", ".join(codes[:most])
    return shown if len(codes) <= most else f"{shown} and others listed in the documentation"
