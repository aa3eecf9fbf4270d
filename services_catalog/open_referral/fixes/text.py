"""One line of plain text: a name, a note, a code. Empty where there is nothing."""

import re

from services_catalog.open_referral.fixes.fixed import Code, Fixed

LONGEST_LINE = 1000
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff]")
ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

TELL_TALE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u2122]")
MANGLED = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u2122]{1,3}"
)
"""A letter that only begins a UTF-8 sequence, then signs that only continue one (mojibake)."""


def said(value: object) -> str:
    """A value as text; empty where the source says nothing, in any of the ways sources do that."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    return str(value).strip()


def line(value: object) -> Fixed[str]:
    """One line: spaces run together, broken characters mended, no more than ``LONGEST_LINE``."""
    repaired = repaired_text(said(value))
    return Fixed(" ".join(repaired.value.split())[:LONGEST_LINE], repaired.code)


def repaired_text(text: str) -> Fixed[str]:
    """Mend what was once read in the wrong encoding, and take out what nobody can see."""
    mended = MANGLED.sub(_mend, text) if TELL_TALE.search(text) else text
    mended = UNPRINTABLE.sub("", mended)
    code = Code.TEXT_REPAIRED if mended != text else None
    return Fixed(ZERO_WIDTH.sub("", mended).replace("\u00a0", " "), code)


def _mend(match: re.Match[str]) -> str:
    """Read the signs again as what they were, as many as make one character."""
    signs = match.group()
    for length in range(len(signs), 1, -1):
        try:
            mended = b"".join(_byte(sign) for sign in signs[:length]).decode()
        except UnicodeError:
            continue
        return mended + signs[length:]
    return signs


def _byte(sign: str) -> bytes:
    """Windows-1252 leaves five bytes out; those who mangle text pass them through."""
    try:
        return sign.encode("cp1252")
    except UnicodeError:
        return sign.encode("latin-1")
