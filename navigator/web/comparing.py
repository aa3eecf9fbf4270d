"""Services side by side: what is compared, and where they differ. Only what anybody may read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from navigator.web.carried import Carried
from navigator.web.filters import ages, day, listed
from navigator.web.opening_times import times_said
from navigator.web.shown_service import Rating
from navigator.web.words import label, say
from services_catalog.codes import Freshness

Sentences = tuple[str, ...]

MOST_COMPARED = 3

WHERE_MANY = 4
"""So many areas are said one by one; more would be longer than the rest of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """``values`` has one for each service; an empty one means that nobody has said."""

    title: str
    values: tuple[Sentences, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


def compared_rows(services: Sequence[Carried]) -> list[ComparedRow]:
    return [
        ComparedRow(title=say(f"compared.{name}"), values=tuple(read(each) for each in services))
        for name, read in COMPARED.items()
    ]


def who(one: Carried) -> Sentences:
    service, areas = one.service, one.shown.served
    age = say("compare.age", ages=ages(service.lowest_age, service.highest_age))
    return (age, *_areas(areas), *one.rules.sentences)


def how_much(one: Carried) -> Sentences:
    return tuple(one.shown.levels)


def needs(one: Carried) -> Sentences:
    return tuple(name for _, name in one.shown.needs)


def cost(one: Carried) -> Sentences:
    note = one.service.cost_note
    return (label("cost", one.service.cost), *([note] if note else []))


def when(one: Carried) -> Sentences:
    return tuple(times_said(one.shown.times) or one.shown.open_times)


def where(one: Carried) -> Sentences:
    return tuple(one.shown.where)


def way_in(one: Carried) -> Sentences:
    return tuple(one.shown.routes)


def space(one: Carried) -> Sentences:
    shown, service = one.shown, one.service
    if not shown.space_is_known or service.space_said_on is None:
        return ()
    today = label("space", shown.space)
    said = say("service.space_said", space=today, day=day(service.space_said_on))
    if service.wait_weeks is None:
        return (said,)
    weeks = service.wait_weeks
    return (said, say("row.wait", count=weeks) if weeks else say("row.wait_none"))


def tested(one: Carried) -> Sentences:
    rated = tuple(_rated(rating) for rating in one.shown.ratings if rating.is_rated)
    return rated or (say("service.not_rated"),)


def checked(one: Carried) -> Sentences:
    shown, checked_on = one.shown, one.service.verified_on
    if checked_on is None:
        return (say("row.never_checked"),)
    mark = [] if shown.freshness is Freshness.CURRENT else [label("freshness", shown.freshness)]
    return (day(checked_on), *mark)


COMPARED: Mapping[str, Callable[[Carried], Sentences]] = {
    "who": who,
    "level": how_much,
    "needs": needs,
    "cost": cost,
    "when": when,
    "where": where,
    "way_in": way_in,
    "space": space,
    "tested": tested,
    "checked": checked,
}
"""What is compared, in this order. The number to ring comes last, as a button."""


def _areas(areas: Sequence[str]) -> Sentences:
    if not areas:
        return (say("service.served_unknown"),)
    if len(areas) > WHERE_MANY:
        return (say("compare.areas_many", count=len(areas)),)
    return (say("compare.areas", areas=listed(areas)),)


def _rated(rating: Rating) -> str:
    scale = rating.scale.name if rating.scale else rating.given.scale
    level = rating.level.label if rating.level else rating.given.level
    return say("compare.rating", scale=scale, level=level)
