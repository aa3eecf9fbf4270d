"""
What a program was answered, kept under the key that it sent: the same request again does nothing
again, and is answered the same.

Each person has keys of their own. They are kept as digests: nobody knows what a program puts into
one. ``expiry`` forgets them. Callers own the transaction: what was done and its answer are kept
together, or neither.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from base.actor import Actor
from base.refusals import Conflict, Invalid
from navigator.referrals.models import IdempotencyKey
from navigator.secrets.columns import current_ring

KEY, REQUEST = "idempotency_key.key", "idempotency_key.request"
NOT_YET = 0
"""The status of an answer that is still being made."""


class KeyUsedOtherwise(Invalid):
    """The key came with another request before."""


class KeyTaken(Conflict):
    """The same request came a moment ago and is being answered. Try again after ``seconds``."""

    seconds = 2


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Asked:
    """``key`` as it was sent; ``request`` is all that would make it another request."""

    key: str
    request: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Answer:
    status: int
    body: str


def kept_answer(session: Session, asked: Asked, *, actor: Actor) -> Answer | None:
    """
    What this request was answered before; None if it was not.

    :raises KeyUsedOtherwise: if the key came with another request
    """
    ring = current_ring()
    found = session.scalar(
        select(IdempotencyKey).where(
            IdempotencyKey.user_id == actor.user_id,
            IdempotencyKey.key.in_(ring.digests(asked.key, purpose=KEY)),
        )
    )
    if found is None:
        return None
    if found.body_digest not in ring.digests(asked.request, purpose=REQUEST):
        raise KeyUsedOtherwise(
            "This Idempotency-Key came with another request before. Use a new one.",
            field="Idempotency-Key",
        )
    return Answer(status=found.status, body=found.answer)


def take_key(session: Session, asked: Asked, *, actor: Actor, at: datetime) -> IdempotencyKey:
    """
    Of several that come at once with one key, the first gets past here; the others wait for it.

    :raises KeyTaken: if another came first. The transaction is over then: look for its answer
    """
    ring = current_ring()
    taken = IdempotencyKey(
        partnership_id=actor.partnership_id,
        user_id=actor.user_id,
        key=ring.digest(asked.key, purpose=KEY),
        body_digest=ring.digest(asked.request, purpose=REQUEST),
        status=NOT_YET,
        answer="",
        made_at=at,
    )
    session.add(taken)
    try:
        session.flush()
    except IntegrityError:
        raise KeyTaken("The same request is being answered just now. Send it again.") from None
    return taken


def keep_answer(taken: IdempotencyKey, answer: Answer) -> None:
    taken.status, taken.answer = answer.status, answer.body
