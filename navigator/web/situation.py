"""
The situation that a browser has told us of: kept on the server, under the key in its cookie.

It is never in an address, a log or a link. It goes when it is cleared, or with the browser
session. A page that says any of it is stored by no browser or proxy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from flask import Flask, Response, g, request, session
from marshmallow import ValidationError

from eligibility import Alarm, Situation, alarms_from_phrases
from navigator.web.finding import current_gazetteer
from navigator.web.safeguarding import current_words
from navigator.web.situation_fields import known_place
from navigator.web.situation_schema import SituationSchema

SITUATION, WORDS, ALARMS = "situation", "words", "alarms"
BLUEPRINT = "situation"
"""Its own pages: they may say again what was just typed."""

PLACES = ("home", "school", "gp")
SAYS_AGE = frozenset({"age", "birth_month", "school_year"})
"""Ways to say the same: said anew in one way, the others no longer stand."""


def init_app(app: Flask) -> None:
    app.after_request(_keep_out_of_stores)


def current_situation() -> Situation | None:
    """What was told; None where nothing was, or what is kept cannot be read any more."""
    if "situation" not in g:
        g.situation = _read()
    found: Situation | None = g.situation
    return found


def keep_situation(situation: Situation, *, codes: Mapping[str, str] | None = None) -> None:
    """
    Keep this in place of what was told before; a situation that says nothing forgets it all.

    :param codes: the ward or outward code of home, school and GP as they were given. A situation
        alone does not tell two outward codes of one authority apart.
    """
    gazetteer = current_gazetteer()
    told: dict[str, Any] = SituationSchema(gazetteer=gazetteer).dump(situation)
    told |= {
        name: code
        for name, code in (codes or kept_codes()).items()
        if known_place(code, gazetteer) == getattr(situation, name)
    }
    if told:
        g.situation = situation
        session[SITUATION] = told
    else:
        forget_situation()


def forget_situation() -> None:
    """Forget it, the words that were typed with it, and what they alarmed of."""
    g.situation = None
    for name in (SITUATION, WORDS, ALARMS):
        _keep(name, None)


def kept_told() -> Mapping[str, Any]:
    """The situation as plain JSON; empty where nothing was told."""
    if current_situation() is None:
        return {}
    told: Mapping[str, Any] = session[SITUATION]
    return told


def kept_codes() -> Mapping[str, str]:
    """The code of each place that was told, by its field: a ward, an outward code or authority."""
    told = kept_told()
    return {name: told[name] for name in PLACES if isinstance(told.get(name), str)}


def kept_home() -> str:
    """The ward or outward code of home, for finding what is near it; empty where none was told."""
    code = kept_codes().get("home", "")
    return code if code in current_gazetteer().homes else ""


def kept_words() -> str:
    """Words of a sentence that may hold a name, and so stand in no address. To be searched for."""
    words: str = session.get(WORDS, "") if current_situation() is not None else ""
    return words


def keep_words(words: str) -> None:
    _keep(WORDS, words)


def kept_alarms() -> tuple[Alarm, ...]:
    """What sentences of this session alarmed of: it stands until the situation is cleared."""
    kept: dict[str, bool] = session.get(ALARMS, {})
    found = alarms_from_phrases(kept, table=current_words())
    return tuple(replace(alarm, own=kept[alarm.phrase]) for alarm in found)


def keep_alarms(alarms: Iterable[Alarm]) -> None:
    """Add these to those that are kept: phrases of the table, never what was typed."""
    found = {alarm.phrase: alarm.own for alarm in alarms}
    _keep(ALARMS, {**session.get(ALARMS, {}), **found})


def with_answers(old: Situation, new: Situation) -> Situation:
    """The old one with all that the new one says in its place."""
    said = _said(new)
    if not SAYS_AGE.isdisjoint(said):
        said = {**dict.fromkeys(SAYS_AGE), **said}
    return old.filled(said)


def merged(old: Situation, new: Situation) -> Situation:
    """Both together. What is said anew wins; a list of codes grows."""
    lists = {name: value for name, value in _said(new).items() if isinstance(value, frozenset)}
    grown = {name: value | (getattr(old, name) or frozenset()) for name, value in lists.items()}
    return with_answers(old, new.filled(grown))


def _said(situation: Situation) -> dict[str, Any]:
    said = {field.name: getattr(situation, field.name) for field in fields(situation)}
    return {name: value for name, value in said.items() if value is not None}


def _read() -> Situation | None:
    told = session.get(SITUATION)
    if not told:
        return None
    try:
        found: Situation = SituationSchema(gazetteer=current_gazetteer()).load(told)
    except (ValidationError, TypeError, ValueError):  # another version of this wrote it
        for name in (SITUATION, WORDS, ALARMS):
            _keep(name, None)
        return None
    return found


def _keep(name: str, value: object) -> None:
    if value:
        session[name] = value
    elif name in session:
        del session[name]


def _keep_out_of_stores(response: Response) -> Response:
    if g.get("situation") is not None or request.blueprint == BLUEPRINT:
        response.headers["Cache-Control"] = "no-store, private"
    return response
