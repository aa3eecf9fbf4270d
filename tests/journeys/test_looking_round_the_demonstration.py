"""A newcomer tries the demonstration as somebody, and reads the mail that it does not send."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from base.clock import now
from config import Mode
from navigator import create_app
from navigator.accounts.models import User
from navigator.accounts.sign_in import folded
from navigator.outbox.delivery import ShownOnAPage, deliver_due
from navigator.simulation import second_partnership
from navigator.simulation.accounts import PASSWORD, load_accounts
from tests.journeys.coming_in import is_signed_in, send, type_code, type_password
from tests.signing_in import sign_in

OTHER = {"base_url": "http://other.localhost"}


@pytest.fixture
def loaded(session, partnership, monkeypatch):
    monkeypatch.setattr(second_partnership, "LISTED", frozenset())
    load_accounts(session, at=now(), is_production=False)
    session.commit()


@pytest.fixture
def whom(session, loaded):
    """``whom("practitioner@example.org")``: one of the people of the demonstration."""
    return lambda email: session.scalars(select(User).where(User.email == folded(email))).one()


def people(page) -> dict[str, str]:
    """What the page says of each, by name."""
    return {
        row.strong.text: row.get_text(" ", strip=True) for row in page.select(".app-belongs__one")
    }


def test_the_page_has_all_that_it_takes_to_come_in(client, whom):
    page = client.page("/demonstration")
    said = people(page)["Nadia Invented"]
    code = page.find("strong", string="Nadia Invented").parent.select("strong.app-code")[0].text

    assert PASSWORD in page.main.get_text()
    assert "Larkenby Primary School: Works with young people (practitioner)" in said
    type_password(client, whom("practitioner@example.org"), PASSWORD)
    type_code(client, code)
    assert is_signed_in(client)


def test_who_needs_no_code_is_said_to_need_none(client, loaded):
    assert "No code is needed." in people(client.page("/demonstration"))["Tariq Invented"]


def test_who_has_set_up_another_app_is_said_to(client, session, whom):
    whom("practitioner@example.org").totp_secret = "A" * 32
    session.commit()

    said = people(client.page("/demonstration"))["Nadia Invented"]
    assert "Someone has set up another app." in said


def test_each_partnership_shows_its_own_people_and_the_way_to_the_other(client, loaded):
    first = client.page("/demonstration")
    second = client.page("/demonstration", **OTHER)

    assert people(first).keys().isdisjoint(people(second))
    assert first.select_one("a[href='http://other.localhost/demonstration']")
    assert second.select_one("a[href='http://localhost/demonstration']")


def test_before_there_is_anybody_it_says_how_to_get_them(client):
    page = client.page("/demonstration")

    assert "make run" in page.main.get_text()
    assert people(page) == {}


@pytest.mark.parametrize("delivered", [False, True])
def test_the_mail_is_there_with_its_links(app, client, make, session, delivered):
    boss = sign_in(client, make.person(roles=["administrator"]))
    invite = f"/organisations/{session.scalars(select(User)).one().memberships[0].organisation_id}"
    send(
        boss, f"{invite}/people/invite", name="Ben Example", email="ben@example.org",
        roles="practitioner",
    )  # fmt: skip
    if delivered:
        deliver_due(app.extensions["sessions"], ShownOnAPage(), clock=now)

    page = app.test_client().page("/demonstration/mail")

    assert "ben@example.org" in page.main.get_text()
    link = page.select_one("a[href*='/invitation/']")
    assert link["href"].startswith("http://127.0.0.1:5000/invitation/")


def test_mail_of_another_partnership_is_not_there(client, make, session):
    other = make.partnership(name="Another Partnership", host="other.localhost")
    session.commit()
    person = make.person(email="eve@example.org")
    send(client, "/password/forgot", email=person.email)

    assert "eve@example.org" in client.get("/demonstration/mail").text
    assert "eve@example.org" not in client.get("/demonstration/mail", **OTHER).text
    assert other.host == "other.localhost"


@pytest.mark.parametrize("address", ["/demonstration", "/demonstration/mail"])
def test_in_production_the_pages_are_not_there(settings, connection, session, partnership, address):
    production = replace(settings, mode=Mode.PRODUCTION, trusted_hosts=("localhost",))
    app = create_app(production)
    app.extensions["sessions"].configure(bind=connection)

    assert app.test_client().get(address).status_code == 404
