"""Mail about calls for advice. It says that there is something to see, and nothing of what."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from base.clock import london_date
from navigator.accounts.models import User
from navigator.db import session
from navigator.referrals.advice_duty import Adviser
from navigator.referrals.models import AdviceCall
from navigator.web.mail import outside_link, send_mail


def tell_advisers(call: AdviceCall, roll: Iterable[Adviser], *, at: datetime) -> None:
    """Somebody asks for a call: everybody who is not away is told, else everybody."""
    others = [each for each in roll if each.user_id != call.caller_id]
    here = [each for each in others if not each.is_away(london_date(at))]
    ids = [each.user_id for each in here or others]
    theirs = User.partnership_id == call.partnership_id
    for address in session().scalars(select(User.email).where(User.id.in_(ids), theirs)):
        send_mail("advice_asked", address, link=outside_link("advice_desk.show"))


def tell_caller(kind: str, call: AdviceCall) -> None:
    """``kind`` of mail: "advice_taken", "advice_decided"."""
    caller = session().get_one(User, call.caller_id)
    if caller.disabled_at is None:
        send_mail(kind, caller.email, link=outside_link("advice.calls"))
