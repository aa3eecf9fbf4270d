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
from eligibility.safeguarding import (
    About,
    about_whom,
    alarms_from_phrases,
    alarms_in,
    alarms_of,
)
from eligibility.safeguarding_words import (
    Alarm,
    Category,
    NotAWordTable,
    SafeguardingWords,
    Urgency,
    shipped_words,
    words_from,
)
from eligibility.sentences import sentence_of, sentences_of
from eligibility.situation import BirthMonth, Fact, Place, Situation
from eligibility.verdicts import Verdict, verdict_of
from eligibility.words import fold

__all__ = [
    "CRITERIA",
    "LEVELS",
    "UNSURE",
    "About",
    "Alarm",
    "Assessment",
    "BirthMonth",
    "Category",
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
    "NotAWordTable",
    "Part",
    "Place",
    "PlainNames",
    "Question",
    "SafeguardingWords",
    "Situation",
    "Urgency",
    "Verdict",
    "about_whom",
    "age_on",
    "alarms_from_phrases",
    "alarms_in",
    "alarms_of",
    "assess",
    "attendance_band",
    "contradictions",
    "fold",
    "next_level",
    "sentence_of",
    "sentences_of",
    "shipped_words",
    "verdict_of",
    "words_from",
]
