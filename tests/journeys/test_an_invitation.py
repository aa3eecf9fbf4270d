"""An invitation: opening it changes nothing, and one button accepts it, once."""

import pytest
from sqlalchemy import select

from base.actor import Actor
from base.clock import now
from navigator.accounts import people
from navigator.accounts.models import Membership, SignIn, User
from navigator.accounts.people import invite
from navigator.accounts.throttle import LIMITS, Try
from navigator.accounts.tokens import Invited
from tests.factories import NOON, PASSWORD
from tests.journeys.coming_in import NEW, is_signed_in, send
from tests.signing_in import sign_in


@pytest.fixture
def con(make):
    return make.person(email="con@example.org", name="Con Example", roles=["commissioner"])


def an_invitation(session, organisation, email="new@example.org", roles=("commissioner",)):
    boss = Actor(partnership_id=organisation.partnership_id, roles=frozenset({"coordinator"}))
    invited = Invited(email=email, name="New Example", organisation_id=organisation.id, roles=roles)
    raw = invite(session, organisation, invited, actor=boss, at=now())
    session.commit()
    return f"/invitation/{raw}"


def test_an_invitation_makes_an_account(client, session, make):
    organisation = make.organisation(name="Example School")
    address = an_invitation(session, organisation)
    page = client.page(address)
    assert "Example School" in page.h1.text
    assert page.select_one("#password")["autocomplete"] == "new-password"

    answer = send(client, address, password=NEW)

    assert answer.headers["Location"] == "/"
    assert is_signed_in(client)
    made = session.scalar(select(User).where(User.email == "new@example.org"))
    assert [held.role for held in made.memberships] == ["commissioner"]


def test_an_invitation_to_what_sees_children_asks_for_an_app_first(client, session, make):
    address = an_invitation(session, make.organisation(), roles=("practitioner",))

    assert send(client, address, password=NEW).headers["Location"] == "/sign-in/set-up"
    assert not is_signed_in(client)


def test_check_10_an_invitation_is_not_accepted_by_opening_it(client, session, make):
    address = an_invitation(session, make.organisation())
    client.page(address)
    client.head(address)

    assert session.scalars(select(Membership)).all() == []


def test_an_easy_password_leaves_the_invitation_good(client, session, make):
    address = an_invitation(session, make.organisation())

    assert send(client, address, password="12345678").status_code == 422
    assert session.scalars(select(User)).all() == []
    assert send(client, address, password=NEW).status_code == 303
    assert client.get(address).status_code == 404


def test_somebody_known_types_the_password_they_have(client, app, session, make, con):
    elsewhere = sign_in(app.test_client(), con)
    other = make.organisation(name="Another School")
    address = an_invitation(session, other, email=con.email)
    assert client.page(address).select_one("#password")["autocomplete"] == "current-password"

    assert send(client, address, password=NEW).status_code == 422
    assert send(client, address, password=PASSWORD).status_code == 303

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere), "what they may do has changed, so they sign in again"
    assert {held.organisation_id for held in session.scalars(select(Membership))} >= {other.id}


def test_the_password_of_somebody_known_cannot_be_guessed_by_an_invitation(
    client, session, make, con
):
    address = an_invitation(session, make.organisation(), email=con.email)
    most = LIMITS[Try.PASSWORD].account
    tried = [send(client, address, password=f"wrong {n}").status_code for n in range(most)]

    assert tried == [422] * most
    assert send(client, address, password=PASSWORD).status_code == 429


def test_a_disabled_account_is_not_opened_by_an_invitation(client, session, make, con):
    address = an_invitation(session, make.organisation(), email=con.email)
    people.disable(session, con, at=NOON)
    session.commit()

    assert send(client, address, password=PASSWORD).status_code == 404
    assert session.scalars(select(SignIn)).all() == []
