"""Postcodes in their usual form."""

from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened
from services_catalog.open_referral.fixes.text import line
from services_catalog.postcodes import split_postcode


def postcode(value: object) -> Fixed[str]:
    """``BS13 8AB``; empty where it is not a whole postcode, such as an outward code alone."""
    text = line(value).value
    if not text:
        return Fixed("")
    parts = split_postcode(text)
    if parts is None:
        return Fixed("", Code.POSTCODE_NOT_USABLE, shortened(text))
    whole = " ".join(parts)
    return Fixed(whole, Code.POSTCODE_TIDIED if value != whole else None, shortened(text))
