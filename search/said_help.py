"""Ways to say who looks after them, what help there is or was, and how much they need."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from eligibility import LEVELS, Level
from eligibility.codes import CareStatus, SocialCare, TriedStep
from search.saying import Facts, Saying, Way, one_of

NOT_IN_CARE: Facts = {"care": CareStatus.NONE}
WAS_IN_CARE: Facts = {"care": CareStatus.PREVIOUSLY_IN_CARE}
CARE_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=r"""
            (?:at |on the )?(?:edge of care|risk of (?:\w+ ){0,3}?(?:into )?care)|eoc
        """,
        says={"care": CareStatus.EDGE_OF_CARE},
    ),
    Saying(
        pattern=r"""
            (?:previously|formerly) (?:looked after|in care|lac|cla)|plac|post lac
            (?:was|used to be) (?:in care|looked after|lac|cla|fostered)|adopted from care
        """,
        says=WAS_IN_CARE,
    ),
    Saying(pattern=r"care leaver|leaving care", says={"care": CareStatus.CARE_LEAVER}),
    Saying(
        pattern=r"""
            kinship(?: care| carers?| placement)?|special guardian(?:ship)?(?: order)?|sgo
            connected carers?|family and friends care
        """,
        says={"care": CareStatus.KINSHIP_CARE},
    ),
    Saying(
        pattern=r"""
            in (?:local authority |la |foster |residential |the )?care(?! of)
            looked after(?! children)|lac|cla|cic|child in care
            foster(?:ed| care| child| placement)|foster carers?
            childrens home|care order|section 20|s20
        """,
        says={"care": CareStatus.IN_CARE},
        instead={Way.DENIED: NOT_IN_CARE, Way.OVER: WAS_IN_CARE},
    ),
)

CIN, CP = r"(?:cin|child in need|section 17|s17)", r"(?:cp|cpp|child protection)"
EARLY = r"(?:early help|eha|families in focus|fif|taf|tac|caf|family help)"
FROM = rf"(?:from (?:{CP}|{CIN}|social care)(?: plan)?)"
NEITHER = r"(?:no|not (?:open|known) to) (?:any )?"
SOCIAL_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=rf"""
            {NEITHER}(?:social care|{CIN}) (?:or|nor|and) (?:any )?{EARLY}(?: involvement| support)?
            {NEITHER}{EARLY} (?:or|nor|and) (?:any )?social (?:care|worker)(?: involvement)?
        """,
        says={"social_care": SocialCare.NONE},
        tells_need=False,
    ),
    Saying(
        pattern=rf"(?:stepped|stepping|step) down (?:{FROM} )?to {CIN}(?: plan)?",
        says={"social_care": SocialCare.CHILD_IN_NEED},
    ),
    Saying(
        pattern=rf"(?:has |have )?(?:been )?stepped down (?:{FROM} )?to {EARLY}",
        says={"social_care": SocialCare.EARLY_HELP},
    ),
    Saying(
        pattern=rf"""
            (?:stepping|step) down(?: {FROM})?(?: to {EARLY})?
            {CIN}(?: plan)? (?:is )?(?:closing|ending|about to (?:close|end))|closing {CIN}
            social (?:worker|care) (?:is )?(?:closing|stepping down|about to (?:close|stop|end))
        """,
        says={"social_care": SocialCare.STEPPING_DOWN},
    ),
    Saying(
        pattern=rf"{CP} plan|(?:on|under) (?:a )?{CP}|cpp",
        says={"social_care": SocialCare.CHILD_PROTECTION},
    ),
    Saying(
        pattern=rf"(?:on a |under )?{CIN}(?: plan)?", says={"social_care": SocialCare.CHILD_IN_NEED}
    ),
    Saying(
        pattern=rf"""
            {EARLY} (?:assessment|episode|in place|involved|open|worker)
            (?:open to |(?:has |have |with |on |under )(?:an )?)?{EARLY}(?: (?:support )?plan)?
        """,
        says={"social_care": SocialCare.EARLY_HELP},
    ),
    Saying(pattern=r"(?:open to )?(?:social workers?|social care)(?: involvement| involved)?"),
)
"""A social worker alone does not say which plan there is."""

STEPS: Mapping[TriedStep, str] = MappingProxyType(
    {
        TriedStep.SCHOOL_SUPPORT: one_of(
            """
            school support|support (?:from|in|at) school|in school support|elsa|psp|report card
            pastoral support plan|pastoral support|pastoral
            """
        ),
        TriedStep.ATTENDANCE_PLAN: r"attendance (?:plan|contract|meetings?)",
        TriedStep.CLUB: r"(?:local )?(?:youth |after school |boxing |football |sports )?clubs?",
        TriedStep.MENTORING: r"(?:learning |peer |school )?(?:mentoring|mentors?)",
        TriedStep.COUNSELLING: r"(?:school )?(?:counselling|counsellor|counseling|talking therapy)",
        TriedStep.PARENT_SUPPORT: one_of(
            """
            parenting (?:course|programme|class|classes|support|group)|parent support
            triple p|incredible years
            """
        ),
        TriedStep.SEN_SUPPORT: r"(?:sen|send) support",
        TriedStep.EARLY_HELP: r"early help",
        TriedStep.ALTERNATIVE_PROVISION: r"alternative provision|ap",
    }
)
STEP = rf"(?:{'|'.join(STEPS.values())})"
SOME = r"(?:(?:a|an|the|some|in school|several|two|weekly) ){0,3}"
TRIED = one_of(
    """
    tried|weve tried|have tried|has tried|had|(?:has|have) had
    already (?:had|tried|done)|previously (?:had|tried|done)
    """
)
NOT_YET = r"(?:did not|didnt|has not|hasnt|have not|havent|not)"
HAS = r"(?:(?:has|have|was|were|been|already) ){0,3}"
IS_OVER = rf"{HAS}(?:tried|failed|ended|finished|{NOT_YET} (?:work|worked|help|helped))"


def _tried(said: str) -> Facts:
    steps = (step for step, words in STEPS.items() if re.search(rf"(?<!\S)(?:{words})(?!\S)", said))
    return {"tried": frozenset(step.value for step in steps)}


TRIED_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=rf"""
            {TRIED} ({SOME}{STEP}(?: (?:and|,|or|plus) {SOME}{STEP}){{0,4}})
            ({STEP}(?: (?:and|,|or|plus) {STEP}){{0,4}}) {IS_OVER}
        """,
        says=_tried,
        tells_need=False,
    ),
)

LEVEL_OF_STEP: Mapping[str, Level] = MappingProxyType(
    {str(entry.step): entry.level for entry in LEVELS}
)
NAMED_LEVEL = r"(universal|early help|targeted|specialist)"
LEVEL_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=rf"""
            (?:at )?{NAMED_LEVEL}(?: support| need| help)? (?:level|tier)
            (?:level|tier)(?: of need)?(?: is)? {NAMED_LEVEL}
        """,
        says=lambda said: {"level": Level(said.replace(" ", "_"))},
    ),
    Saying(
        pattern=r"""
            (?:level|tier)(?: of need)?(?: is)? ([1-4])(?! (?:btec|course|nvq|diploma|award|in))
        """,
        says=lambda said: {"level": LEVEL_OF_STEP[said]},
    ),
)

HELP_SAYINGS: Sequence[Saying] = (
    *LEVEL_SAYINGS,
    *TRIED_SAYINGS,
    *CARE_SAYINGS,
    *SOCIAL_SAYINGS,
)
