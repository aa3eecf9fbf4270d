"""Built files: only those that were built, and none left open by a caller that went away."""

import gc
import json
from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder

BUILT = Path(__file__).parents[3] / "static" / "build" / "manifest.json"


@pytest.fixture
def icon() -> str:
    return json.loads(BUILT.read_text())["icon.svg"]


def test_a_built_file_is_kept_for_a_year(app, icon):
    answer = app.test_client().get(f"/static/{icon}")

    assert answer.mimetype == "image/svg+xml"
    assert {"immutable", "public", "max-age=31536000"} <= set(
        answer.headers["Cache-Control"].replace(" ", "").split(",")
    )


def test_a_file_that_is_known_already_is_not_sent_again(app, icon):
    client = app.test_client()
    tag = client.get(f"/static/{icon}").headers["ETag"]

    answer = client.get(f"/static/{icon}", headers={"If-None-Match": tag})

    assert (answer.status_code, answer.data) == (304, b"")


def test_what_was_not_built_is_not_there(app):
    assert app.test_client().get("/static/manifest.json").status_code == 404


def test_a_caller_that_goes_away_leaves_no_file_open(app, icon):
    environ = EnvironBuilder(path=f"/static/{icon}").get_environ()

    app.wsgi_app(environ, lambda *_: lambda _: None)  # and never closes what it was given
    gc.collect()  # a file left open would raise ResourceWarning, which is an error here
