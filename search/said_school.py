"""Ways to say how school is going: attendance, suspensions, exclusion, where they learn."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from eligibility import attendance_band
from eligibility.codes import Attendance, EducationStatus, SchoolExclusion
from search.said_numbers import NUMBERS, number_of
from search.saying import NOTHING, Facts, Saying, Way, one_of

TIMES: Mapping[str, int] = MappingProxyType({"once": 1, "twice": 2, "the first time": 1})
WHOLE = 100
SEVERE, GOOD = 50, 95
"""Less than the first and more than the second say one band."""


def _attends(percent: str) -> Facts:
    value = float(percent)
    return {"attendance": attendance_band(value)} if value <= WHOLE else NOTHING


def _is_absent(percent: str) -> Facts:
    value = WHOLE - float(percent)
    return {"attendance": attendance_band(value)} if value >= 0 else NOTHING


def _attends_less(percent: str) -> Facts:
    least = float(percent) <= SEVERE
    return {"attendance": Attendance.BAND_BELOW_50} if least else NOTHING


def _attends_more(percent: str) -> Facts:
    most = GOOD <= float(percent) <= WHOLE
    return {"attendance": Attendance.BAND_95_OR_MORE} if most else NOTHING


def _suspended(times: str) -> Facts:
    return {"suspensions": TIMES[times] if times in TIMES else number_of(times.strip("x"))}


PERCENT = r"(?:%|percent|per cent|pc)"
FIGURE = r"(\d{1,3}(?:\.\d+)?)"
GOOD_FIGURE = r"((?:9[5-9]|100)(?:\.\d+)?)"
ATTENDANCE = r"(?:school )?(?:attendance|attendence|attending|attends|attend|att)"
AT = one_of(
    r"""
    is|was|at|of|currently|now|about|around|approx|approximately|just|only|down|up|dropped|fell
    fallen|sitting|rate|figure|has|to|from \d{1,3}(?: %)? to
    """
)
IS_AT = rf"(?: ,|(?: {AT}){{1,6}})?"
NO_RANGE = r"(?! (?:- |to |or )?\d)"
LESS, MORE = r"(?:below|under|less than)", r"(?:above|over|more than)"

ATTENDANCE_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=rf"""
            {ATTENDANCE}{IS_AT} {GOOD_FIGURE}(?: {PERCENT})?{NO_RANGE}
            {GOOD_FIGURE} {PERCENT} (?:of )?{ATTENDANCE}
        """,
        says=_attends,
        tells_need=False,
    ),
    Saying(
        pattern=rf"""
            {ATTENDANCE}{IS_AT} {FIGURE}(?: {PERCENT})?{NO_RANGE}
            {FIGURE}(?: {PERCENT})? (?:of )?{ATTENDANCE}
        """,
        says=_attends,
    ),
    Saying(
        pattern=rf"""
            {ATTENDANCE}{IS_AT} {LESS} {FIGURE}(?: {PERCENT})?
            {LESS} {FIGURE}(?: {PERCENT})? {ATTENDANCE}
        """,
        says=_attends_less,
    ),
    Saying(
        pattern=rf"{ATTENDANCE}{IS_AT} {MORE} {FIGURE}(?: {PERCENT})?",
        says=_attends_more,
        tells_need=False,
    ),
    Saying(
        pattern=rf"""
            {FIGURE} {PERCENT} (?:absence|absent)
            absence{IS_AT} {FIGURE} {PERCENT}
        """,
        says=_is_absent,
    ),
    Saying(
        pattern=r"severely absent|severe absence", says={"attendance": Attendance.BAND_BELOW_50}
    ),
    Saying(
        pattern=rf"""
            (?:good|excellent|full|perfect|fine) attendance
            attendance{IS_AT} (?:good|excellent|fine|not an? (?:issue|problem|concern))
        """,
        tells_need=False,
    ),
)

COUNT = rf"(\d{{1,2}}|{'|'.join(NUMBERS)})"
OFTEN = one_of(
    rf"""
    (once|twice|the first time)
    {COUNT} times?
    {COUNT} x
    (\d{{1,2}}x|x\d{{1,2}})
    x {COUNT}
    """
)
THIS_TERM = r"(?: (?:so far )?(?:this|in this) (?:half )?term)?"
THEN = one_of(
    r"""
    a week|a day|last|this (?:school |academic )?year|since|over|in (?:the )?(?:last|past)
    in (?:year|primary|y\d)|during (?:year|y\d)|at primary
    """
)
WHEN = rf"{THIS_TERM}(?! {THEN})"
OUT = r"(?:suspended|susp|excluded)"
SUSPENSIONS = one_of(
    r"""
    suspensions?|ftes?|fixed (?:term|period) (?:exclusions?|suspensions?)|fixed terms|exclusions
    """
)
BEFORE_THEM = r"(?:(?:x|recent|separate|different|previous|school|short) ){0,3}"

SUSPENSION_SAYINGS: Sequence[Saying] = (
    Saying(pattern=r"0 suspensions?", says={"suspensions": 0}, tells_need=False),
    Saying(
        pattern=rf"""
            {OUT}(?: from school| for)? {OFTEN}{WHEN}
            {OFTEN} {OUT}{WHEN}
            {COUNT} {BEFORE_THEM}{SUSPENSIONS}{WHEN}
            (?:suspensions|ftes|fixed term exclusions)(?: (?:x|,|total))? {COUNT}(?= ,|$)
        """,
        says=_suspended,
        happened=True,
    ),
    Saying(
        pattern=rf"(?:suspended|suspensions?|fixed (?:term|period) exclusions?|ftes){THIS_TERM}",
        happened=True,
        instead={Way.DENIED: {"suspensions": 0}},
    ),
)

EXCLUDED = one_of(
    r"""
    permanently excluded|permanent exclusion|perm ex|perm excluded|permex(?:ed)?|pexd|pexed|pex d
    pex|expelled
    """
)
BEING = r"(?:(?:a|an|being|getting|further|school|permanently|another) ){0,4}"
LIKELY = r"(?:might|may|could|will|going to|about to|likely to) (?:soon )?(?:be|get)"
CLOSE_TO = one_of(
    r"""
    facing|close to|threatened with|on the (?:verge|brink|edge) of|nearly|almost|heading for
    (?:at |high |at high |at serious |at real )?risk of
    """
)
EXCLUSION_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=rf"""
            {CLOSE_TO} {BEING}(?:exclusion|excluded|{EXCLUDED})
            {LIKELY} {BEING}(?:excluded|{EXCLUDED})
            exclusion risk
        """,
        says={"exclusion": SchoolExclusion.AT_RISK},
        instead={Way.DENIED: {"exclusion": SchoolExclusion.NONE}},
    ),
    Saying(
        pattern=rf"{EXCLUDED}(?: (?:in|at) (?:year|yr|y) ?\d{{1,2}})?",
        says={"exclusion": SchoolExclusion.PERMANENT},
        happened=True,
    ),
    Saying(
        pattern=r"managed move", says={"exclusion": SchoolExclusion.MANAGED_MOVE}, happened=True
    ),
    Saying(
        pattern=r"off site direction|osd|directed off site",
        says={"exclusion": SchoolExclusion.OFF_SITE_DIRECTION},
        happened=True,
    ),
    Saying(pattern=r"excluded|exclusions?", happened=True),
)
"""Only "not at risk" says that they are not close to it: "not excluded" may still be."""

WORK = r"(?:employment|training|work|a job)"
GOES_TO = r"(?:(?:is|are|now|started|goes|going|go) ){0,3}(?:at|in|to|attends|attending|started)"
EDUCATION_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=r"""
            (?:part time|reduced|partial) (?:school )?timetable
            part time (?:at|in) school
            reduced hours|ptt
        """,
        says={"education": EducationStatus.PART_TIME_TIMETABLE},
    ),
    Saying(
        pattern=r"""
            alternative (?:education )?provision|alternative learning provider|ap|alp
            pru|pupil referral unit|hospital (?:school|education)
        """,
        says={"education": EducationStatus.ALTERNATIVE_PROVISION},
    ),
    Saying(
        pattern=r"""
            cme|(?:child )?missing (?:from )?education
            not on (?:a |any )?(?:school )?roll|off rolled|off roll
            no school place|without a school place|(?:doesnt|does not) have a school place
        """,
        says={"education": EducationStatus.MISSING_EDUCATION},
    ),
    Saying(
        pattern=r"""
            ehe|elective home education|(?:electively )?home (?:educated|ed|schooled)|homeschooled
            (?:educated|taught|schooled) at home
        """,
        says={"education": EducationStatus.HOME_EDUCATED},
    ),
    Saying(
        pattern=rf"""
            neet
            not in (?:any )?(?:education|school|college) (?:or|and|nor) {WORK}
            not in (?:any )?(?:education|school|college)(?: ,)? {WORK} (?:or|and|nor) {WORK}
        """,
        says={"education": EducationStatus.NEET},
    ),
    Saying(
        pattern=rf"""
            {GOES_TO} (?:a )?(?:college|sixth form|6th form)(?! (?:green|in september|next))
            college student|sixth form(?: student)?|sixth former|6th form|post 16
            (?:on|doing|has) an apprenticeship
        """,
        says={"education": EducationStatus.POST_16},
        tells_need=False,
    ),
    Saying(
        pattern=r"""
            (?:on|in|attends|attending|at) (?:a )?(?:school roll|roll|mainstream)(?: school)?
        """,
        says={"education": EducationStatus.ON_ROLL},
        tells_need=False,
    ),
)

SCHOOL_SAYINGS: Sequence[Saying] = (
    *ATTENDANCE_SAYINGS,
    *SUSPENSION_SAYINGS,
    *EXCLUSION_SAYINGS,
    *EDUCATION_SAYINGS,
)
