"""Why a service is in the list, and what to say above the list, in words."""

from navigator.web.words import say
from search.results import Notice, Reason, ReasonKind
from services_catalog.places import Gazetteer
from services_catalog.reference import needs, strengths

MOST_NAMED = 3

ABOUT_PLACES = frozenset(
    {
        ReasonKind.SERVES_HOME,
        ReasonKind.SERVES_SCHOOL,
        ReasonKind.SERVES_GP,
        ReasonKind.NEAR_HOME,
        ReasonKind.NEAR_SCHOOL,
        ReasonKind.NEAR_GP,
        ReasonKind.REMOTE,
        ReasonKind.AREA_NOT_STATED,
        ReasonKind.ELSEWHERE,
        ReasonKind.TOO_FAR,
    }
)

STANDING = frozenset({ReasonKind.SPACE, ReasonKind.WAIT, ReasonKind.FRESHNESS, ReasonKind.TESTED})
"""Reasons with one code of a closed list, and a phrase for each code."""

TYPED = frozenset({ReasonKind.WORDS, ReasonKind.OTHER_SPELLING})
"""Reasons whose codes are words, said in quotation marks."""


def reason_phrase(reason: Reason, gazetteer: Gazetteer) -> str:
    """A reason as part of a sentence: "it helps with “Bereavement”"."""
    if reason.kind in STANDING:
        [code] = reason.codes
        return say(f"reason.{reason.kind}_{code}")
    return say(f"reason.{reason.kind}", codes=", ".join(_named(reason, gazetteer)))


def reason_sentence(reason: Reason, gazetteer: Gazetteer) -> str:
    phrase = reason_phrase(reason, gazetteer)
    return f"{phrase[0].upper()}{phrase[1:]}."


def notice_sentence(notice: Notice) -> str:
    return say(f"notice.{notice}")


def _named(reason: Reason, gazetteer: Gazetteer) -> list[str]:
    match reason.kind:
        case ReasonKind.NEED:
            named = [f"“{needs()[code].label}”" for code in reason.codes if code in needs()]
            return named[:MOST_NAMED]
        case ReasonKind.STRENGTH:
            named = [f"“{strengths()[code].label}”" for code in reason.codes if code in strengths()]
            return named[:MOST_NAMED]
        case kind if kind in ABOUT_PLACES:
            return [name for code in reason.codes if (name := _place(code, gazetteer))]
        case kind if kind in TYPED:
            return [f"“{code}”" for code in reason.codes]
        case _:
            return list(reason.codes)


def _place(code: str, gazetteer: Gazetteer) -> str:
    """What people call a ward, an outward code or an authority; empty where it is not known."""
    if code in gazetteer.homes:
        return gazetteer.homes[code].label
    return gazetteer.authorities.get(code, "")
