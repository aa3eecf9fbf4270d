"""
How a row is tied to the one before it: pure, but for the keys.

A digest is HMAC-SHA-256 over canonical JSON (keys in order, no spaces), by a key that the database
does not hold: who can write to the database alone cannot make a row that fits.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from navigator.secrets.key_ring import KeyRing

PURPOSE = "audit"
SEAL_PURPOSE = "audit.seal"
GENESIS = "0" * 64
"""What stands before the first row."""

FIELDS = (
    "number", "at", "partnership_id", "user_id", "organisation_id", "act", "object_kind",
    "object_id", "owner_id", "address", "allowed", "request_id", "facts", "key_id", "previous",
)  # fmt: skip
"""Everything of a row that its digest covers."""

SEAL_FIELDS = ("first", "last", "before", "after", "sealed_at", "key_id")

Row = Mapping[str, str | int]

_encode = json.JSONEncoder(separators=(",", ":"), sort_keys=True, ensure_ascii=True).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The first row that is wrong, and what is wrong with it."""

    number: int
    sentence: str


def canonical(facts: Mapping[str, object]) -> str:
    return _encode(dict(facts))


class Digester:
    """Digests of rows, with each key worked out once."""

    def __init__(self, ring: KeyRing, purpose: str = PURPOSE) -> None:
        self._ring, self._purpose = ring, purpose
        self._started: dict[str, hmac.HMAC] = {}

    def digest(self, row: Row, fields: tuple[str, ...] = FIELDS) -> str:
        """:raises CannotUnlock: if the key it names is not on the ring"""
        made = self._start(str(row["key_id"])).copy()
        made.update(_encode({name: row[name] for name in fields}).encode())
        return made.hexdigest()

    def _start(self, key_id: str) -> hmac.HMAC:
        if key_id not in self._started:
            key = self._ring.derived(self._purpose, key_id)
            self._started[key_id] = hmac.new(key, digestmod=hashlib.sha256)
        return self._started[key_id]


def check_rows(
    rows: Iterable[tuple[str | int, ...]], *, ring: KeyRing, number: int, before: str
) -> Iterator[Fault | tuple[int, str]]:
    """
    Yield the number and digest of each row in order, or the first fault and then stop.

    :param rows: ``FIELDS`` and then the digest, in the order of their numbers
    :param number: the number of the row before the first, with ``before`` its digest
    """
    digester = Digester(ring)
    for values in rows:
        row = dict(zip(FIELDS, values, strict=False))
        fault = _fault(row, str(values[-1]), number, before, digester)
        if fault is not None:
            yield fault
            return
        number, before = number + 1, str(values[-1])
        yield number, before


def _fault(row: Row, digest: str, number: int, before: str, digester: Digester) -> Fault | None:
    if row["number"] != number + 1:
        return Fault(number=number + 1, sentence="This row is missing.")
    if row["previous"] != before:
        return Fault(number=number + 1, sentence="It does not follow from the row before it.")
    if not hmac.compare_digest(digester.digest(row), digest):
        return Fault(number=number + 1, sentence="It was changed after it was written.")
    return None
