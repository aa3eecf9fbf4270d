"""Take out of typed words what could say who a child is. Nothing that is taken out is kept."""

from dataclasses import dataclass

from search.intent import POSTCODE_SHAPE, without_personal
from services_catalog.places import is_full_postcode


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrubbed:
    """``postcode`` is the first full one that stood in the words, empty where none did."""

    words: str
    postcode: str
    took_something: bool


def scrub(typed: str) -> Scrubbed:
    """Part typed words from what is personal. A postcode is handed back: it says roughly where."""
    postcodes = [code for code in POSTCODE_SHAPE.findall(typed) if is_full_postcode(code)]
    left = typed
    for code in postcodes:
        left = left.replace(code, " ")
    words = without_personal(left)
    return Scrubbed(
        words=" ".join(words.split()),
        postcode=postcodes[0] if postcodes else "",
        took_something=words != left,
    )
