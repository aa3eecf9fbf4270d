"""What can be chosen in a form: a code, and the words that stand beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from navigator.web.words import label


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    code: str
    label: str
    hint: str = ""
    chosen: bool = False


def choices_of(scheme: str, codes: Iterable[str]) -> list[Choice]:
    """The codes of a closed list, with the words of a section of the table."""
    return [Choice(code=code, label=label(scheme, code)) for code in codes]


def pairs_of(scheme: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """The same, for a list that opens."""
    return [(code, label(scheme, code)) for code in codes]
