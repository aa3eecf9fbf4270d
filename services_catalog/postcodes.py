"""Read postcodes as people type them: any spacing or case, O for 0 and I for 1."""

import re
from collections.abc import Mapping
from types import MappingProxyType

OUTWARD_SHAPES = (
    re.compile(r"[A-Z][0-9]"),
    re.compile(r"[A-Z][1-9][0-9]"),
    re.compile(r"[A-Z]{2}[0-9]"),
    re.compile(r"[A-Z]{2}[1-9][0-9]"),
    re.compile(r"[A-Z][0-9][A-HJKPSTUW]"),
    re.compile(r"[A-Z]{2}[0-9][ABEHMNPRVWXY]"),
)
OUTWARD_PATTERNS = ("A9", "A99", "AA9", "AA99", "A9A", "AA9A")
INWARD_SHAPE = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
INWARD_LENGTH = 3
LONGEST = 7
GAPS = re.compile(r"[\s.\-]+")

MEANT: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"A": {"0": "O", "1": "I"}, "9": {"O": "0", "I": "1"}}
)
"""Where a letter ("A") or a digit ("9") belongs, what a look-alike was meant to be."""


def split_postcode(text: str) -> tuple[str, str] | None:
    """Return the outward and the inward part of a full postcode; None if it is not one."""
    typed = _squeeze(text)
    outward = _mend_outward(typed[:-INWARD_LENGTH])
    inward = _mend(typed[-INWARD_LENGTH:], "9AA")
    if outward is None or INWARD_SHAPE.fullmatch(inward) is None:
        return None
    return outward, inward


def is_full_postcode(text: str) -> bool:
    return split_postcode(text) is not None


def outward_of(text: str) -> str | None:
    """Return the outward code of a full postcode, or of an outward code alone; None if neither."""
    whole = split_postcode(text)
    return whole[0] if whole else _mend_outward(_squeeze(text))


def _squeeze(text: str) -> str:
    """Take out gaps. A word or a number is nothing: a postcode has a letter and a digit."""
    typed = GAPS.sub("", text[:100]).upper()
    mixed = not typed.isalpha() and not typed.isdecimal()
    return typed if mixed and typed.isascii() and len(typed) <= LONGEST else ""


def _mend_outward(typed: str) -> str | None:
    """Of the shapes it could have, the one that needs the fewest letters and digits mended."""
    tries = [
        (sum(a != b for a, b in zip(typed, mended, strict=True)), mended)
        for pattern, shape in zip(OUTWARD_PATTERNS, OUTWARD_SHAPES, strict=True)
        if len(pattern) == len(typed) and shape.fullmatch(mended := _mend(typed, pattern))
    ]
    return min(tries)[1] if tries else None


def _mend(typed: str, pattern: str) -> str:
    if len(typed) != len(pattern):
        return ""
    return "".join(
        MEANT[kind].get(character, character)
        for character, kind in zip(typed, pattern, strict=True)
    )
