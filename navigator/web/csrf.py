"""Every form carries a token tied to its browser session; a post without it changes nothing."""

from flask import Flask
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

from base.refusals import Invalid
from navigator.web.access import ask_to_send_again
from navigator.web.errors import show_refusal

TOO_OLD = "This form has been open too long. Go back, refresh the page and try again."

protect = CSRFProtect()


class FormTooOld(Invalid):
    """The token is missing, of another session, or too old."""


def init_app(app: Flask) -> None:
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a form left open must not lose what was typed
    app.config["WTF_CSRF_SSL_STRICT"] = False  # the session cookie is SameSite, the token is bound
    protect.init_app(app)
    app.register_error_handler(CSRFError, _refuse)


def _refuse(_: CSRFError) -> ResponseReturnValue:
    """What is raised while an error is handled would be a failure of ours, and is none."""
    return ask_to_send_again() or show_refusal(FormTooOld(TOO_OLD))
