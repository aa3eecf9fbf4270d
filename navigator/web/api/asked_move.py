"""A move as a program asks for it, read by the form of the pages: the same rules and sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from base.clock import LONDON
from base.refusals import Invalid, NotFound
from navigator.referrals.lifecycle import ROWS, Also, Move, Row
from navigator.referrals.moving import MoveIncomplete, Step
from navigator.web.api.box_fields import moment
from navigator.web.day_boxes import typed_day
from navigator.web.referral_move_form import RUNG_HOUR, TAKEN_BY, read_move
from navigator.web.words import say

FACTS = frozenset({*Also, TAKEN_BY, RUNG_HOUR})


class NoSuchMove(NotFound):
    """The table of moves has none of that name."""


def row_of(move: str) -> Row:
    """:raises NoSuchMove: if there is none"""
    if move not in set(Move):
        raise NoSuchMove(say("referral.no_such_step"))
    return ROWS[Move(move)]


def read_asked(row: Row, given: Mapping[str, Any], *, version: int) -> Step:
    """:raises Invalid: naming what is missing or wrong, or is not asked for"""
    facts: Mapping[str, Any] = given["facts"]
    for name in facts:
        if name not in _asked_for(row):
            raise MoveIncomplete("This step does not take that. Leave it out.", field=name)
    typed = {"version": str(version), "note": given["note"], **dict(_typed(facts))}
    step = read_move(row, MultiDict(typed)).step()
    return replace(step, reason=given["reason"])


def placed(refusal: Invalid) -> MoveIncomplete:
    """The same, with the place in the JSON that it is about."""
    field = refusal.field
    if field == RUNG_HOUR:
        field = Also.FRONT_DOOR_RUNG
    return MoveIncomplete(str(refusal), field=f"facts.{field}" if field in FACTS else field)


def _asked_for(row: Row) -> frozenset[str]:
    more = {TAKEN_BY} if Also.FRONT_DOOR_RUNG in row.also else set()
    return frozenset({*row.also, *more})


def _typed(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What somebody would have typed into the boxes of the page."""
    for name, given in facts.items():
        if isinstance(given, date):
            yield from typed_day(name, given).items()
        elif name == Also.FRONT_DOOR_RUNG:
            yield from _rung(given)
        else:
            yield name, given


def _rung(given: str) -> Iterator[tuple[str, str]]:
    try:
        there = moment(given).astimezone(LONDON)
    except (ValueError, OverflowError):
        raise MoveIncomplete(say("refer.rung_at"), field=Also.FRONT_DOOR_RUNG) from None
    yield from typed_day(Also.FRONT_DOOR_RUNG, there.date()).items()
    yield RUNG_HOUR, f"{there:%H:%M}"
