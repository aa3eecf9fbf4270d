"""About the data, accessibility, privacy and cookies."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from base.clock import today
from navigator.db import session
from navigator.web.access import public
from navigator.web.browser_session import cookie_name
from navigator.web.partnership import current_actor
from navigator.web.shown_service import DEMONSTRATION
from services_catalog.reference import rating_scales
from services_catalog.stock import stock_by_feed, whole_stock

bp = Blueprint("about", __name__)


@bp.get("/about-the-data")
@public
def data() -> ResponseReturnValue:
    feeds = stock_by_feed(session(), reader=current_actor(), day=today())
    return render_template(
        "about/data.html",
        feeds=feeds,
        whole=whole_stock(feeds),
        scales=rating_scales().values(),
        today=today(),
        demonstration=DEMONSTRATION,
    )


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    return render_template("about/accessibility.html")


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return render_template("about/privacy.html")


@bp.get("/cookies")
@public
def cookies() -> ResponseReturnValue:
    name = cookie_name(current_app.config["NAVIGATOR"])
    return render_template("about/cookies.html", name=name)
