"""Running text, ages and cost."""

from collections.abc import Iterable

from services_catalog.open_referral.fixes.ages import highest_age, in_order, lowest_age
from services_catalog.open_referral.fixes.html import plain_text
from services_catalog.open_referral.fixes.text import line
from services_catalog.open_referral.record import Record, first, parts, words
from services_catalog.open_referral.taking import Taking


def text_of(taking: Taking, field: str, value: object) -> str:
    return taking.took(field, plain_text(value))


def with_note(text: str, title: str, note: str) -> str:
    """Add a paragraph of its own under a title, where there is something to add."""
    if not note.strip():
        return text
    gap = "" if note.startswith("\n") else " "
    return f"{text}\n\n{title}:{gap}{note}".strip()


def ages_of(taking: Taking, lowest: object, highest: object) -> tuple[int | None, int | None]:
    ends = (
        taking.took("lowest_age", lowest_age(lowest)),
        taking.took("highest_age", highest_age(highest)),
    )
    return taking.took("ages", in_order(*ends))


def fees_of(taking: Taking, record: Record) -> str:
    """What is said of cost: in words, then option by option."""
    said_of_it = text_of(taking, "cost_note", first(record, "fees", "fees_description"))
    options = (_option(option) for option in parts(record, "cost_options"))
    return "\n".join(dict.fromkeys(text for text in (said_of_it, *options) if text))


def _option(option: Record) -> str:
    amount = words(option, "amount")
    pounds = f"£{amount}" if amount.replace(".", "", 1).isdecimal() else amount
    told = (line(option.get("option")).value, pounds, line(option.get("amount_description")).value)
    return ": ".join((*told[:1], " ".join(filter(None, told[1:])))).strip(": ")


def listed_words(records: Iterable[Record], name: str) -> str:
    """What each says under a name, none twice, in one sentence."""
    return "; ".join(dict.fromkeys(filter(None, (line(r.get(name)).value for r in records))))
