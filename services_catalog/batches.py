"""Long rows of things in pieces that fit in memory."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield lists of ``size`` things, the last one shorter; reads no further than it must."""
    remaining = iter(things)
    while batch := list(islice(remaining, size)):
        yield batch
