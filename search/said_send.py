"""Ways to say which special educational needs there are, and how far they have been looked into."""

from collections.abc import Sequence

from eligibility.codes import Send
from search.saying import Saying, Way, one_of

CONDITION = one_of(
    r"""
    adhd|add|asd|asc|autism|autistic|audhd|neurodivergent|neurodiversity|neurodivergence
    neurodevelopmental|dyslexia|dyslexic|dyspraxia|dyscalculia|dld|fasd|pda|tourettes|spld
    learning (?:difficult(?:y|ies)|disabilit(?:y|ies)|needs)
    (?:sen|send)(?! (?:support|register|k))|special (?:educational )?needs
    """
)
CONDITIONS = rf"(?:{CONDITION}(?: (?:and|or|,|-) {CONDITION}){{0,4}})"
PLAN = r"(?:ehcp|ehc plan|ehc|ehcna|education health (?:and )?care plan)"
LOOKED_INTO = one_of(
    "assessments?|diagnosis|diagnostic|referral|screening|pathway|evaluation|testing"
)
STILL = r"(?:(?:is|are|was|still|currently|has|been|now|just|,) ){0,4}"
A_LIST = r"(?:waiting list|waitlist|wait list|pathway)"
SOON = one_of(
    rf"""
    pending|outstanding|ongoing|awaited|awaiting|in progress|in process|underway|under way
    requested|submitted|applied|started|waiting|{A_LIST}
    """
)
WAITS = one_of(
    rf"""
    await|awaits|awaiting|pending|undergoing|waits for|waiting (?:\w+ ){{0,4}}?(?:for|on)
    (?:on|joined|added to) (?:\w+ )?(?:list|{A_LIST}) for
    being (?:assessed|tested) for|under assessment for|(?:been )?referred (?:to \w+ )?for
    applied for|applying for|going through|in the process of(?: getting)?
    """
)
A = r"(?:an |a |the |his |her |their |my )?"
SUSPECTS = one_of(
    r"""
    possible|possibly|suspected|suspect|suspects|suspecting|query|queried|queries|probable|probably
    likely|undiagnosed|potential|\?|(?:traits|signs) of|(?:might|may|could) (?:have|be)
    (?:thinks?|wonders?|wondering) (?:if )?(?:he|she|they) (?:has|have|is|are|may have|might have)
    """
)

SEND_SAYINGS: Sequence[Saying] = (
    Saying(
        pattern=rf"""
            {WAITS} {A}(?:{CONDITIONS}|{PLAN})(?: {LOOKED_INTO}| {SOON}){{0,3}}(?: list)?
            on {A}{CONDITIONS} (?:{LOOKED_INTO}|{SOON})(?: waiting)?(?: list)?
            {CONDITIONS}(?: ,)? {LOOKED_INTO} {STILL}{SOON}
            {CONDITIONS} {STILL}{SOON}
            {CONDITIONS}(?: ,)? (?:is |are )?on (?:a |the )?{A_LIST}
            {LOOKED_INTO} for {CONDITIONS} {STILL}{SOON}
            {PLAN} (?:application |request |assessment |needs assessment |draft )?{STILL}{SOON}
            {PLAN} (?:application|request|applied for|needs assessment)
            {PLAN} {STILL}being (?:applied for|assessed|written|considered)
            ehcna|ehc needs assessment
            waiting to be (?:assessed|tested|diagnosed|seen) for {A}{CONDITIONS}
            (?:waiting|referred) for (?:an )?assessment (?:for|of) {CONDITIONS}
        """,
        says={"send": Send.WAITING},
    ),
    Saying(
        pattern=rf"""
            {SUSPECTS} {A}{CONDITIONS}(?: traits)?
            {CONDITIONS} (?:traits|suspected|queried|undiagnosed|~(?= ,))
        """,
        says={"send": Send.SUSPECTED},
    ),
    Saying(
        pattern=r"(?:sen|send) support(?: plan)?|k code|sen k|(?:sen|send) register",
        says={"send": Send.SEN_SUPPORT},
    ),
    Saying(
        pattern=r"ehcp|ehc plan|education health (?:and )?care plan|e code|statement of sen",
        says={"send": Send.EHCP},
    ),
    Saying(
        pattern=r"(?:sen|send|special (?:educational )?needs|additional needs)(?: needs)?",
        instead={Way.DENIED: {"send": Send.NONE}},
    ),
)
"""Only "no SEND" says that there is none: without a plan there may still be support."""
