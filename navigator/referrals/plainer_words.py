"""Labels in what somebody wrote, each with plainer words to use instead. Pure."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".toml")
SPACE = r"[\s\-\N{NON-BREAKING HYPHEN}\N{EN DASH}]+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """``said`` is the label as it was written; ``instead`` says what would tell more."""

    code: str
    said: str
    instead: str


def labels_in(text: str) -> tuple[Label, ...]:
    """Each label of the table once, where the text holds it as a word of its own."""
    found = ((code, pattern.search(text), instead) for code, pattern, instead in _table())
    return tuple(
        Label(code=code, said=match[0], instead=instead) for code, match, instead in found if match
    )


@cache
def _table() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["label"]
    return tuple((row["code"], _pattern(row["forms"]), row["instead"]) for row in rows)


def _pattern(forms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    words = (SPACE.join(map(re.escape, form.split())) for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
