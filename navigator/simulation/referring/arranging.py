"""What stands around the invented referrals: places, pauses, who is away, calls for advice."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from base.actor import Actor
from navigator.audit.operations import Act
from navigator.referrals import advice
from navigator.referrals.absences import Away, say_away
from navigator.referrals.advice import Ask, Decided, Whose
from navigator.referrals.models import AdviceCall
from navigator.referrals.places import count_places
from navigator.referrals.receiving import pause
from navigator.simulation.referring.cast import Cast, chance_of
from navigator.simulation.referring.days import moment, working_days_before
from navigator.simulation.referring.scenes import AwayFor, Call, Pause, Places
from navigator.simulation.referring.writing import desk_phone
from services_catalog.models import Organisation

STEP_WITHIN = timedelta(days=14)
WHEN = "Any time but lunch."


def count(session: Session, places: Places, cast: Cast) -> list[Act]:
    service = cast.service(places.service)
    count_places(session, service, places.places)
    return [cast.act("set_places", "service", service.id, owner_id=service.organisation_id)]


def stop_taking(session: Session, paused: Pause, cast: Cast) -> list[Act]:
    service = cast.service(paused.service)
    actor = cast.receiver(service.organisation_id)
    at = moment(cast.at, paused.ago, chance=chance_of(paused.service))
    pause(session, service, actor=actor, at=at)
    return [cast.act("pause_referrals", "service", service.id, owner_id=service.organisation_id)]


def go_away(session: Session, away: AwayFor, cast: Cast) -> list[Act]:
    actor, cover = cast.sender(away.who), cast.sender(away.cover)
    first = working_days_before(cast.today, away.ago)
    gone = Away(
        user_ids=(_id(actor),),
        cover_id=_id(cover),
        first_day=first,
        last_day=first + timedelta(days=away.days),
    )
    at = moment(cast.at, away.ago, chance=chance_of(away.who))
    place = session.get_one(Organisation, actor.organisation_id)
    [absence] = say_away(session, gone, place, actor=actor, at=at)
    return [cast.act("say_away", "absence", absence.id, owner_id=place.id)]


def ring(session: Session, call: Call, cast: Cast) -> list[Act]:
    """Ask for a call; where an adviser is named, it has been taken, talked through and done."""
    actor = cast.sender(call.caller)
    chance = chance_of(call.caller, call.about)
    at = moment(cast.at, call.asked, chance=chance)
    ask = Ask(phone=desk_phone(call.caller), key="demonstration", when=WHEN, about=call.about)
    asked = advice.ask_for_call(session, ask, actor=actor, at=at).call
    acts = [_act(cast, asked, "ask_advice")]
    if call.adviser:
        acts += _talk(session, call, asked, cast, caller=actor)
    return acts


def _talk(
    session: Session, call: Call, asked: AdviceCall, cast: Cast, *, caller: Actor
) -> list[Act]:
    adviser, chance = cast.adviser(call.adviser), chance_of(call.adviser, call.about)
    takes, talks = (moment(cast.at, call.asked, nth=nth, chance=chance) for nth in (1, 2))
    decided = Decided(
        words=call.decided,
        next_step=call.next_step,
        whose=Whose.CALLER,
        by_day=talks.date() + STEP_WITHIN,
    )
    advice.take_call(session, asked, actor=adviser, at=takes)
    advice.record_call(session, asked, decided, actor=adviser, at=talks)
    done = moment(cast.at, call.done, chance=chance)
    advice.finish_call(session, asked, actor=caller, at=done)
    codes = ("take_advice_call", "record_advice", "finish_advice_call")
    return [_act(cast, asked, code) for code in codes]


def _act(cast: Cast, call: AdviceCall, code: str) -> Act:
    return cast.act(code, "advice_call", call.id, owner_id=call.caller_organisation_id)


def _id(actor: Actor) -> UUID:
    assert actor.user_id is not None  # noqa: S101  whoever acts here is a person
    return actor.user_id
