"""How facts are written: dates, times, ages, phone numbers and prose, the GOV.UK way."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from flask import Flask
from markupsafe import Markup, escape

from base.clock import LONDON
from navigator.web.words import label, say
from services_catalog.reference import needs

LIST_MARK = "- "
NUMBER = re.compile(r"(?<!\d)\(?\+?\d(?:[\s().-]*\d){5,14}(?!\d)")
SHORT_NUMBER = re.compile(r"\d{3,5}")
"""Only where it is all there is: "999", and not "room 101"."""

NOON = 12
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        day=day,
        clock=clock,
        moment=moment,
        hour=hour,
        role_label=role_label,
        scope_label=scope_label,
        tel=tel,
        prose=prose,
        curly=curly,
        listed=listed,
        numbers=numbers,
        web=web,
    )
    app.jinja_env.globals.update(
        ages=ages, link=link, need_label=need_label, page_numbers=page_numbers, weekday=weekday
    )


def day(moment: date) -> str:
    return f"{moment.day} {moment:%B %Y}"


def clock(moment: time) -> str:
    hour = moment.hour % NOON or NOON
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < NOON else 'pm'}"


def moment(at: datetime) -> str:
    """The day and the hour in London."""
    there = at.astimezone(LONDON)
    return f"{day(there)}, {clock(there.time())}"


def hour(at: datetime) -> str:
    """The hour in London."""
    return clock(at.astimezone(LONDON).time())


def role_label(role: str) -> str:
    return label("role", role)


def scope_label(scope: str) -> str:
    return label("scope", scope)


def ages(lowest: int | None, highest: int | None) -> str:
    """Both ends are inclusive; None is an end that nobody has stated."""
    if lowest is None and highest is None:
        return say("ages.unknown")
    if highest is None:
        return say("ages.from", lowest=lowest)
    if lowest is None:
        return say("ages.to", highest=highest)
    if lowest == highest:
        return say("ages.one", lowest=lowest)
    return say("ages.between", lowest=lowest, highest=highest)


def link(address: str, words: str) -> Markup:
    """For a sentence of the words table that has a link in it."""
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, words)


def need_label(code: str) -> str:
    return needs()[code].label if code in needs() else code


def weekday(number: int) -> str:
    """0 is Monday."""
    return label("weekday", WEEKDAYS[number])


def page_numbers(current: int, pages: int) -> list[int | None]:
    """The first, the last, the current and its neighbours; None where some are left out."""
    near = sorted({1, pages, *range(max(1, current - 1), min(pages, current + 1) + 1)})
    numbers: list[int | None] = []
    for number in near:
        if numbers and number - (numbers[-1] or 0) > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers


def tel(phone: str) -> str:
    """What to dial for a number as it is written; empty where no number can be read in it."""
    return next((dialled for _, dialled in numbers(phone) if dialled), "")


def numbers(phone: str) -> list[tuple[str, str]]:
    """The text of a phone field in parts, each with what to dial for it: empty for mere words."""
    if SHORT_NUMBER.fullmatch(phone):
        return [(phone, phone)]
    parts: list[tuple[str, str]] = []
    end = 0
    for found in NUMBER.finditer(phone):
        parts.append((phone[end : found.start()], ""))
        parts.append((found[0], re.sub(r"[^\d+]", "", found[0].replace("(0)", ""))))
        end = found.end()
    return [part for part in (*parts, (phone[end:], "")) if part[0]]


def web(address: str) -> str:
    """The address of a website as a link; empty for anything but the web."""
    if re.match(r"https?://[^\s/]", address, re.IGNORECASE):
        return address
    return f"https://{address}" if re.fullmatch(r"www\.[^\s:]+", address, re.IGNORECASE) else ""


def curly(text: str) -> str:
    """Straight quotation marks as printed ones."""
    text = re.sub(r'(^|[\s(\[])"', "\\1\N{LEFT DOUBLE QUOTATION MARK}", text)
    text = re.sub(r"(^|[\s(\[])'", "\\1\N{LEFT SINGLE QUOTATION MARK}", text)
    return text.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}").replace(
        "'", "\N{RIGHT SINGLE QUOTATION MARK}"
    )


def listed(items: Iterable[str], word: str = "and") -> str:
    """A sentence's list, such as: a, b and c."""
    *first, last = list(items) or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def prose(text: str) -> Markup:
    """Plain text as paragraphs and lists: parted by empty lines, items start with "- "."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text.replace("\r", "")))
    return Markup("").join(_block(block) for block in blocks if block)


def _block(block: str) -> Markup:
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    said = [escape(curly(line)) for line in lines if not line.startswith(LIST_MARK)]
    items = [escape(curly(line[len(LIST_MARK) :])) for line in lines if line.startswith(LIST_MARK)]
    made = Markup("")
    if said:
        made += Markup('<p class="govuk-body">{}</p>').format(Markup("<br>").join(said))
    if items:
        rows = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
        made += Markup('<ul class="govuk-list govuk-list--bullet">{}</ul>').format(rows)
    return made
