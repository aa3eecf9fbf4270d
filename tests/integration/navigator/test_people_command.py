"""``people invite`` lets the first person in, by a link that is handed over."""

from sqlalchemy import select

from navigator.accounts.models import User
from navigator.audit.models import AuditEntry
from services_catalog.models import Organisation
from tests.factories import PASSWORD
from tests.journeys.coming_in import send

ADA = [
    "people", "invite", "--name", "Ada Example", "--email", "Ada@example.org",
    "--organisation", "Prevention Team",
]  # fmt: skip


def invite(app, *more):
    return app.test_cli_runner().invoke(args=[*ADA, *more])


def path_of(done) -> str:
    assert done.exit_code == 0, done.output
    address = done.output.strip()
    assert address.startswith("http://127.0.0.1:5000/invitation/")
    return address.removeprefix("http://127.0.0.1:5000")


def test_the_link_makes_somebody_who_can_invite_everybody_else(app, session, partnership):
    path = path_of(invite(app))

    answer = send(app.test_client(), path, password=PASSWORD)

    assert answer.headers["Location"] == "/sign-in/set-up", "they must have a second factor"
    made = session.scalars(select(User)).one()
    assert made.email == "ada@example.org"
    assert {held.role for held in made.memberships} == {"coordinator", "administrator"}
    place = session.get_one(Organisation, made.memberships[0].organisation_id)
    assert (place.name, place.kind, place.partnership_id) == (
        "Prevention Team", "council", partnership.id
    )  # fmt: skip


def test_the_record_says_that_it_was_a_command_and_nothing_of_whom(app, session, partnership):
    invite(app)

    row = session.scalars(select(AuditEntry)).one()
    assert (row.act, row.user_id, row.facts) == ("invite_people", "", '{"by":"command"}')
    assert row.owner_id == session.scalars(select(Organisation)).one().id.hex


def test_inviting_again_closes_the_first_link_and_makes_no_second_organisation(
    app, session, partnership
):
    first, second = path_of(invite(app)), path_of(invite(app))

    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    assert len(session.scalars(select(Organisation)).all()) == 1


def test_other_roles_and_kinds_can_be_given(app, session, partnership):
    path = path_of(invite(app, "--role", "commissioner", "--kind", "school"))

    send(app.test_client(), path, password=PASSWORD)

    made = session.scalars(select(User)).one()
    assert [held.role for held in made.memberships] == ["commissioner"]
    assert session.scalars(select(Organisation)).one().kind == "school"


def test_a_partnership_of_its_own_host_is_named_by_it(app, make):
    make.partnership(name="Two", host="two.example.org")

    done = invite(app, "--host", "TWO.example.org")

    assert done.output.startswith("http://two.example.org:5000/invitation/")


def test_a_host_name_that_nobody_has_is_said(app):
    done = invite(app, "--host", "nowhere.example.org")

    assert done.exit_code == 1
    assert "No partnership has the host name nowhere.example.org." in done.output


def test_an_address_that_is_none_is_said_and_nothing_is_kept(app, session):
    done = invite(app, "--email", "ada")

    assert done.exit_code == 1
    assert "Enter an e-mail address" in done.output
    assert session.scalars(select(Organisation)).all() == []


def test_before_there_is_a_partnership_it_says_what_to_do(app, session, partnership):
    session.delete(partnership)
    session.commit()

    assert "Run: flask partnership set" in invite(app).output
