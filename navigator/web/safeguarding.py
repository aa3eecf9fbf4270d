"""The words that alarm here: those that everyone has, changed by the partnership's own file."""

from flask import current_app

from config import Settings
from eligibility import Alarm, SafeguardingWords, alarms_in


def current_words() -> SafeguardingWords:
    settings: Settings = current_app.config["NAVIGATOR"]
    return settings.safeguarding_words


def alarms_raised(typed: str) -> tuple[Alarm, ...]:
    """What typed words can mean that comes before any service, the most urgent first."""
    return alarms_in(typed, table=current_words())
