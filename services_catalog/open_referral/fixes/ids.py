"""Ids: of any kind, kept as the text the source sent."""

from services_catalog.open_referral.fixes.text import said

LONGEST_ID = 255


def source_id(value: object) -> str:
    """A UUID of any version, a number or a word, as text; empty where it can be no id."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(said(value).split())
    return text if len(text) <= LONGEST_ID and text.isprintable() else ""
