"""What the envelopes of a feed's pages say, and whether every page of it is here."""

from collections.abc import Iterable
from dataclasses import dataclass

from services_catalog.open_referral.fixes.numbers import whole_number
from services_catalog.open_referral.fixes.text import said
from services_catalog.open_referral.record import Record, first

LONGEST_TOTAL = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """None where the envelope does not say."""

    number: int | None
    is_last: bool | None
    total: int | None


def facts_of(envelope: Record) -> PageFacts:
    last = first_of(envelope, "last_page", "last")
    return PageFacts(
        number=whole_number(first(envelope, "page_number", "number")).value,
        is_last=last if isinstance(last, bool) else None,
        total=_total(first(envelope, "total_items", "totalElements")),
    )


def first_of(envelope: Record, *names: str) -> object:
    return next((envelope[name] for name in names if envelope.get(name) is not None), None)


def totals_differ(pages: Iterable[PageFacts]) -> bool:
    return len({page.total for page in pages if page.total is not None}) > 1


def are_pages_missing(pages: Iterable[PageFacts], *, records: int) -> bool:
    """
    Whether the feed itself says that there is more of it than this.

    A total that moves while its pages are fetched is no sign of that; a gap, or no last page, is.
    """
    known = tuple(pages)
    numbers = sorted({page.number for page in known if page.number is not None})
    if numbers and (numbers[0] > 1 or numbers[-1] - numbers[0] + 1 != len(numbers)):
        return True
    said_last = [page.is_last for page in known if page.is_last is not None]
    if said_last:
        return not any(said_last)
    lowest = min((page.total for page in known if page.total is not None), default=0)
    return records < lowest


def _total(value: object) -> int | None:
    text = said(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_TOTAL else None
