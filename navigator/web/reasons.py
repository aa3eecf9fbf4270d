"""Why a service is in the list, and what to say above the list, in words."""

from navigator.web.words import say
from search.results import Notice, Reason, ReasonKind
from services_catalog.places import Gazetteer
from services_catalog.reference import needs

MOST_NEEDS_NAMED = 3

ABOUT_HOME = frozenset(
    {
        ReasonKind.SERVES_HOME,
        ReasonKind.NEAR_HOME,
        ReasonKind.REMOTE,
        ReasonKind.AREA_NOT_STATED,
    }
)

TYPED = frozenset({ReasonKind.WORDS, ReasonKind.OTHER_SPELLING})
"""Reasons whose codes are words, said in quotation marks."""


def reason_phrase(reason: Reason, gazetteer: Gazetteer) -> str:
    """A reason as part of a sentence: "it helps with “Bereavement”"."""
    return say(f"reason.{reason.kind}", codes=", ".join(_named(reason, gazetteer)))


def reason_sentence(reason: Reason, gazetteer: Gazetteer) -> str:
    phrase = reason_phrase(reason, gazetteer)
    return f"{phrase[0].upper()}{phrase[1:]}."


def notice_sentence(notice: Notice) -> str:
    return say(f"notice.{notice}")


def _named(reason: Reason, gazetteer: Gazetteer) -> list[str]:
    if reason.kind is ReasonKind.NEED:
        named = [f"“{needs()[code].label}”" for code in reason.codes if code in needs()]
        return named[:MOST_NEEDS_NAMED]
    if reason.kind in ABOUT_HOME:
        return [gazetteer.homes[code].label for code in reason.codes if code in gazetteer.homes]
    return [f"“{code}”" for code in reason.codes] if reason.kind in TYPED else list(reason.codes)
