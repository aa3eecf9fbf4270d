"""What each page of a referral asks, as tables: box by box, with what may be chosen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from navigator.referrals.codes import (
    Answer,
    Basis,
    Capacity,
    FeedBack,
    OverrideReason,
    Told,
    Urgency,
)
from navigator.referrals.equality import PREFER_NOT, QUESTIONS
from navigator.referrals.plainer_words import Label, labels_in
from navigator.web.situation_boxes import Box, Choice, ChoiceGroup, choices_of
from navigator.web.words import label, words

Choices = Callable[[], Mapping[str, str]]

LONGEST_TEXT, LONGEST_LINE, LONGEST_NUMBER = 5_000, 200, 50
NO_CHOICE = ""


class Kind(StrEnum):
    """``ONE`` is a list that opens, ``RADIOS`` one that lies open. ``NEEDS`` are in groups."""

    SHORT = "short"
    LINE = "line"
    LONG = "long"
    PHONE = "phone"
    MOMENT = "moment"
    ONE = "one"
    RADIOS = "radios"
    SEVERAL = "several"
    NEEDS = "needs"
    TICK = "tick"


LONGEST: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.SHORT: LONGEST_NUMBER,
        Kind.LINE: LONGEST_LINE,
        Kind.LONG: LONGEST_TEXT,
        Kind.PHONE: LONGEST_NUMBER,
        Kind.MOMENT: LONGEST_NUMBER,
    }
)
"""Characters, by the kind of box. What is not here is chosen, not typed."""

IN_WORDS = frozenset({Kind.LINE, Kind.LONG})


def _nothing() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """One box. ``choices`` are labels by code, in the order they are offered."""

    name: str
    kind: Kind
    choices: Choices = _nothing


def _coded(scheme: str, codes: Iterable[str], *, first: str = "") -> Choices:
    """:param first: what a list says before anything is chosen; none where one must stand there"""

    def offered() -> Mapping[str, str]:
        begin = {NO_CHOICE: label("refer_empty", first)} if first else {}
        return begin | {str(code): label(scheme, code) for code in codes}

    return offered


def _answers_to(question: str, codes: Iterable[str]) -> Choices:
    """Of equality: to prefer not to say is the same answer to each."""

    def key(code: str) -> str:
        return code if code == PREFER_NOT else f"{question}_{code}"

    return lambda: {
        NO_CHOICE: label("refer_empty", "equality"),
        **{code: label("equality", key(code)) for code in codes},
    }


def _of_situation(name: str) -> Choices:
    return lambda: choices_of(name)


def _levels() -> Mapping[str, str]:
    return {NO_CHOICE: label("refer_empty", "level"), **choices_of("level")}


PERSON = (
    Asks(name="name", kind=Kind.LINE),
    Asks(name="age", kind=Kind.SHORT),
    Asks(name="birth_date", kind=Kind.SHORT),
    Asks(name="home", kind=Kind.LINE),
    Asks(name="school", kind=Kind.LINE),
    Asks(name="urgency", kind=Kind.RADIOS, choices=_coded("urgency", Urgency, first="urgency")),
)
STORY = (
    Asks(name="wants", kind=Kind.LONG),
    Asks(name="needs", kind=Kind.NEEDS, choices=_of_situation("needs")),
    Asks(name="strengths", kind=Kind.SEVERAL, choices=_of_situation("strengths")),
    Asks(name="going_well", kind=Kind.LONG),
    Asks(name="tried", kind=Kind.LONG),
    Asks(name="level", kind=Kind.ONE, choices=_levels),
)
CONTACT = (
    Asks(name="reach", kind=Kind.LONG),
    Asks(name="must_not_contact", kind=Kind.TICK),
    Asks(name="must_not_know", kind=Kind.LINE),
    Asks(name="unsafe", kind=Kind.LONG),
    Asks(name="call_back", kind=Kind.PHONE),
)
EQUALITY = tuple(
    Asks(name=name, kind=Kind.ONE, choices=_answers_to(name, codes))
    for name, codes in QUESTIONS.items()
)
PAGES: Mapping[str, tuple[Asks, ...]] = MappingProxyType(
    {"agreement": (), "person": PERSON, "story": STORY, "contact": CONTACT, "equality": EQUALITY}
)
"""What each page asks. That of agreement asks it of each service."""

IN_ORDER = ("agreement", "person", "story", "contact")
"""The pages that everybody is led through."""

_CAPACITY = _coded("capacity", Capacity, first="capacity")
_TOLD = _coded("told", Told, first="told")

YOUNG_PERSON = (
    Asks(name="young_person", kind=Kind.RADIOS, choices=_coded("answer", Answer)),
    Asks(name="young_person_why", kind=Kind.LINE),
    Asks(name="young_person_capacity", kind=Kind.ONE, choices=_CAPACITY),
    Asks(name="young_person_told_how", kind=Kind.ONE, choices=_TOLD),
)
PARENT = (
    Asks(name="parent", kind=Kind.RADIOS, choices=_coded("answer", Answer)),
    Asks(name="parent_why", kind=Kind.LINE),
    Asks(name="parent_told_how", kind=Kind.ONE, choices=_TOLD),
)
UNTIL = (Asks(name="until", kind=Kind.SHORT),)
OVERRIDE = (
    Asks(
        name="override_reason",
        kind=Kind.RADIOS,
        choices=_coded("override_reason", OverrideReason, first="override_reason"),
    ),
    Asks(name="override_why", kind=Kind.LONG),
    Asks(name="rung_at", kind=Kind.MOMENT),
    Asks(name="taken_by", kind=Kind.LINE),
)
OF_A_SERVICE = (*YOUNG_PERSON, *PARENT, *UNTIL, *OVERRIDE)
OF_ALL = (
    Asks(name="basis", kind=Kind.RADIOS, choices=_coded("basis", Basis)),
    Asks(name="feed_back", kind=Kind.SEVERAL, choices=_coded("feed_back", FeedBack)),
)


def key_of(asks: Asks, row: str = "") -> str:
    """What a box is called in the form; ``row`` is the id of the service it is about."""
    return f"{asks.name}-{row}" if row else asks.name


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBox:
    """A box as a page shows it. ``kept`` is what was saved meanwhile, where that differs."""

    asks: Asks
    given: tuple[str, ...] = ()
    error: str = ""
    kept: str = ""
    row: str = ""

    @property
    def id(self) -> str:
        return key_of(self.asks, self.row)

    @property
    def name(self) -> str:
        return self.id

    @property
    def kind(self) -> Kind:
        return self.asks.kind

    @property
    def label(self) -> str:
        return label("refer_box", self.asks.name)

    @property
    def hint(self) -> str:
        key = f"refer_hint.{self.asks.name}"
        return label("refer_hint", self.asks.name) if key in words() else ""

    @property
    def value(self) -> str:
        return self.given[0] if self.given else ""

    @property
    def is_filled(self) -> bool:
        return bool(self.value or self.error)

    @property
    def labels(self) -> tuple[Label, ...]:
        return labels_in(self.value) if self.kind in IN_WORDS else ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        chosen = self.given or (NO_CHOICE,)
        return tuple(
            Choice(code=code, label=name, id=f"{self.id}-{code or 'none'}", chosen=code in chosen)
            for code, name in self.asks.choices().items()
        )

    @property
    def groups(self) -> tuple[ChoiceGroup, ...]:
        """The needs, by what they are about."""
        return Box(name=self.asks.name, given=self.given).groups
