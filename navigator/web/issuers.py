"""
What a provider of accounts says of itself, and its keys: read through the guard, and remembered.

For some minutes; that it did not answer is remembered too, for a moment, so that a provider that
hangs does not hold up one request after another.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from authlib.common.errors import AuthlibBaseError
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException, Session

from navigator.web.outward import CallFailed, GuardedAdapter, guard
from navigator.web.outward_addresses import AddressRefused

KEY_TYPES = frozenset({"RSA", "EC", "OKP"})
DISCOVERY = "/.well-known/openid-configuration"

CALL_FAILURES = (CallFailed, AddressRefused, RequestException)
FAILURES = (
    AuthlibBaseError, JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError
)  # fmt: skip
"""What the libraries raise at an answer that makes no sense, whatever it holds instead."""


class Failed(StrEnum):
    """At what a sign-in with a provider ended; the record of acts keeps it."""

    NO_ANSWER = "no_answer"
    ADDRESSES = "addresses"
    REFUSED_THERE = "refused_there"
    CODE = "code"
    TOKEN = "token"  # noqa: S105  the name of a failure


class ProviderFailed(Exception):
    """The provider cannot be asked, or what it says cannot be believed."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed)
        self.failed = failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a provider says of itself (its discovery document)."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str | None
    takes_secret_in_body: bool
    names_itself: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Remembered:
    value: Any
    until: datetime


class Issuers:
    """The providers of this process, by issuer: what they say of themselves, and their keys."""

    KEPT_FOR = timedelta(minutes=5)
    FAILURE_KEPT_FOR = timedelta(seconds=30)
    MOST_KEPT = 200

    def __init__(self, adapter: GuardedAdapter) -> None:
        self.adapter = adapter
        self._kept: dict[tuple[str, str], _Remembered] = {}

    def describe(self, issuer: str, *, at: datetime, anew: bool = False) -> Described:
        """
        Return what the provider says of itself.

        :raises ProviderFailed: if it does not answer, or not as that issuer does
        """
        found: Described = self._remembered("description", issuer, at=at, anew=anew)
        return found

    def keys(self, described: Described, *, at: datetime, anew: bool = False) -> KeySet:
        """:raises ProviderFailed: if it has no keys that can be read"""
        found: KeySet = self._remembered("keys", described.keys, at=at, anew=anew)
        return found

    def _remembered(self, kind: str, url: str, *, at: datetime, anew: bool) -> Any:  # noqa: ANN401
        kept = self._kept.get((kind, url))
        if kept is None or anew or kept.until <= at:
            kept = self._read(kind, url, at=at)
            if len(self._kept) >= self.MOST_KEPT:
                self._kept.clear()
            self._kept[kind, url] = kept
        if isinstance(kept.value, Failed):
            raise ProviderFailed(kept.value)
        return kept.value

    def _read(self, kind: str, url: str, *, at: datetime) -> _Remembered:
        read = self._description if kind == "description" else self._key_set
        try:
            return _Remembered(value=read(url), until=at + self.KEPT_FOR)
        except CALL_FAILURES:
            failed = Failed.NO_ANSWER
        except FAILURES:
            failed = Failed.ADDRESSES if kind == "description" else Failed.TOKEN
        except ProviderFailed as failure:
            failed = failure.failed
        return _Remembered(value=failed, until=at + self.FAILURE_KEPT_FOR)

    def _description(self, issuer: str) -> Described:
        told = self._json(issuer.rstrip("/") + DISCOVERY)
        described = Described(
            issuer=told["issuer"],
            authorization=told["authorization_endpoint"],
            token=told["token_endpoint"],
            keys=told["jwks_uri"],
            userinfo=told.get("userinfo_endpoint"),
            takes_secret_in_body="client_secret_basic"
            not in told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]),
            names_itself=told.get("authorization_response_iss_parameter_supported") is True,
        )
        if described.issuer != issuer:
            raise ProviderFailed(Failed.ADDRESSES)
        self._check_addresses(described)
        return described

    def _check_addresses(self, described: Described) -> None:
        """:raises ProviderFailed: if one of them is not called, though a browser would open it"""
        named = (described.authorization, described.token, described.keys, described.userinfo)
        try:
            for url in named:
                if url is not None:
                    self.adapter.check(url)
        except AddressRefused:
            raise ProviderFailed(Failed.ADDRESSES) from None

    def _key_set(self, url: str) -> KeySet:
        known = [key for key in self._json(url)["keys"] if key["kty"] in KEY_TYPES]
        return KeySet.import_key_set({"keys": known})

    def _json(self, url: str) -> dict[str, Any]:
        with guard(Session(), self.adapter) as session:
            answer = session.get(url, headers={"Accept": "application/json"})
        answer.raise_for_status()
        told = answer.json()
        if not isinstance(told, dict):
            raise TypeError
        return told
