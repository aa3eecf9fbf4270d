"""Whole numbers from 0 to 9999."""

import re

from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened
from services_catalog.open_referral.fixes.text import said

SMALL = re.compile(r"[0-9]{1,4}")


def whole_number(value: object) -> Fixed[int | None]:
    text = said(value)
    if not text:
        return Fixed(None)
    if SMALL.fullmatch(text):
        return Fixed(int(text))
    return Fixed(None, Code.NUMBER_NOT_USABLE, shortened(text))
