"""``partnership set`` ..."""

from sqlalchemy import select

from services_catalog.models import Partnership

ARGUMENTS = [
    "partnership", "set", "--name", "Example Two", "--place", "Exampleton",
    "--front-door-name", "Front Door", "--front-door-phone", "0117 496 0003",
    "--front-door-hours", "Always", "--host", "two.example.org",
]  # fmt: skip


def test_makes_a_partnership_that_its_host_shows(app, session):
    done = app.test_cli_runner().invoke(args=[*ARGUMENTS, "--out-of-hours-phone", "0117 496 0004"])

    assert done.exit_code == 0, done.output
    kept = session.scalar(select(Partnership).where(Partnership.host == "two.example.org"))
    assert kept.name == "Example Two"
    page = app.test_client().get("/", base_url="http://two.example.org").text
    assert "0117 496 0003" in page


def test_says_what_is_missing(app):
    done = app.test_cli_runner().invoke(args=[*ARGUMENTS, "--out-of-hours-phone", " "])

    assert done.exit_code == 1
    assert "Give the out of hours phone." in done.output
