"""Is it there, is it well, and what it does while nothing may be changed."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from navigator.enquiries.models import Enquiry
from navigator.web.words import say


def test_it_is_live_and_ready(client):
    assert client.get("/health/live").json == {"status": "ok"}
    found = client.get("/health/ready")
    assert (found.status_code, found.json["status"]) == (200, "ok")
    assert found.json["database"] == "ok"


def test_health_leaves_no_cookie_and_is_not_kept(client):
    headers = client.get("/health/ready").headers

    assert "Set-Cookie" not in headers
    assert "no-store" in headers["Cache-Control"]


def test_check_57_without_its_database_it_is_not_ready_and_still_live(app, monkeypatch):
    def lost():
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr("navigator.web.pages.health.session", lost)
    client = app.test_client()

    assert client.get("/health/ready").status_code == 503
    assert client.get("/health/live").status_code == 200


@pytest.fixture
def read_only(app):
    app.config["NAVIGATOR"] = replace(app.config["NAVIGATOR"], read_only=True)
    return app


def test_check_59_every_change_is_refused_with_a_reason(read_only):
    client = read_only.test_client()

    answer = client.post("/shortlist/add", data={"service": "x"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    assert say("error.read_only") in answer.text


def test_check_59_searching_and_reading_go_on_and_count_nothing(read_only, make, session):
    make.service(name="Example Boxing")
    client = read_only.test_client()

    assert client.get("/services?q=boxing").status_code == 200
    assert client.get("/health/ready").json["mode"] == "read_only"
    assert session.scalar(select(func.count()).select_from(Enquiry)) == 0
