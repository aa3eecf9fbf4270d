"""
Slow down whoever guesses: by account and by network address, in our own table.

A try is counted before it is checked, and taken back if it succeeds, so that a hundred at once are
no better than one after another. What was counted stops counting by itself. Sessions that are open
are left alone: nobody can lock somebody else out of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from base.refusals import NotAllowed
from navigator.accounts.models import FailedTry
from navigator.secrets.columns import current_ring

PURPOSE = "failed_try.digest"


class Try(StrEnum):
    PASSWORD = "password"  # noqa: S105  the name of a kind
    CODE = "code"
    RESET = "reset"
    API_TOKEN = "api_token"  # noqa: S105  likewise
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many tries in a time, for one account and for one network address."""

    account: int
    address: int
    within: timedelta


LIMITS: Mapping[Try, Limit] = MappingProxyType(
    {
        Try.PASSWORD: Limit(account=10, address=60, within=timedelta(minutes=15)),
        Try.CODE: Limit(account=5, address=60, within=timedelta(minutes=15)),
        Try.RESET: Limit(account=3, address=30, within=timedelta(minutes=30)),
        Try.API_TOKEN: Limit(account=0, address=100, within=timedelta(minutes=15)),
        Try.REFERENCE: Limit(account=20, address=200, within=timedelta(minutes=15)),
    }
)
"""A school has one address for hundreds of people, so an address has more room than an account."""


class TooManyTries(NotAllowed):
    """``seconds`` until the next try can count."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        wait = "a minute" if minutes <= 1 else f"{minutes} minutes"
        super().__init__(
            f"There have been too many tries. Wait {wait}, then try again. Where you are signed in "
            "already, you can go on."
        )
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of one try, to be taken back if it succeeds."""

    ids: tuple[UUID, ...]


def count_try(
    session: Session, kind: Try, *, account: str = "", address: str, at: datetime
) -> Counted:
    """
    Count a try. The caller commits at once, whatever comes of it.

    :param account: what was typed, folded; empty where a try is for no account
    :raises TooManyTries: if there were too many of late; this one is not counted then
    """
    limit = LIMITS[kind]
    most = {f"address {address}": limit.address}
    if account:
        most[f"account {account}"] = limit.account
    digests = {_digest(kind, whose): allowed for whose, allowed in most.items()}
    for digest, allowed in digests.items():
        _refuse_more_than(session, digest, allowed, limit.within, at)
    rows = {uuid4(): digest for digest in digests}
    session.execute(
        insert(FailedTry),
        [{"id": id_, "kind": kind, "digest": digest, "at": at} for id_, digest in rows.items()],
    )
    return Counted(tuple(rows))


def take_back(session: Session, counted: Counted) -> None:
    """It was no failure."""
    session.execute(delete(FailedTry).where(FailedTry.id.in_(counted.ids)))


def forget_old(session: Session, *, at: datetime) -> int:
    """Delete what no longer counts; return how many there were."""
    longest = max(limit.within for limit in LIMITS.values())
    result = session.execute(delete(FailedTry).where(FailedTry.at <= at - longest))
    return int(result.rowcount)  # type: ignore[attr-defined]


def _refuse_more_than(
    session: Session, digest: str, allowed: int, within: timedelta, at: datetime
) -> None:
    counts = (FailedTry.digest == digest) & (FailedTry.at > at - within)
    number, first = session.execute(
        select(func.count(), func.min(FailedTry.at)).where(counts)
    ).one()
    if number >= allowed:
        raise TooManyTries(max(1, int((first + within - at).total_seconds()) + 1))


def _digest(kind: Try, whose: str) -> str:
    return current_ring().digest(f"{kind} {whose}", purpose=PURPOSE)
