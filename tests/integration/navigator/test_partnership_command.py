"""``partnership set`` ..."""

from datetime import time

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


def test_takes_hours_and_a_team_for_adults(app, session):
    more = [
        "--out-of-hours-phone", "0117 496 0004", "--front-door-opens", "08:30",
        "--front-door-closes", "17:00", "--adults-name", "Adult Care",
        "--adults-phone", "0117 496 0005",
    ]  # fmt: skip
    done = app.test_cli_runner().invoke(args=[*ARGUMENTS, *more])

    assert done.exit_code == 0, done.output
    kept = session.scalar(select(Partnership).where(Partnership.host == "two.example.org"))
    assert (kept.front_door_opens, kept.front_door_closes) == (time(8, 30), time(17))
    assert (kept.adults_name, kept.adults_phone) == ("Adult Care", "0117 496 0005")


def test_says_how_to_write_an_hour(app):
    wrong = ["--out-of-hours-phone", "0117 496 0004", "--front-door-opens", "half eight"]
    done = app.test_cli_runner().invoke(args=[*ARGUMENTS, *wrong])

    assert done.exit_code == 2
    assert "'half eight' is not an hour. Write it like 08:30." in done.output


def test_says_what_is_missing(app):
    done = app.test_cli_runner().invoke(args=[*ARGUMENTS, "--out-of-hours-phone", " "])

    assert done.exit_code == 1
    assert "Give the out of hours phone." in done.output
