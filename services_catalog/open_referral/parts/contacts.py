"""How to get in touch: web and e-mail address, and every phone number."""

from collections.abc import Iterable
from dataclasses import replace

from services_catalog.open_referral.fixes.emails import email_address
from services_catalog.open_referral.fixes.fixed import Code, shortened
from services_catalog.open_referral.fixes.phones import PhoneNumber, phone_numbers, without_repeats
from services_catalog.open_referral.fixes.text import line, said
from services_catalog.open_referral.fixes.web_addresses import web_address
from services_catalog.open_referral.parts.texts import with_note
from services_catalog.open_referral.record import Record, first, parts
from services_catalog.open_referral.taking import Taking


def addresses_of(taking: Taking, owner: str, url: object, email: object) -> tuple[str, str]:
    """Web and e-mail address; a web address in the e-mail field goes where it belongs."""
    found = taking.took(f"{owner}.url", web_address(url))
    misplaced = "" if "@" in said(email) else web_address(email).value
    if misplaced:
        taking.note(f"{owner}.email", Code.URL_MOVED, shortened(email))
        return found or misplaced, ""
    return found, taking.took(f"{owner}.email", email_address(email))


def phones_of(taking: Taking, sources: Iterable[Record]) -> tuple[PhoneNumber, ...]:
    """Every number under ``phones``, of the service or of whoever is to be rung about it."""
    found: list[PhoneNumber] = []
    for source in sources:
        for phone in parts(source, "phones"):
            numbers = taking.took("phone", phone_numbers(first(phone, "number")))
            label = line(first(phone, "description")).value
            found += [replace(n, label=n.label or label[:80]) for n in numbers]
    return without_repeats(found)


def with_more_numbers(text: str, numbers: tuple[PhoneNumber, ...]) -> str:
    """The first number has its own place; others, and a label, would be lost without this."""
    worth_saying = numbers if numbers and numbers[0].label else numbers[1:]
    if not worth_saying:
        return text
    return with_note(text, "Phone", "\n" + "\n".join(f"- {number}" for number in worth_saying))
