"""Phone numbers: the number apart from the words around it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services_catalog.open_referral.fixes.fixed import Code, Fixed
from services_catalog.open_referral.fixes.text import line, said

SHORT_NUMBERS = frozenset(
    {"101", "105", "111", "112", "116000", "116006", "116111", "116123", "119", "999", "08001111"}
)
NOTHING = frozenset({"n/a", "na", "none", "tbc", "unknown", "-", "no phone", "not applicable"})
CANDIDATE = re.compile(r"(?:\+\s?|00)?\(?\d[\d\s().\u2010-\u2015-]{1,24}\d")
BETWEEN = re.compile(r"[\n\r;/,|]+")
EXTENSION = re.compile(r"\s*(?:ext(?:ension)?|x)\.?\s*(\d{1,5})\b", re.IGNORECASE)
UK_PREFIX = re.compile(r"^(?:\+|00)44(?:0(?=\d{9,10}$))?")
NATIONAL = re.compile(r"0\d{9,10}")
NO_ZERO = re.compile(r"[1-9]\d{9}")
LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """``label`` is what the source said of it ("Night line"); ``number`` is what to dial."""

    number: str
    label: str = ""

    @property
    def digits(self) -> str:
        return re.sub(r"\D", "", self.number)

    def __str__(self) -> str:
        return f"{self.label}: {self.number}" if self.label else self.number


def phone_numbers(value: object) -> Fixed[tuple[PhoneNumber, ...]]:
    """Every UK number in what was written, in order, each with the words before it."""
    written = said(value)[:LONGEST]
    if not written or written.casefold() in NOTHING:
        return Fixed(())
    lines = (line(each).value for each in BETWEEN.split(written))
    found = tuple(number for each in lines for number in _numbers(each))
    if not found:
        return Fixed((), Code.PHONE_NOT_USABLE)
    return Fixed(found, Code.PHONE_TIDIED if str(found[0]) != written else None)


def without_repeats(numbers: Iterable[PhoneNumber]) -> tuple[PhoneNumber, ...]:
    """The same number twice is one number, under its first label."""
    by_digits: dict[str, PhoneNumber] = {}
    for number in numbers:
        by_digits.setdefault(number.digits, number)
    return tuple(by_digits.values())


def _numbers(text: str) -> Iterable[PhoneNumber]:
    end = 0
    for match in CANDIDATE.finditer(text):
        number = _dialled(match.group())
        if not number:
            continue
        label = text[end : match.start()].strip(" :;,./|-\u2013\u2014(\"'")
        extension = EXTENSION.match(text, match.end())
        end = extension.end() if extension else match.end()
        yield PhoneNumber(
            number=f"{number} ext {extension[1]}" if extension else number,
            label="" if label.casefold() in {"tel", "telephone", "phone", "or", "and"} else label,
        )


def _dialled(text: str) -> str:
    """As it is dialled inside the UK, spaced as it was; empty where it is no UK number."""
    digits = re.sub(r"[^\d+]", "", text)
    national = UK_PREFIX.sub("0", digits)
    if digits in SHORT_NUMBERS:
        return " ".join(text.split())
    if NO_ZERO.fullmatch(national):
        return f"0{' '.join(text.split())}"
    if not NATIONAL.fullmatch(national) or national.startswith("00"):
        return ""
    return " ".join(text.split()) if national == digits else national
