"""Languages by name or code."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from eligibility.words import fold
from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened
from services_catalog.open_referral.fixes.text import said
from services_catalog.reference import languages

OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {"bsl": "bfi", "british sign language bsl": "bfi", "sign language": "bfi", "farsi": "fa"}
)


def language(value: object) -> Fixed[str | None]:
    """Our code for a language; a region after it (``en-GB``) is left off."""
    text = said(value)[:100]
    if not text:
        return Fixed(None)
    found = _codes().get(fold(text)) or _codes().get(fold(text).partition(" ")[0])
    return Fixed(found) if found else Fixed(None, Code.LANGUAGE_NOT_KNOWN, shortened(text))


@cache
def _codes() -> Mapping[str, str]:
    named = {fold(label): code for code, label in languages().items()}
    known = {name: code for name, code in OTHER_NAMES.items() if code in languages()}
    return MappingProxyType(known | named | {code: code for code in languages()})
