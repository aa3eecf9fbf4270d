"""What a service page says of the next level up and down: for these needs, here."""

from dataclasses import dataclass

from flask import current_app

from navigator.db import session
from navigator.web.filters import listed
from navigator.web.finding import current_gazetteer, current_index
from navigator.web.levels import level_label
from navigator.web.partnership import current_actor
from navigator.web.reasons import reason_phrase
from navigator.web.situation import current_situation, kept_codes
from navigator.web.words import label, say
from search.index import IndexUnavailable
from search.request import SearchRequest
from search.results import Reason, ReasonKind
from search.steps import Option, Seeker, Step, Whom, find_steps
from services_catalog.models import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOption:
    service: Service
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """``is_gap`` is whether nothing at all is listed that way. Else ``said`` names the level."""

    title: str
    said: str
    options: tuple[ShownOption, ...]
    is_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSteps:
    """
    ``home`` is what people call the home that was looked for; empty where none is known.

    ``is_top`` is whether nothing can stand above the service. ``is_unknown``: the index could not
    be asked.
    """

    home: str = ""
    steps: tuple[ShownStep, ...] = ()
    is_top: bool = False
    is_unknown: bool = False


def shown_steps(service: Service, wanted: SearchRequest) -> ShownSteps | None:
    """
    None where nobody has said the level of a service, or what it helps with.

    :param wanted: the search that the reader came from; a situation that was told goes before it
    """
    whom = _whom(wanted)
    seeker = Seeker(
        session=session(),
        index=current_index(),
        reader=current_actor(),
        gazetteer=current_gazetteer(),
    )
    try:
        with current_app.extensions["search_turn"]:
            found = find_steps(service, whom, seeker)
    except IndexUnavailable:
        return ShownSteps(is_unknown=True)
    if found is None:
        return None
    ways = (("more", found.more), ("less", found.less))
    return ShownSteps(
        home=whom.home.label if whom.home else "",
        steps=tuple(_shown(way, step) for way, step in ways if step),
        is_top=found.more is None,
    )


def _whom(wanted: SearchRequest) -> Whom:
    told = current_situation()
    home = kept_codes().get("home") or wanted.home
    age = told.age if told and told.age is not None else wanted.age
    return Whom(home=current_gazetteer().homes.get(home), age=age)


def _shown(way: str, step: Step) -> ShownStep:
    return ShownStep(
        title=label("steps", way),
        said=_said(step),
        options=tuple(ShownOption(service=each.service, why=_why(each)) for each in step.options),
        is_gap=step.found is None,
    )


def _said(step: Step) -> str:
    nothing_at = listed((f"“{level_label(level)}”" for level in step.skipped), "or")
    if step.found is None:
        return say("steps.none", levels=nothing_at)
    found = level_label(step.found)
    if step.skipped:
        return say("steps.skipped", levels=nothing_at, found=found)
    return say("steps.next", found=found)


def _why(option: Option) -> str:
    reason = Reason(kind=ReasonKind.NEED, codes=option.needs)
    return say("steps.why", reason=reason_phrase(reason, current_gazetteer()))
