"""Stop here: whom to ring now, with what was typed forgotten."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from navigator.web import csrf
from navigator.web.access import public
from navigator.web.alarm import whom_to_ring
from navigator.web.situation import current_situation, forget_situation, kept_alarms

bp = Blueprint("safety", __name__)


@bp.get("/stop")
@public
def stop() -> ResponseReturnValue:
    return _page()


@bp.post("/stop")
@csrf.protect.exempt  # type: ignore[untyped-decorator]  # checked below: numbers come first
@public
def forget() -> ResponseReturnValue:
    """Whoever asks is shown whom to ring, even where the form is too old to forget by."""
    try:
        csrf.protect.protect()
    except CSRFError:
        return _page(), HTTPStatus.UNPROCESSABLE_ENTITY
    forget_situation()
    return redirect(url_for("safety.stop"), code=303)


def _page() -> str:
    is_kept = current_situation() is not None or bool(kept_alarms())
    return render_template("safety/stop.html", ring=whom_to_ring(), is_kept=is_kept)
