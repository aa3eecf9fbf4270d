"""The web: every blueprint, and what each request passes through, in order."""

from flask import Flask

from config import Settings
from navigator.web import (
    access,
    assets,
    browser_session,
    csrf,
    errors,
    filters,
    finding,
    frame,
    headers,
    partnership,
    words,
)
from navigator.web.api import register_api
from navigator.web.pages import BLUEPRINTS


def init_app(app: Flask, settings: Settings) -> None:
    assets.init_app(app)
    partnership.init_app(app)
    browser_session.init_app(app, settings)
    csrf.init_app(app)
    headers.init_app(app, settings)
    errors.init_app(app)
    words.init_app(app)
    filters.init_app(app)
    frame.init_app(app)
    finding.init_app(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_api(app)
    access.refuse_undeclared(app)
