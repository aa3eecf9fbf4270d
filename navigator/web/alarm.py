"""The card above everything else: whom to ring now, for whom it is, at this hour."""

from collections.abc import Iterable
from dataclasses import dataclass

from base.clock import now, today
from eligibility import (
    About,
    Alarm,
    Category,
    Situation,
    Urgency,
    about_whom,
    alarms_of,
)
from navigator.web.frame import FrontDoor, front_door
from navigator.web.situation import current_situation, kept_alarms
from navigator.web.words import say

ADVICE = (
    Category.WEAPON,
    Category.MISSING,
    Category.MADE_TO_CARRY,
    Category.FORCED_MARRIAGE,
    Category.SEXUAL_HARM,
)
"""Kinds of harm where a wrong first step can do more of it: the card says one thing to do."""

SPECIALIST = "specialist"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomToRing:
    """``door`` is None where nobody knows one; ``is_open`` is None where its hours are words."""

    door: FrontDoor | None
    is_open: bool | None

    @property
    def is_closed(self) -> bool:
        """Whether the out-of-hours number must come first."""
        return self.is_open is False and self.door is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmCard:
    """``kind`` is "now", "today" or, where nothing worse was said, "specialist"."""

    kind: str
    about: About
    crisis: bool
    advice: tuple[Category, ...]
    ring: WhomToRing

    @property
    def is_now(self) -> bool:
        return self.kind == Urgency.NOW

    @property
    def whom(self) -> str:
        """Whom the words of the card are for: whoever types, or the adult or child they mean."""
        if self.about.typing:
            return "you"
        return "adult" if self.about.adult else "child"

    @property
    def title(self) -> str:
        """Its code: only who may be in danger is spoken to otherwise."""
        return "now_you" if self.is_now and self.about.typing else self.kind

    @property
    def text(self) -> str:
        return f"{self.kind}_{self.whom}"

    @property
    def for_childline(self) -> bool:
        return not self.about.adult and (self.crisis or self.about.typing)


def alarm_of(alarms: Iterable[Alarm], *, age: int | None = None) -> dict[str, AlarmCard | None]:
    """
    What a page must say before anything else, as its ``alarm``; None where nothing alarms.

    What this session has said before counts too, and so do the answers that it gave.

    :param age: of a search, where the situation says none
    """
    situation = current_situation() or Situation()
    raised = tuple(dict.fromkeys((*alarms, *kept_alarms(), *alarms_of(situation))))
    if not raised:
        return {"alarm": None}
    known = situation if _says_age(situation) else situation.filled({"age": age})
    return {"alarm": _card(raised, about_whom(raised, known, on=today()))}


def alarm_notice(alarms: Iterable[Alarm], situation: Situation) -> dict[str, str] | None:
    """The same in one code and one sentence for a program, which has no session; None likewise."""
    raised = tuple(dict.fromkeys((*alarms, *alarms_of(situation))))
    if not raised:
        return None
    card = _card(raised, about_whom(raised, situation, on=today()))
    door = card.ring.door
    ring = f"{say('alarm.ring', name=door.name, phone=door.phone)}." if door else ""
    title, text = say(f"alarm_title.{card.title}"), say(f"alarm_text.{card.text}")
    sentence = f"{title}. {text} {ring or say('alarm.no_front_door')}"
    return {"code": f"safeguarding_{card.kind}", "sentence": sentence}


def whom_to_ring() -> WhomToRing:
    door = front_door()
    return WhomToRing(door=door, is_open=door.is_open(now()) if door else None)


def _card(alarms: tuple[Alarm, ...], about: About) -> AlarmCard:
    categories = {alarm.category for alarm in alarms}
    return AlarmCard(
        kind=_kind(alarms),
        about=about,
        crisis=any(alarm.crisis for alarm in alarms),
        advice=() if about.typing else tuple(one for one in ADVICE if one in categories),
        ring=whom_to_ring(),
    )


def _kind(alarms: tuple[Alarm, ...]) -> str:
    if any(alarm.urgency is Urgency.NOW for alarm in alarms):
        return Urgency.NOW
    if all(alarm.category is Category.SPECIALIST for alarm in alarms):
        return SPECIALIST
    return Urgency.TODAY


def _says_age(situation: Situation) -> bool:
    said = (situation.age, situation.birth_month, situation.school_year)
    return any(one is not None for one in said)
