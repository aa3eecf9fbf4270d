"""What must go to 999 or the front door before anything else is shown."""

from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    NOW = "now"
    TODAY = "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """``phrase`` is the entry of the table that was found, never what was typed."""

    urgency: Urgency
    phrase: str


def alarms_in(words: str) -> tuple[Alarm, ...]:
    return ()
