"""
Which listings may be of a refuge or safe house: their addresses must never be shown.

A name that only sounds like one costs little: its address is hidden and someone may show it again.
"""

import re
from collections.abc import Iterable

IN_A_NAME: tuple[str, ...] = (
    r"\brefuges?\b",
    r"\bsafe[- ]?(house|home|accommodation)s?\b",
    r"\bwom[ae]n'?s[- ]aid\b",
    r"\b(crisis|emergency) accommodation\b",
    r"\bsanctuary\b",
    r"\b(domestic|sexual) (abuse|violence)\b.*\b(accommodation|housing|hostel)\b",
    r"\bwitness protection\b",
)
IN_A_TEXT: tuple[str, ...] = (
    r"\bour refuges?\b",
    r"\brefuge (accommodation|spaces?|places?|workers?|provision)\b",
    r"\bsafe[- ]?houses?\b",
    r"\b(confidential|secret|undisclosed) (address|location)\b",
    r"\b(address|location) is (kept )?(confidential|secret|not (disclosed|published|shared))\b",
)
NAME_PATTERN = re.compile("|".join(IN_A_NAME), re.IGNORECASE)
TEXT_PATTERN = re.compile("|".join(IN_A_TEXT), re.IGNORECASE)


def may_be_refuge(names: Iterable[str], texts: Iterable[str]) -> bool:
    """``names`` are of the service, its organisation and its places; ``texts`` what is said."""
    straight = (name.replace("\u2019", "'") for name in names)
    if any(NAME_PATTERN.search(name) for name in straight):
        return True
    return any(TEXT_PATTERN.search(text.replace("\u2019", "'")) for text in texts)
