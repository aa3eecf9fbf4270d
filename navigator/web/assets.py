"""Built files under an address that changes with their content, kept by browsers for a year."""

import json
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, send_file

from navigator.web.access import public

YEAR = 365 * 24 * 60 * 60

bp = Blueprint("assets", __name__, url_prefix="/static")


@bp.get("/<path:name>")
@public
def static(name: str) -> Response:
    """Only what was built is there; its name holds its digest, so it is its own entity tag."""
    if name not in current_app.extensions["asset_names"].values():
        abort(404)
    content = BytesIO((_folder() / name).read_bytes())  # a file left open by a lost caller leaks
    file = send_file(content, download_name=name, etag=name, max_age=YEAR)
    file.direct_passthrough = False
    file.cache_control.public = True
    file.cache_control.immutable = True
    return file


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.extensions["asset_names"] = _names(app)
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """
    The address of a built file.

    :raises KeyError: if ``make setup`` did not build one of that name
    """
    built: str = current_app.extensions["asset_names"][name]
    return f"{bp.url_prefix}/{built}"  # not url_for: an error page for a bad host has no routes


def _folder() -> Path:
    return Path(current_app.root_path) / "static" / "build"


def _names(app: Flask) -> dict[str, str]:
    manifest = Path(app.root_path) / "static" / "build" / "manifest.json"
    if not manifest.exists():
        return {}
    names: dict[str, str] = json.loads(manifest.read_text())
    return names
