"""Ways to say who it is about, by age, school year and gender, and who is asking."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from eligibility.codes import Gender, Sector
from search.intent import OLDEST_READ, YOUNGEST_BARE
from search.said_numbers import NUMBERS, number_of
from search.saying import NOTHING, Facts, Saying, one_of

LAST_YEAR = 14
NAMED_YEARS: Mapping[str, int] = MappingProxyType({"reception": 0, "nursery": -1})


def _age(said: str) -> Facts:
    age = number_of(said)
    return {"age": age} if age <= OLDEST_READ else NOTHING


def _years_lived(said: str) -> Facts:
    return _age(said) if number_of(said) >= YOUNGEST_BARE else NOTHING


def _own_age(said: str) -> Facts:
    age = _age(said)
    return {**age, "sector": Sector.YOUNG_PERSON} if age else NOTHING


def _school_year(said: str) -> Facts:
    year = number_of(said)
    return {"school_year": year} if 1 <= year <= LAST_YEAR else NOTHING


def _own_year(said: str) -> Facts:
    return {**_school_year(said), "sector": Sector.YOUNG_PERSON}


def _named_year(said: str = "reception") -> Facts:
    return {"school_year": NAMED_YEARS[said]}


COUNTED = one_of(
    r"""
    %|-|percent|per cent|x|times?|km|miles?|pm|am|a side|a week|a day|lessons?|sessions?|incidents?
    days?|weeks?|wks?|months?|mths?|years?|yrs?|hours?|hrs?|minutes?|mins?
    suspensions?|exclusions?|fixed|ftes?|siblings?|brothers?|sisters?|kids|children|friends|pupils
    students|younger|older
    """
)
NOT_COUNTED = rf"(?! {COUNTED}(?!\S))"
AGE = rf"(\d{{1,2}}|{'|'.join(list(NUMBERS)[YOUNGEST_BARE - 1 :])})"
OLD = r"(?: (?:years?|yrs?|yo|y o)(?: olds?)?)?"
IS_AGED = r"(?:is|hes|shes|theyre|aged?|now|just|turned|currently|only)"
YEAR_WORDS = rf"(?:\d{{1,2}}|{'|'.join(list(NUMBERS)[:LAST_YEAR])})"
YEAR_NAME = r"(?:year|yr|yrs|y)(?: group)?"
YEAR = rf"{YEAR_NAME} ?({YEAR_WORDS})"
I_AM = r"(?:i am|im)"
NOT_WAITED = "".join(
    rf"(?<!{word} )"
    for word in "for over past last than about waiting waited nearly almost".split()  # noqa: SIM905
)
OTHER_TIMES = one_of(
    r"""
    since|until|till|from|during|by|before|after|back in|going into|going in to|starting|started
    start|entering|moving (?:up )?(?:in)?to|into
    """
)

AGE_SAYINGS: Sequence[Saying] = (
    Saying(pattern=rf"{I_AM}(?: aged| only| a)? {AGE}{OLD}{NOT_COUNTED}", says=_own_age),
    Saying(pattern=rf"{I_AM} (?:in |a )?{YEAR}{NOT_COUNTED}", says=_own_year),
    Saying(
        pattern=rf"""
            (?:between |ages? |aged )?\d{{1,2}} (?:-|to) \d{{1,2}}{OLD}
            {OTHER_TIMES} (?:the )?(?:(?:end|start|beginning) of )?(?:in )?{YEAR_NAME} ?{YEAR_WORDS}
            (?:years?|yrs?|y) ?\d{{1,2}} (?:-|to|and|or) (?:years? |yrs? |y ?)?\d{{1,2}}
        """
    ),
    Saying(pattern=rf"{AGE} (?:yo|y o|(?:years?|yrs?) olds?)|(\d{{1,2}})(?:yo|yrs?|y)", says=_age),
    Saying(
        pattern=rf"(?:{IS_AGED} ){{1,4}}{AGE}{OLD}{NOT_COUNTED}(?! (?:in|on|next))",
        says=_age,
    ),
    Saying(
        pattern=rf"{NOT_WAITED}{AGE} (?:years|yrs)(?! (?:ago|of|in|at|on|old))", says=_years_lived
    ),
    Saying(
        pattern=rf"(?:in )?(?<!this )(?<!last )(?<!each )(?<!per ){YEAR}{NOT_COUNTED}",
        says=_school_year,
    ),
    Saying(
        pattern=r"""
            (?:in )?(reception)(?: (?:class|age|year|child|pupil))?(?! (?:desk|area|staff|centre))
            (?:in|at) (nursery)
            year r|yr r|yrr
        """,
        says=_named_year,
        tells_need=False,
    ),
)
"""Ranges and the years of other times are passed over: they do not say how old someone is."""

NOT_THEM = r"(?! (?:friend|guides?|guiding|band|power|only|racer|scouts?))"
NOT_A_PERSON = r"(?! (?:staff|only|mentor|role|worker|youth))"
GENDER_WORDS: Sequence[tuple[Gender, str, bool]] = (
    (Gender.NON_BINARY, r"non binary|nonbinary|enby", True),
    (Gender.OTHER, r"gender ?fluid|agender", True),
    (
        Gender.FEMALE,
        rf"""
        (?:girl|daughter|stepdaughter|granddaughter|schoolgirl|young woman|young lady){NOT_THEM}
        female{NOT_A_PERSON}
        """,
        False,
    ),
    (
        Gender.MALE,
        rf"""
        (?:boy|lad|son|stepson|grandson|schoolboy|young man){NOT_THEM}
        male{NOT_A_PERSON}
        """,
        False,
    ),
)
"""What is plainly said of one person, and whether the words may tell a need. "Girls" is a group."""

GENDER_SAYINGS: Sequence[Saying] = tuple(
    Saying(pattern=words, says={"gender": gender}, tells_need=need)
    for gender, words, need in GENDER_WORDS
)

OWN_CHILD = one_of(
    r"""
    son|daughter|child|children|kids?|teen|teenager|boy|girl|lad|stepson|stepdaughter|grandson
    granddaughter|grandchild|nephew|niece
    """
)
SOMEONE_ELSES = r"(?!friends?|pupils?|students?|clients?|neighbours?)"
JOBS: Mapping[Sector, str] = MappingProxyType(
    {
        Sector.HEALTH: r"school nurse|nurse|gp|doctor|health visitor|paediatrician|camhs worker",
        Sector.EDUCATION: one_of(
            r"""
            teacher|headteacher|head teacher|head of year|form tutor|tutor|senco|sendco|lecturer
            teaching assistant|pastoral lead|pastoral manager|dsl|attendance officer|ewo
            """
        ),
        Sector.POLICE: r"police officer|pcso|school officer",
        Sector.SOCIAL_CARE: r"social worker|early help worker|family support worker",
        Sector.YOUTH_JUSTICE: r"(?:yot|yjs|yos|youth justice) worker",
        Sector.HOUSING: r"housing officer|housing worker",
        Sector.VOLUNTARY: r"youth worker|charity worker|mentor",
        Sector.FAMILY: one_of(
            r"""
            mum|mother|dad|father|parent|stepmum|stepdad|nan|gran|grandmother|grandad|grandparent
            aunt|auntie|uncle|guardian|foster carer|kinship carer|carer
            """
        ),
    }
)
SPEAKS_AS = rf"(?:{I_AM}|as) (?:a|an|the|his|her|their|this)(?: \w+)?"
SECTOR_SAYINGS: Sequence[Saying] = (
    *(
        Saying(pattern=rf"{SPEAKS_AS} (?:{jobs})", says={"sector": sector}, tells_need=False)
        for sector, jobs in JOBS.items()
    ),
    Saying(
        pattern=rf"my(?= (?:{SOMEONE_ELSES}\w+ ){{0,4}}{OWN_CHILD}(?!\S))",
        says={"sector": Sector.FAMILY},
    ),
    Saying(
        pattern=rf"""
            {I_AM}(?= (?:an? )?(?:girl|boy|young person|teenager|care leaver|in care|neet)(?!\S))
            {I_AM}(?= (?:at (?:school|college)|being bullied)(?!\S))
            i (?:have been|was|got|keep getting|may be)(?= (?:suspended|excluded|expelled))
        """,
        says={"sector": Sector.YOUNG_PERSON},
    ),
)

PERSON_SAYINGS: Sequence[Saying] = (*SECTOR_SAYINGS, *AGE_SAYINGS, *GENDER_SAYINGS)
