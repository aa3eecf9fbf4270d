"""What a partnership has set for its referrals; the defaults of ``timescales`` for the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from navigator.referrals.codes import Urgency
from navigator.referrals.models import ReferralRules
from navigator.referrals.timescales import (
    BOUNCES,
    LEAST_ATTEMPTS,
    LEAST_KINDS,
    WORKING_DAYS,
    Wait,
)
from navigator.referrals.working_days import add_working_days

URGENT: Mapping[Wait, Wait] = {
    Wait.ANSWER: Wait.ANSWER_URGENT,
    Wait.UNPLACED: Wait.UNPLACED_URGENT,
}
"""What is shorter for the urgent kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``waits`` in working days. After so many ``bounces`` (noes) it is not yet placed."""

    waits: Mapping[Wait, int]
    least_attempts: int = LEAST_ATTEMPTS
    least_kinds: int = LEAST_KINDS
    bounces: int = BOUNCES

    def due_on(self, wait: Wait, urgency: Urgency | None, *, today: date) -> date:
        """The last day of a wait that begins today."""
        urgent = URGENT.get(wait, wait) if urgency else wait
        return add_working_days(today, self.waits[urgent])


def rules_of(session: Session, partnership_id: UUID) -> Rules:
    kept = session.get(ReferralRules, partnership_id)
    if kept is None:
        return Rules(waits=WORKING_DAYS)
    own = {Wait(code): days for code, days in kept.waits.items() if code in WORKING_DAYS}
    return Rules(
        waits=dict(WORKING_DAYS) | own,
        least_attempts=kept.least_attempts or LEAST_ATTEMPTS,
        least_kinds=kept.least_kinds or LEAST_KINDS,
        bounces=kept.bounces or BOUNCES,
    )
