"""
What must go to 999 or the front door before anything else is shown.

Every entry is matched as whole words, however it is written. It is a list of words, not a
judgement: "not suicidal" alarms too, because showing a number in vain costs little. Words about a
subject do not alarm ("self-harm training", "suicide bereavement group"). Finding nothing here never
means that a child is safe.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from eligibility.words import fold


class Urgency(StrEnum):
    """Ring 999 now, or the front door today."""

    NOW = "now"
    TODAY = "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """
    ``phrase`` is the entry of the table that was found, never what was typed.

    In a ``crisis`` someone may harm themselves: they need a crisis line as well.
    """

    urgency: Urgency
    phrase: str
    crisis: bool = False


NOW = (
    "weapon now", "knife now", "has a knife now", "has a knife on him", "has a knife on her",
    "has a knife on them", "got a knife on him", "got a knife on her", "has a knife here",
    "someone has a knife", "with a knife outside", "pulled a knife", "holding a knife",
    "has a gun", "got a gun", "has a machete", "weapon on him", "weapon on her",
    "going to stab", "about to stab", "wants to stab", "being stabbed", "just been stabbed",
    "just got stabbed", "just been shot", "going to shoot",
    "going to kill", "gonna kill", "about to kill", "trying to kill", "threatening to kill",
    "will kill me", "will kill him", "will kill her",
    "being attacked", "attacking me", "attacking him", "attacking her", "is attacking",
    "being beaten", "beating me", "beating him", "beating her", "strangled", "strangling",
    "being raped", "held hostage", "kidnapped", "being chased", "chasing me",
    "bleeding", "unconscious", "not breathing", "stopped breathing", "choking", "seizure now",
    "acid attack", "house on fire", "in danger now", "immediate danger", "danger right now",
    "life in danger", "emergency now", "ring 999", "call 999", "call the police now",
)  # fmt: skip

NOW_CRISIS = (
    "overdose", "overdosed", "taken pills", "taken too many pills", "taken tablets",
    "taken too many tablets", "about to jump", "going to jump", "on the suspension bridge",
    "kill myself now", "kill myself tonight", "kill himself now", "kill himself tonight",
    "kill herself now", "kill herself tonight", "suicide attempt", "attempted suicide",
    "trying to hang", "noose",
)  # fmt: skip

TODAY = (
    "rape", "raped", "abused", "being abused", "abusing me", "abusing her", "abusing him",
    "abusing them", "sexually abused", "sexual abuse", "sexually assaulted", "sexual assault",
    "molested", "touching me", "touched me", "touches me", "touching her", "touching him",
    "makes me touch", "incest",
    "hurting me", "hurts me", "hurt me", "hitting me", "hits me", "hit me", "beats me",
    "beats him", "beats her", "beat me", "punches me", "kicks me", "smacks me", "burnt me",
    "dad hits", "mum hits", "stepdad hits", "hit by dad", "hit by mum", "hit by stepdad",
    "hit by parent", "hit by his dad", "hit by her dad", "hit by his mum", "hit by her mum",
    "bruises", "unexplained bruise", "unexplained injury", "unexplained injuries",
    "scared to go home", "afraid to go home", "not safe at home", "unsafe at home",
    "locked in his room", "locked in her room", "locked in my room", "locked out of home",
    "neglect", "neglected", "hungry", "starving", "dirty", "filthy", "unwashed",
    "left home alone", "left on their own", "no food at home", "not being fed", "nobody at home",
    "plugging", "plugged", "trafficked", "trafficking", "modern slavery", "debt bondage",
    "FGM", "female genital mutilation", "being cut abroad", "forced marriage", "forced to marry",
    "honour based abuse", "honour based violence", "breast ironing", "spirit possession",
    "witchcraft", "being groomed", "groomed", "sextortion", "blackmailed", "sex for drugs",
    "has a knife", "got a knife", "carrying a knife now", "knife in school", "knife to school",
    "knife in his bag", "knife in her bag", "death threat", "death threats",
    "threatened with a knife",
    "hasn't come home", "has not come home", "didn't come home", "missing since",
    "nowhere to sleep tonight", "nowhere to go tonight", "homeless tonight",
    "child protection", "significant harm", "section 47", "s47", "MASH", "First Response",
    "front door", "step up", "escalate", "made a disclosure",
    "safeguarding concern", "safeguarding referral",
)  # fmt: skip

TODAY_CRISIS = (
    "suicidal", "suicide", "want to die", "wants to die", "wanting to die", "wanna die",
    "wish I was dead", "wishes he was dead", "wishes she was dead", "better off dead",
    "end my life", "end his life", "end her life", "end their life", "ending my life",
    "ending his life", "ending her life", "ending their life", "ending it all", "end it all",
    "take my own life", "take his own life", "take her own life", "take their own life",
    "kill myself", "kill himself", "kill herself", "kill themselves", "killing myself",
    "killing himself", "killing herself", "killing themselves", "kms",
    "doesn't want to live", "don't want to live", "does not want to live", "not want to be here",
    "doesn't want to be here", "don't want to be here", "doesn't want to be alive",
    "don't want to be alive", "self-harm", "self-harming", "self-harms", "self-harmed",
    "selfharm", "selfharming", "DSH", "hurt myself", "hurting myself", "hurts himself",
    "hurts herself", "hurting himself", "hurting herself", "hurting themselves", "cutting",
    "cuts herself", "cuts himself", "cuts her arms", "cuts his arms", "cut myself",
    "burning herself",
    "burning himself", "hearing voices", "voices telling",
)  # fmt: skip

ABOUT_A_SUBJECT = (
    "training", "workshop", "workshops", "awareness", "course", "courses", "assembly", "lesson",
    "lessons", "policy", "lead", "week", "kit", "kits", "toolkit", "resources", "statistics",
)  # fmt: skip
"""After an entry, these words say that someone looks for learning about it."""

NOT_ALARMS = (
    "suicide bereavement", "bereaved by suicide", "bereavement by suicide", "lost to suicide",
    "died by suicide", "bereaved through suicide", "bleeding control", "cutting hair",
    "hair cutting", "cutting edge", "paper cutting", "step up to secondary", "step up programme",
    "hungry caterpillar", "racially abused",
    "scared of being stabbed", "afraid of being stabbed", "fear of being stabbed",
    "holiday hunger", "front door key", "mash potato",
)  # fmt: skip
"""Longer words that hold an entry and mean something else; someone bereaved needs support."""


def _table() -> tuple[Alarm, ...]:
    return (
        *(Alarm(urgency=Urgency.NOW, phrase=phrase) for phrase in NOW),
        *(Alarm(urgency=Urgency.NOW, phrase=phrase, crisis=True) for phrase in NOW_CRISIS),
        *(Alarm(urgency=Urgency.TODAY, phrase=phrase) for phrase in TODAY),
        *(Alarm(urgency=Urgency.TODAY, phrase=phrase, crisis=True) for phrase in TODAY_CRISIS),
    )


def _pattern(phrase: str) -> re.Pattern[str]:
    about = "|".join(ABOUT_A_SUBJECT)
    return re.compile(rf"\b{fold(phrase)}\b(?!(?: prevention)? (?:{about})\b)")


ALARMS = tuple((alarm, _pattern(alarm.phrase)) for alarm in _table())
"""Every entry with what finds it, the most urgent first."""

ANY_ALARM = re.compile("|".join(pattern.pattern for _, pattern in ALARMS))
"""Says quickly that there is none, which is so of nearly every search."""

HARMLESS = re.compile("|".join(rf"\b{fold(phrase)}\b" for phrase in NOT_ALARMS))


def alarms_in(words: str) -> tuple[Alarm, ...]:
    """Return every entry that is in the words, the most urgent first; usually none."""
    left = HARMLESS.sub("\n", fold(words))
    if not ANY_ALARM.search(left):
        return ()
    return tuple(alarm for alarm, pattern in ALARMS if pattern.search(left))
