"""Ways to say whether the young person and a parent agree to help."""

from collections.abc import Sequence

from search.saying import Saying, Way, one_of

PARENTS = one_of(
    r"""
    mum|mother|dad|father|parents?|parent carers?|carers?|foster carers?|family|nan|gran|guardian
    stepdad|stepmum
    """
)
BOTH_PARENTS = rf"{PARENTS}(?: (?:and|or) (?:\w+ )?{PARENTS})?"
CHILD = r"(?:he|she|they|yp|young person|child|pupil|student|son|daughter|boy|girl)"
DOES = r"(?: (?:has|have|is|are|does|do|both|also|fully|really|would|now|all)){0,4}"
NOT = one_of(
    r"""
    does not|do not|doesnt|dont|will not|wont|did not|didnt|has not|hasnt|have not|havent|is not
    isnt|are not|arent|not|never|would not|wouldnt
    """
)
HELP = one_of(
    r"""
    (?:any |some |the |more |our |your )?(?:help|support|referral|early help|services)
    to (?:engage|change|talk to someone|join|take part|get help|be referred|go to a club)
    this|involvement
    """
)
AGREE = one_of(
    r"""
    agrees?|agreed|agreeing|in agreement|consents?|consented|(?:gives|given|gave) consent
    on board|supportive|happy with (?:this|it|the referral)|keen|up for it|willing
    """
)
REFUSES = r"(?:refus(?:es?|ed|ing)|declin(?:es?|ed|ing)|rejects?|opposes?|is against)"
REFUSE = one_of(
    rf"""
    {REFUSES} (?:to consent|to agree|consent|permission|to engage|{HELP})
    {REFUSES}(?= ,|$)
    """
)


def _agreement(who: str, fact: str) -> Sequence[Saying]:
    """Never read a wish that is about something else: "wants to die" is no agreement."""
    return (
        Saying(
            pattern=rf"""
                {who} {NOT}{DOES} (?:{AGREE}|(?:want|like|accept|need) {HELP})
                {who}{DOES} {REFUSE}
            """,
            says={fact: False},
            tells_need=False,
        ),
        Saying(
            pattern=rf"{who}{DOES} (?:{AGREE}|(?:wants?|accepts?|asked for|like) {HELP})",
            says={fact: True},
            tells_need=False,
        ),
    )


AGREEMENT_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=r"""
            refused parental consent
            parental consent (?:refused|not given|declined)
        """,
        says={"parent_agrees": False},
        tells_need=False,
    ),
    Saying(
        pattern=r"""
            (?:with )?parental consent(?: given| obtained)?
            consent from (?:mum|dad|parents?|carers?)
        """,
        says={"parent_agrees": True},
        instead={Way.DENIED: {"parent_agrees": False}},
        tells_need=False,
    ),
    *_agreement(BOTH_PARENTS, "parent_agrees"),
    *_agreement(CHILD, "young_person_agrees"),
)
