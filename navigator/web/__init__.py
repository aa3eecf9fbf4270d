"""The web: every blueprint, and what each request passes through, in order."""

from flask import Flask

from config import Settings
from navigator.web import (
    access,
    assets,
    auditing,
    browser_session,
    csrf,
    desk_links,
    errors,
    filters,
    finding,
    frame,
    headers,
    jobs,
    json_bodies,
    levels,
    partnership,
    printed_lifecycle,
    proxies,
    read_only,
    request_log,
    shortlist,
    signed_in,
    single_sign_on,
    situation,
    unsent,
    words,
)
from navigator.web.api import register_api
from navigator.web.pages import BLUEPRINTS, demonstration


def init_app(app: Flask, settings: Settings) -> None:
    proxies.init_app(app, settings)
    request_log.init_app(app, settings)
    assets.init_app(app)
    partnership.init_app(app)
    headers.init_app(app, settings)
    read_only.init_app(app)
    levels.init_app(app)
    auditing.init_app(app)
    browser_session.init_app(app, settings)
    signed_in.init_app(app)
    single_sign_on.init_app(app, settings)
    csrf.init_app(app)
    access.init_app(app)
    unsent.init_app(app)
    json_bodies.init_app(app)
    errors.init_app(app)
    words.init_app(app)
    filters.init_app(app)
    frame.init_app(app)
    finding.init_app(app, settings)
    shortlist.init_app(app)
    desk_links.init_app(app)
    situation.init_app(app)
    jobs.init_app(app)
    printed_lifecycle.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if not settings.is_production:
        app.register_blueprint(demonstration.bp)
    register_api(app)
    access.refuse_undeclared(app)
