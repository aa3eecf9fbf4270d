"""The levels of need of this request's partnership: what screens call them, and what they mean."""

from datetime import datetime, timedelta
from uuid import UUID

from flask import Flask, current_app

from base.clock import now
from eligibility import Level
from eligibility.levels import STEPS
from navigator.db import session
from navigator.web.partnership import current_actor
from navigator.web.words import label
from services_catalog.level_queries import NeedLevels, levels_of

KEPT_FOR = timedelta(seconds=30)
"""A change to the words of a partnership shows after this at the latest."""


def init_app(app: Flask) -> None:
    app.extensions["levels"] = {}


def current_levels() -> NeedLevels:
    """The scale and the wordings, remembered for a moment: most pages ask for them."""
    kept: dict[UUID, tuple[NeedLevels, datetime]] = current_app.extensions["levels"]
    asking = current_actor().partnership_id
    if asking not in kept or kept[asking][1] < now() - KEPT_FOR:
        kept[asking] = (levels_of(session(), partnership_id=asking), now())
    return kept[asking][0]


def level_label(code: str) -> str:
    """What this partnership calls a level, the official term in brackets where it has one."""
    if code not in STEPS:
        return label("unknown", "level")
    named = current_levels().scale[Level(code)]
    return f"{named.plain} ({named.official})" if named.official else named.plain
