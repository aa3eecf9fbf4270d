"""What helps people take part, where a sentence says it plainly."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from services_catalog.codes import Access

WORDS: Mapping[Access, re.Pattern[str]] = MappingProxyType(
    {
        Access.STEP_FREE: re.compile(r"wheelchair|step[- ]free|level access|\bramp", re.IGNORECASE),
        Access.ACCESSIBLE_TOILET: re.compile(
            r"(accessible|disabled|changing places) (toilet|wc)", re.IGNORECASE
        ),
        Access.HEARING_LOOP: re.compile(r"(hearing|induction) loop", re.IGNORECASE),
        Access.SIGN_LANGUAGE: re.compile(r"sign language|\bBSL\b"),
        Access.QUIET_SPACE: re.compile(r"quiet (room|space|area)", re.IGNORECASE),
        Access.EASY_READ: re.compile(r"easy[- ]read", re.IGNORECASE),
        Access.INTERPRETER: re.compile(r"\binterpret(er|ing|ation)", re.IGNORECASE),
    }
)
DOUBT = re.compile(
    r"\b(no|not|non|without|limited|partial|unable|lack|isn't|cannot|ask)\b", re.IGNORECASE
)
SENTENCES = re.compile(r"[.;!?\n]+")


def access_in(text: str) -> frozenset[str]:
    """The provision a text states; a sentence with a doubt in it states nothing."""
    sure = [s for s in SENTENCES.split(text[:20_000]) if not DOUBT.search(s)]
    return frozenset(
        str(code) for code, words in WORDS.items() if any(words.search(s) for s in sure)
    )
