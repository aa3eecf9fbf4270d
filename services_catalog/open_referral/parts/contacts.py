"""How to get in touch: web and e-mail address, and every phone number."""

import re
from collections.abc import Iterable
from dataclasses import replace

from services_catalog.open_referral.fixes.emails import email_address
from services_catalog.open_referral.fixes.fixed import Code, shortened
from services_catalog.open_referral.fixes.phones import PhoneNumber, phone_numbers, without_repeats
from services_catalog.open_referral.fixes.text import line, said
from services_catalog.open_referral.fixes.web_addresses import web_address
from services_catalog.open_referral.parts.texts import with_note
from services_catalog.open_referral.record import Record, first, parts, words
from services_catalog.open_referral.taking import Taking

NOT_FOR_TALKING = frozenset({"fax", "pager"})
LABELLED = frozenset({"tty", "textphone", "sms", "text", "hotline"})
EXTENSION = re.compile(r"\d{1,6}")


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
            if words(phone, "type", "number_type").casefold() not in NOT_FOR_TALKING:
                found += _numbers(taking, phone)
    return without_repeats(found)


def with_more_numbers(text: str, numbers: tuple[PhoneNumber, ...]) -> str:
    """The first number has its own place; others, and a label, would be lost without this."""
    worth_saying = numbers if numbers and numbers[0].label else numbers[1:]
    if not worth_saying:
        return text
    return with_note(text, "Phone", "\n" + "\n".join(f"- {number}" for number in worth_saying))


def _numbers(taking: Taking, phone: Record) -> list[PhoneNumber]:
    """The numbers of one entry, with what stands beside them: a label, an extension."""
    numbers = taking.took("phone", phone_numbers(first(phone, "number")))
    kind = words(phone, "type", "number_type")
    label = line(first(phone, "description", "department")).value
    label = label or (kind.capitalize() if kind.casefold() in LABELLED else "")
    extension = words(phone, "extension")
    if EXTENSION.fullmatch(extension) and len(numbers) == 1 and " ext " not in numbers[0].number:
        numbers = (replace(numbers[0], number=f"{numbers[0].number} ext {extension}"),)
    return [replace(number, label=number.label or label[:80]) for number in numbers]
