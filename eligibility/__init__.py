"""Pure rules: the shared scale of need, and what must go to the front door before anything else."""

from eligibility.levels import LEVELS, Level, LevelOfNeed
from eligibility.safeguarding import Alarm, Urgency, alarms_in
from eligibility.words import fold

__all__ = ["LEVELS", "Alarm", "Level", "LevelOfNeed", "Urgency", "alarms_in", "fold"]
