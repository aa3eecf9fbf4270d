"""Every form carries a token tied to its browser session; a post without it changes nothing."""

from typing import NoReturn

from flask import Flask
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

from base.refusals import Invalid

protect = CSRFProtect()


class FormTooOld(Invalid):
    """The token is missing, of another session, or too old."""


def init_app(app: Flask) -> None:
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a form left open must not lose what was typed
    app.config["WTF_CSRF_SSL_STRICT"] = False  # the session cookie is SameSite, the token is bound
    protect.init_app(app)
    app.register_error_handler(CSRFError, _refuse)


def _refuse(_: CSRFError) -> NoReturn:
    raise FormTooOld("This form has been open too long. Go back, refresh the page and try again.")
