"""What a partnership sets for its referrals: working days, tries, bounces. Callers commit."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from base.refusals import Invalid
from navigator.referrals.codes import AttemptKind
from navigator.referrals.models import ReferralRules
from navigator.referrals.rules import Rules
from navigator.referrals.timescales import WORKING_DAYS

WAITS = range(1, 91)
ATTEMPTS = range(1, 21)
KINDS = range(1, len(AttemptKind) + 1)
BOUNCES = range(1, 11)
COUNTS: Mapping[str, range] = {"least_attempts": ATTEMPTS, "least_kinds": KINDS, "bounces": BOUNCES}


class RulesRefused(Invalid):
    """A number that cannot be. ``field`` names it: a code of ``Wait``, or a field of ``Rules``."""


def set_rules(session: Session, rules: Rules, *, partnership_id: UUID) -> None:
    """
    Keep them. What is as it would be anyway is not kept, so that a better default still comes.

    :raises RulesRefused: naming the first number that cannot be
    """
    _check(rules)
    kept = session.get(ReferralRules, partnership_id)
    if kept is None:
        kept = ReferralRules(partnership_id=partnership_id)
        session.add(kept)
    kept.waits = {
        str(wait): days for wait, days in rules.waits.items() if days != WORKING_DAYS[wait]
    }
    kept.least_attempts = rules.least_attempts
    kept.least_kinds = rules.least_kinds
    kept.bounces = rules.bounces
    session.flush()


def _check(rules: Rules) -> None:
    for wait, days in rules.waits.items():
        if days not in WAITS:
            raise RulesRefused(_between(WAITS), field=str(wait))
    for name, allowed in COUNTS.items():
        if getattr(rules, name) not in allowed:
            raise RulesRefused(_between(allowed), field=name)
    if rules.least_kinds > rules.least_attempts:
        raise RulesRefused(
            "There cannot be more ways to try than tries. Enter a lower number.",
            field="least_kinds",
        )


def _between(allowed: range) -> str:
    return f"Enter a whole number from {allowed[0]} to {allowed[-1]}."
