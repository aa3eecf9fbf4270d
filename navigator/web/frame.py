"""What stands around every page, an error page too: the front door, and whether all is invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from flask import Flask, current_app, g, request
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from base.clock import LONDON
from base.refusals import NotFound
from config import Settings
from navigator.db import session
from navigator.referrals.working_days import is_working_day
from navigator.web.partnership import current_actor, current_partnership
from navigator.web.shown_service import DEMONSTRATION
from services_catalog.models import Partnership
from services_catalog.stock import holds_feed

EXIT_TO = "https://www.bbc.co.uk/weather"
"""Somewhere ordinary: where "Exit this page" leads."""

DEFAULT_HOST = ""
NO_PARTNERSHIP = (NotFound, SQLAlchemyError, HTTPException)
"""None for this host, the database does not answer, or the host name is no host name."""

GOVUK = "govuk_frontend_jinja"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDoor:
    """Who takes a concern about a child or an adult, as plain values: they outlive the database."""

    partnership: str
    place: str
    name: str
    phone: str
    hours: str
    out_of_hours_phone: str
    opens: time | None
    closes: time | None
    adults_name: str
    adults_phone: str

    def is_open(self, moment: datetime) -> bool | None:
        """
        Whether it answers at that moment in London; None where its hours are only told in words.

        It answers from Monday to Friday, and not on a bank holiday of England.
        """
        if self.opens is None or self.closes is None:
            return None
        there = moment.astimezone(LONDON)
        return is_working_day(there.date()) and self.opens <= there.time() < self.closes


def init_app(app: Flask) -> None:
    govuk = PrefixLoader({GOVUK: PackageLoader(GOVUK)})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.loader = ChoiceLoader([app.create_global_jinja_loader(), govuk])
    app.extensions["front_doors"] = {}
    app.jinja_env.globals["EXIT_TO"] = EXIT_TO
    app.context_processor(_frame)


def _frame() -> dict[str, Callable[[], object]]:
    return {"front_door": front_door, "everything_is_invented": everything_is_invented}


def front_door() -> FrontDoor | None:
    """The one of this host, else the last one known: a number to ring must not need a database."""
    kept: dict[str, FrontDoor] = current_app.extensions["front_doors"]
    try:
        partnership = current_partnership()
        found = _values(partnership)
    except NO_PARTNERSHIP:
        return kept.get(_host()) or kept.get(DEFAULT_HOST)
    kept[partnership.host or DEFAULT_HOST] = found
    return found


def everything_is_invented() -> bool:
    """Whether this is a demonstration, with its invented listings in it."""
    settings: Settings = current_app.config["NAVIGATOR"]
    if settings.is_production:
        return False
    if "holds_demonstration" not in g:
        try:
            reader = current_actor()
            g.holds_demonstration = holds_feed(session(), DEMONSTRATION, reader=reader)
        except NO_PARTNERSHIP:
            return False
    held: bool = g.holds_demonstration
    return held


def _values(partnership: Partnership) -> FrontDoor:
    return FrontDoor(
        partnership=partnership.name,
        place=partnership.place,
        name=partnership.front_door_name,
        phone=partnership.front_door_phone,
        hours=partnership.front_door_hours,
        out_of_hours_phone=partnership.out_of_hours_phone,
        opens=partnership.front_door_opens,
        closes=partnership.front_door_closes,
        adults_name=partnership.adults_name,
        adults_phone=partnership.adults_phone,
    )


def _host() -> str:
    named: str = request.environ.get("HTTP_HOST", "")  # request.host refuses a bad one
    return named.partition(":")[0].lower()
