"""A sentence as words and marks, each of which knows where it was typed."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from eligibility import fold
from search.tokens import LONGEST_TOKEN

TOKENS = re.compile(
    r"\d+\.\d+(?![\d.])"
    r"|[^\W_]+(?:['`\u2018\u2019\u02bc][^\W_]+)*"
    r"|(?<=\d)[-/\u2013](?=\d)|-(?=\s)|(?<!\byr)(?<!\byrs)\.(?=\s|$)|[%?&,;!\n()\[\]|\u2022\u2013\u2014]",
    re.IGNORECASE,
)
BORDER, RANGE, BLANK, QUERY, ASKED = ",", "-", "_", "?", "~"
"""A query is a question mark before a word ("?ADHD"); after one, it was asked ("ADHD?")."""

MARKS: Mapping[str, str] = MappingProxyType({"%": "%", "&": "and"})
"""What another mark stands for where it is not a border between two things said."""

MOST_DIGITS = 4
"""More in one word is a number of somebody or something, and no search needs it."""


@dataclass(frozen=True, slots=True)
class Token:
    """``word`` is folded; ``start`` and ``end`` are where it was typed."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class SaidText:
    """
    ``typed`` cut into tokens. ``marked`` is them with a space between each two: that is what
    patterns are looked for in, so that "not excluded, in care" is never "excluded in care".
    """

    typed: str
    tokens: Sequence[Token]

    @classmethod
    def of(cls, typed: str) -> "SaidText":
        plain = unicodedata.normalize("NFKC", typed)
        tokens = (Token(_folded(one), one.start(), one.end()) for one in TOKENS.finditer(plain))
        return cls(plain, tuple(token for token in tokens if token.word))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Each token that is a word; a mark is an empty one."""
        return tuple(token.word if token.word[0].isalnum() else "" for token in self.tokens)

    @cached_property
    def marked(self) -> str:
        return " ".join(token.word for token in self.tokens)

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where each token begins in ``marked``."""
        starts, at = [], 0
        for token in self.tokens:
            starts.append(at)
            at += len(token.word) + 1
        return starts

    def positions(self, start: int, end: int) -> range:
        """The tokens of a part of ``marked``."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def start_of(self, position: int) -> int:
        return self._starts[position]

    def without(self, positions: Collection[int]) -> str:
        """``marked`` with these tokens blanked out, as long as it was."""
        return " ".join(
            BLANK * len(token.word) if n in positions else token.word
            for n, token in enumerate(self.tokens)
        )

    def as_typed(self, positions: Sequence[int]) -> str:
        return self.typed[self.tokens[positions[0]].start : self.tokens[positions[-1]].end]


def _folded(found: re.Match[str]) -> str:
    typed = found[0]
    if typed[0].isdecimal() and "." in typed:
        return typed
    if typed[0].isalnum():
        word = fold(typed).replace(" ", "")[:LONGEST_TOKEN]
        return "" if sum(map(str.isdecimal, word)) > MOST_DIGITS else word
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if typed == "?":
        return ASKED if before.isalnum() else QUERY
    if typed in "-/\u2013" and before.isdecimal() and after.isdecimal():
        return RANGE
    return MARKS.get(typed, BORDER)
