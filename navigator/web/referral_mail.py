"""
Mail about a referral: that something has happened, and where to look. Never a name or a need.

One mail for each person and each step; whoever took the step knows of it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from base.clock import london_date, now
from navigator.accounts.models import User
from navigator.db import session
from navigator.referrals.addressees import addressees
from navigator.referrals.codes import Side
from navigator.referrals.lifecycle import ROWS, Holder, Move
from navigator.referrals.models import Referral, ReferralMessage
from navigator.referrals.moving import Moved
from navigator.referrals.parts import RECEIVER_SEES
from navigator.web.mail import outside_link, send_mail
from navigator.web.partnership import current_actor
from navigator.web.shown_timeline import is_told_of

NEWS = "referral_news"
KINDS: Mapping[tuple[Move, Side], str] = MappingProxyType(
    {
        (Move.SEND, Side.SENDER): "referral_linked",
        (Move.SEND, Side.RECEIVER): "referral_new",
        (Move.ASK_MORE, Side.SENDER): "referral_question",
        (Move.PROPOSE_DECLINE, Side.COORDINATOR): "referral_to_check",
        (Move.ASK_AGAIN, Side.COORDINATOR): "referral_to_check",
    }
)
"""Which words a mail has; for every other step the same few."""


def tell(moved: Moved) -> None:
    """Tell the sides that the row of the move names, in the transaction that made it."""
    referral, move = moved.referral, moved.row.move
    told = _mover()
    for side in Side:
        if side in moved.row.tells and _hears(moved, side):
            _mail(referral, side, kind=_kind(referral, move, side), told=told)
    if moved.row.holder is Holder.NAMED:
        _mail(referral, referral.holder_side, kind="referral_handed_on", told=told)
    if moved.linked is not None:
        _tell_of_linked(moved.linked, told=told)


def _tell_of_linked(referral: Referral, *, told: set[UUID]) -> None:
    """It goes on to another service: to who has it meanwhile, and to those who can answer."""
    for side in sorted(ROWS[Move.SEND].tells):
        _mail(referral, side, kind=KINDS[(Move.SEND, side)], told=told)


def tell_of_message(referral: Referral, said: ReferralMessage) -> None:
    """Something was written: to the sides that did not write it."""
    others = {Side.SENDER, Side.RECEIVER} - {said.side}
    told = _mover()
    for side in sorted(others):
        if side is Side.SENDER or referral.status in RECEIVER_SEES:
            _mail(referral, side, kind="referral_message", told=told)


def _hears(moved: Moved, side: Side) -> bool:
    return side is not Side.SENDER or is_told_of(moved.referral, moved.event, frozenset({side}))


def _kind(referral: Referral, move: Move, side: Side) -> str:
    if side is Side.RECEIVER and referral.status not in RECEIVER_SEES:
        return "referral_gone"
    return KINDS.get((move, side), NEWS)


def _mail(referral: Referral, side: Side, *, kind: str, told: set[UUID]) -> None:
    link = outside_link("referrals.show", referral_id=str(referral.id))
    for person in addressees(session(), referral, side, on=london_date(now())):
        if person.id not in told:
            told.add(person.id)
            _send(person, kind, link=link, reference=referral.reference)


def _send(person: User, kind: str, *, link: str, reference: str) -> None:
    """The words of a kind take what they need of the two."""
    send_mail(kind, person.email, link=link, reference=reference)


def _mover() -> set[UUID]:
    user_id = current_actor().user_id
    return {user_id} if user_id else set()
