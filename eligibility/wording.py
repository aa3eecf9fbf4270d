"""
Every sentence that findings and criteria are written with, in one place.

Sentences make the service their subject, read at age 11 and say what to do. What codes are called
stands in ``names``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eligibility.findings import Part
from eligibility.situation import Fact


@dataclass(frozen=True, slots=True)
class FactWords:
    """The question that settles a fact, what is missing without it, and what to do after a NO."""

    question: str
    missing: str
    if_no: str


FACTS: Mapping[Fact, FactWords] = {
    Fact.AGE: FactWords("How old are they?", "their age", "Ask the service who helps at this age."),
    Fact.HOME: FactWords(
        "Where do they live?",
        "where they live",
        "Ask the service if it takes people from outside its area.",
    ),
    Fact.SCHOOL: FactWords(
        "Where is their school or college?",
        "where their school is",
        "Ask the service if it takes people from outside its area.",
    ),
    Fact.GP: FactWords(
        "Where is their GP?",
        "where their GP is",
        "Ask the service if it takes people from outside its area.",
    ),
    Fact.EDUCATION: FactWords(
        "Are they in school, college or training, and how?",
        "how they are educated",
        "Ask their school or the council's education team who helps instead.",
    ),
    Fact.NEEDS: FactWords(
        "What is going on for them?",
        "what is going on for them",
        "If one of these is going on too, add it. If not, look for what is.",
    ),
    Fact.STRENGTHS: FactWords(
        "What is going well for them?",
        "what is going well for them",
        "If one of these is true too, add it. If not, ask the service what else would count.",
    ),
    Fact.ATTENDANCE: FactWords(
        "How much of school do they attend?",
        "their attendance",
        "Ask their school or the service who helps at this level of attendance.",
    ),
    Fact.SUSPENSIONS: FactWords(
        "How often were they suspended this term?",
        "how often they were suspended this term",
        "Ask their school or the service who helps in this case.",
    ),
    Fact.EXCLUSION: FactWords(
        "Are they excluded, or close to it?",
        "if they are excluded or close to it",
        "Ask their school or the service who helps in this case.",
    ),
    Fact.SEND: FactWords(
        "Do they have special educational needs, or are they waiting to find out?",
        "if they have special educational needs",
        "Ask the school's special needs lead (SENCO) who helps instead.",
    ),
    Fact.SEND_AREAS: FactWords(
        "What do they need extra help with at school?",
        "what they need extra help with at school",
        "Ask the school's special needs lead (SENCO) who helps with this.",
    ),
    Fact.CARE: FactWords(
        "Are they in care, or have they been?",
        "if they are or were in care",
        "Ask their social worker or the service who helps instead.",
    ),
    Fact.SOCIAL_CARE: FactWords(
        "Do they have early help or a social worker?",
        "if they have early help or a social worker",
        "Ask their worker or the service who helps instead.",
    ),
    Fact.GENDER: FactWords(
        "How do they describe their gender?",
        "their gender",
        "Ask the service if it can help, or who can.",
    ),
    Fact.SECTOR: FactWords(
        "Who is asking for this help?",
        "who is asking",
        "Ask one of these to get in touch with the service.",
    ),
    Fact.YOUNG_PERSON_AGREES: FactWords(
        "Does the young person agree to it?",
        "if the young person agrees to it",
        "Talk with the young person about what they would like instead.",
    ),
    Fact.PARENT_AGREES: FactWords(
        "Does a parent or carer agree to it?",
        "if a parent or carer agrees to it",
        "Talk with them if that is safe. If not, ask the service what it can do.",
    ),
    Fact.TRIED: FactWords(
        "What has been tried already?",
        "what has been tried already",
        "Try one of these first, or ask the service if it can start without.",
    ),
    Fact.CAN_TRAVEL: FactWords(
        "Can they get there, alone or with someone?",
        "if they can travel to it",
        "Ask the service if it can come to them or help with travel.",
    ),
    Fact.LEVEL: FactWords(
        "How much help do they need?",
        "how much help they need",
        "Ring and ask. The level is a guide and does not rule anyone out.",
    ),
    Fact.LANGUAGES: FactWords(
        "Which languages do they speak?",
        "which languages they speak",
        "Ask the service if it can get an interpreter.",
    ),
    Fact.ACCESS: FactWords(
        "What do they need to be able to take part?",
        "what they need to take part",
        "Ask the service if it can arrange this.",
    ),
}

RULES: Mapping[tuple[Part, bool], str] = {
    (Part.FOR, True): "It is for {who}.",
    (Part.FOR, False): "It is not for {who}.",
    (Part.EXCLUSION, True): "It can only take {who}.",
    (Part.EXCLUSION, False): "It cannot take {who}.",
    (Part.PREREQUISITE, True): "It starts only for {who}.",
    (Part.PREREQUISITE, False): "It does not start for {who}.",
}
"""How a rule begins, by what it is for and whether it is said straight or turned round."""

CLAUSES: Mapping[tuple[Part, bool], str] = {
    (Part.FOR, True): "for {who}",
    (Part.FOR, False): "not for {who}",
    (Part.EXCLUSION, True): "can only take {who}",
    (Part.EXCLUSION, False): "cannot take {who}",
    (Part.PREREQUISITE, True): "starts only for {who}",
    (Part.PREREQUISITE, False): "does not start for {who}",
}

NOT_KNOWN = "We do not know {missing} yet."
ASK = "Ask: {question}"
FIRST = "This has to be in place first."
EXCEPTIONS = "It can make exceptions."
ASK_FOR_AN_EXCEPTION = "Ask the service: it can still say yes."
ANY_IS_ENOUGH = "One of these is enough."
ALL_ARE_NEEDED = "All of these are needed."
NOT_UNDERSTOOD = "It has a rule that cannot be checked here."
READ_THE_RULE = "Ask the service who it is for."
NOTHING_SAID = "Nobody has said who it is for."


def either(names: Iterable[str]) -> str:
    """Join as "a, b or c", with a comma before each "or" where a name has one of its own."""
    every = sorted(names)
    if any(" or " in name for name in every):
        return ", or ".join(every)
    return " or ".join([", ".join(every[:-1]), every[-1]]) if every[1:] else every[0]


def listed(names: Iterable[str]) -> str:
    """Join as "a; b; c", or say "none of them"."""
    return "; ".join(sorted(names)) or "none of them"
