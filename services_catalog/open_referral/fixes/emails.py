"""E-mail addresses of services: one, or none. Nothing of them ever goes into a report."""

import re

from services_catalog.open_referral.fixes.fixed import Code, Fixed
from services_catalog.open_referral.fixes.text import repaired_text, said

ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
)
PLACEHOLDER = re.compile(r"^(unknown|none|tbc)\b|\.invalid$", re.IGNORECASE)
NOTHING = frozenset({"n/a", "na", "none", "tbc", "unknown", "-", "no email", "not applicable"})
LONGEST = 2000


def email_address(value: object) -> Fixed[str]:
    """The first address of what was written; empty where it is none or a placeholder."""
    text = repaired_text(said(value)[:LONGEST]).value.strip()
    if not text or text.casefold() in NOTHING:
        return Fixed("")
    found = ADDRESS.search(text)
    if found is None:
        return Fixed("", Code.EMAIL_NOT_USABLE)
    address = found.group().strip(".'")
    if PLACEHOLDER.search(address):
        return Fixed("", Code.EMAIL_PLACEHOLDER)
    return Fixed(address, Code.EMAIL_TIDIED if address != said(value) else None)
