"""Pure rules: who a service is for, with reasons, and what goes to the front door before that."""

from eligibility.ages import age_on
from eligibility.assess import Assessment, assess
from eligibility.codes import attendance_band
from eligibility.contradictions import contradictions
from eligibility.criteria import CRITERIA
from eligibility.criterion import Criterion, NearMiss, NotACriterion
from eligibility.findings import Finding, Met, Part
from eligibility.levels import (
    LEVELS,
    UNSURE,
    Level,
    LevelCrosswalk,
    LevelOfNeed,
    LevelScale,
    NotAScale,
    next_level,
)
from eligibility.names import Names, Naming, PlainNames
from eligibility.questions import Question
from eligibility.safeguarding import Alarm, Urgency, alarms_in
from eligibility.sentences import sentence_of, sentences_of
from eligibility.situation import BirthMonth, Fact, Place, Situation
from eligibility.verdicts import Verdict, verdict_of
from eligibility.words import fold

__all__ = [
    "CRITERIA",
    "LEVELS",
    "UNSURE",
    "Alarm",
    "Assessment",
    "BirthMonth",
    "Criterion",
    "Fact",
    "Finding",
    "Level",
    "LevelCrosswalk",
    "LevelOfNeed",
    "LevelScale",
    "Met",
    "Names",
    "Naming",
    "NearMiss",
    "NotACriterion",
    "NotAScale",
    "Part",
    "Place",
    "PlainNames",
    "Question",
    "Situation",
    "Urgency",
    "Verdict",
    "age_on",
    "alarms_in",
    "assess",
    "attendance_band",
    "contradictions",
    "fold",
    "next_level",
    "sentence_of",
    "sentences_of",
    "verdict_of",
]
