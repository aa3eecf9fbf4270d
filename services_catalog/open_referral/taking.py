"""One record on its way in: what was done to it, and what in it meant nothing to us."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from base.refusals import Invalid
from eligibility import LevelCrosswalk
from services_catalog.level_queries import SHIPPED
from services_catalog.listing import ListedArea
from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened

T = TypeVar("T")

NeedsFor = Callable[[str, str], tuple[str, ...] | None]
"""Our needs for a term of another vocabulary; None where nobody has decided, empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPostcode:
    """``ward_code`` is None where the postcode lies outside the wards known here."""

    ward_code: str | None
    latitude: float
    longitude: float


class Places(Protocol):
    """What an import asks of the gazetteer."""

    def postcode(self, text: str) -> PlacedPostcode | None: ...

    def authority(self, text: str) -> str | None:
        """The code of the local authority that a name or an address of one stands for."""

    def area(self, text: str) -> ListedArea | None:
        """The ward, area or authority that its code or its name stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """
    ``feed`` names the source; ``on`` is the day of the import. ``levels`` says what the words of
    providers mean on the shared scale of need.
    """

    feed: str
    on: date
    places: Places
    needs_for: NeedsFor
    levels: LevelCrosswalk = SHIPPED.crosswalk


class Reason(StrEnum):
    """Why a record cannot be taken."""

    NOT_A_RECORD = "not_a_record"
    NOT_JSON = "not_json"
    NO_ID = "no_id"
    NO_NAME = "no_name"
    NOT_LINKED = "not_linked"
    NOT_STORED = "not_stored"


class RecordRefused(Invalid):
    """It cannot be taken; the message says why and what to do."""

    def __init__(self, reason: Reason, message: str, *, field: str) -> None:
        super().__init__(message, field=field)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Adjustment:
    """``before`` is shortened, and never personal."""

    field: str
    code: Code
    before: str = ""


class Taking:
    """Collects what happens to one record. A mapping passes every fix through ``took``."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.adjustments: list[Adjustment] = []
        self.unknown_terms: list[tuple[str, str]] = []

    def took(self, field: str, fixed: Fixed[T]) -> T:
        """The value of a fix, with what was done noted against the field."""
        if fixed.code is not None:
            self.note(field, fixed.code, fixed.before)
        return fixed.value

    def note(self, field: str, code: Code, before: str = "") -> None:
        adjustment = Adjustment(field, code, before)
        if adjustment not in self.adjustments:
            self.adjustments.append(adjustment)

    def needs(self, vocabulary: str, term: str) -> tuple[str, ...]:
        """Our needs for a term of the feed; one that no need covers is counted."""
        found = self.context.needs_for(vocabulary, term)
        if found is None:
            self.unknown_terms.append((vocabulary, shortened(term)))
        return found or ()
