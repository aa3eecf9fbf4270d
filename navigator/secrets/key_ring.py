"""
The ring of keys: one to lock with, the older ones to unlock what they locked.

A ring is written as one line for each key, the current one first: its id, a space, and 32 random
bytes in base64. Each use of a key goes through a key of its own, derived for that purpose, so that
what is made for one purpose is worth nothing in another.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = "v1"
KEY_ID = re.compile(r"[a-z0-9_-]{1,20}")


class KeyRingRefused(Exception):
    """These are no keys. The message says what to change, and never shows a key."""


class CannotUnlock(Exception):
    """Something locked cannot be read: its key is missing, or it was altered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """``keys`` by id, the current one first. Its ``repr`` shows no key."""

    keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, written: str) -> Self:
        """
        Read a ring as it is written: lines, or entries with commas between.

        :raises KeyRingRefused: naming the entry that is wrong
        """
        entries = [entry.split() for entry in written.replace(",", "\n").splitlines()]
        found: dict[str, bytes] = {}
        for entry in entries:
            if not entry or entry[0].startswith("#"):
                continue
            key_id, key = _read(entry)
            if key_id in found:
                raise KeyRingRefused(f"The key {key_id} is there twice: keep one of them.")
            found[key_id] = key
        if not found:
            raise KeyRingRefused("There is no key. “flask keys make” prints one.")
        return cls(keys=MappingProxyType(found))

    @property
    def current(self) -> str:
        """The id of the key that locks."""
        return next(iter(self.keys))

    def lock(self, text: str, *, purpose: str) -> str:
        """The text encrypted and authenticated with the current key. Never twice the same."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = AESGCM(self.derived(purpose, self.current))
        sealed = nonce + cipher.encrypt(nonce, text.encode(), purpose.encode())
        return f"{self.mark}{base64.b64encode(sealed).decode()}"

    def unlock(self, locked: str, *, purpose: str) -> str:
        """:raises CannotUnlock: if its key is not on the ring, or it is not what was locked"""
        version, _, rest = locked.partition(".")
        key_id, _, sealed = rest.partition(".")
        if version != VERSION or key_id not in self.keys:
            raise CannotUnlock(
                f"The key {key_id[:20]!r} is not on the key ring. Put it back: without it, what "
                "it locked cannot be read."
            )
        try:
            raw = base64.b64decode(sealed, validate=True)
            cipher = AESGCM(self.derived(purpose, key_id))
            return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode()).decode()
        except (InvalidTag, ValueError):
            raise CannotUnlock(
                f"Something locked with the key {key_id!r} was altered, or that key is another "
                "one than the one it was locked with."
            ) from None

    @property
    def mark(self) -> str:
        """How everything starts that the current key locked."""
        return f"{VERSION}.{self.current}."

    def digest(self, text: str, *, purpose: str, key_id: str | None = None) -> str:
        """A digest that nobody can make without the key: the same text gives the same one."""
        used = key_id or self.current
        key = self.derived(purpose, used)
        return f"{used}.{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}"

    def digests(self, text: str, *, purpose: str) -> tuple[str, ...]:
        """The digest by every key on the ring: a row may have been written with an older one."""
        return tuple(self.digest(text, purpose=purpose, key_id=key_id) for key_id in self.keys)

    def derived(self, purpose: str, key_id: str) -> bytes:
        """
        The key for one purpose alone.

        :raises CannotUnlock: if the key is not on the ring
        """
        if key_id not in self.keys:
            raise CannotUnlock(f"The key {key_id[:20]!r} is not on the key ring. Put it back.")
        return _derived(self.keys[key_id], purpose)


def new_key(key_id: str) -> str:
    """
    One line of a ring, with a key that nobody has seen.

    :raises KeyRingRefused: if the id is not lower-case letters, digits, hyphens and underscores
    """
    if not KEY_ID.fullmatch(key_id):
        raise KeyRingRefused("Name a key with 1 to 20 lower-case letters, digits, - or _.")
    return f"{key_id} {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


@lru_cache(maxsize=256)
def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def _read(entry: list[str]) -> tuple[str, bytes]:
    if len(entry) != 2 or not KEY_ID.fullmatch(entry[0]):  # noqa: PLR2004  an id and a key
        raise KeyRingRefused("Write each key as its id, a space and the key in base64.")
    try:
        key = base64.b64decode(entry[1], validate=True)
    except (binascii.Error, ValueError):
        raise KeyRingRefused(f"The key {entry[0]} is not base64.") from None
    if len(key) != KEY_BYTES:
        raise KeyRingRefused(f"The key {entry[0]} must be {KEY_BYTES} bytes, not {len(key)}.")
    return entry[0], key
