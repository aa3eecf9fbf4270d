"""JSON for programs, version 1, and the description that it is generated with."""

from flask import Flask
from flask_smorest import Api

from navigator.web.api import criteria, documentation, levels, match, needs, referrals, services

KEY = "key"
"""What the description calls the key of a program. Calls about services do without."""


class DescribedApi(Api):  # type: ignore[misc]
    """Describes our views; refusals stay with ``navigator.web.errors``."""

    def _register_error_handlers(self) -> None:
        """Leave every error to the app's own handlers."""


def register_api(app: Flask) -> None:
    app.config.update(
        API_TITLE="Prevention Navigator",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=None,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    api = DescribedApi(
        app,
        spec_kwargs={"info": {"description": documentation.ABOUT}, "security": [{}, {KEY: []}]},
    )
    api.spec.components.security_scheme(KEY, {"type": "http", "scheme": "bearer"})
    api.register_blueprint(services.bp)
    api.register_blueprint(criteria.bp)
    api.register_blueprint(match.bp)
    api.register_blueprint(needs.bp)
    api.register_blueprint(levels.bp)
    api.register_blueprint(referrals.bp)
    app.extensions["api"] = api
    app.register_blueprint(documentation.bp)
