"""Small numbers in words."""

from collections.abc import Mapping
from types import MappingProxyType

_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""

NUMBERS: Mapping[str, int] = MappingProxyType(
    {word: number for number, word in enumerate(_WORDS.split(), start=1)}
)


def number_of(said: str) -> int:
    return NUMBERS.get(said) or int(said)
