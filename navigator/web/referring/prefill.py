"""What a new referral begins with: what was told of the situation, and who is signed in."""

from base.actor import Actor
from base.clock import today
from eligibility import Situation
from eligibility.ages import possible_ages
from eligibility.codes import Attendance, SchoolExclusion
from navigator.db import session
from navigator.referrals.codes import Urgency
from navigator.referrals.content import Content
from navigator.referrals.drafting import last_call_back
from navigator.referrals.lawful_basis import USUAL
from navigator.web.filters import listed
from navigator.web.finding import current_gazetteer
from navigator.web.situation import current_situation, kept_home
from navigator.web.situation_boxes import choices_of
from services_catalog.codes import OrganisationKind
from services_catalog.models import Organisation
from services_catalog.reference import needs, strengths

AWAY_TOO_MUCH = frozenset({Attendance.BAND_50_TO_90, Attendance.BAND_BELOW_50})
PUT_OUT = frozenset(SchoolExclusion) - {SchoolExclusion.NONE}


def prefilled(actor: Actor) -> Content:
    """Nothing of it is sure: every page shows it, to be put right."""
    organisation = session().get_one(Organisation, actor.organisation_id)
    situation = current_situation() or Situation()
    return Content(
        age=_age(situation),
        home=_home(),
        school=organisation.name if organisation.kind is OrganisationKind.SCHOOL else "",
        urgency=Urgency.EXCLUDED if situation.exclusion is SchoolExclusion.PERMANENT else "",
        needs=_needs(situation),
        strengths=tuple(code for code in strengths() if code in (situation.strengths or ())),
        level=situation.level or "",
        tried=_tried(situation),
        call_back=last_call_back(session(), actor=actor),
        basis=USUAL[organisation.kind],
    )


def _age(situation: Situation) -> int | None:
    """None where what was told leaves more than one age open."""
    ages = {age for ends in possible_ages(situation, on=today()) for age in ends}
    return ages.pop() if len(ages) == 1 else None


def _home() -> str:
    """The ward, or the outward code where it reaches into several."""
    code = kept_home()
    wards = current_gazetteer().homes[code].wards if code else frozenset()
    return next(iter(wards)) if len(wards) == 1 else code


def _needs(situation: Situation) -> tuple[str, ...]:
    """What was told of school too, as what it means is going on."""
    told = set(situation.needs or ())
    if situation.attendance in AWAY_TOO_MUCH:
        told.add("attendance")
    if situation.exclusion in PUT_OUT or situation.suspensions:
        told.add("exclusion")
    return tuple(code for code in needs() if code in told)


def _tried(situation: Situation) -> str:
    labels = choices_of("tried")
    said = listed(label for code, label in labels.items() if code in (situation.tried or ()))
    return f"{said}." if said else ""
