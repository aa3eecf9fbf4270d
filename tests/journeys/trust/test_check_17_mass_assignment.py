"""What a form does not ask for is not taken from it."""

import json
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from base.clock import now
from navigator.accounts.models import ApiToken, Membership, SingleUseToken, User
from services_catalog.models import Organisation
from tests.journeys.trust.cells import KIND, Cell
from tests.journeys.trust.expectations import read_table
from tests.journeys.trust.rows_kept import kept
from tests.journeys.trust.server import HERE
from tests.journeys.trust.things import Whose

NAMES = ("practitioner", "administrator", "coordinator")
MADE_UP = UUID("11111111-1111-4111-8111-111111111111")


def overreaching(asking) -> dict[str, str]:
    theirs = asking.world.theirs
    return {
        "id": str(MADE_UP), "user_id": str(MADE_UP), "org_id": str(theirs.organisation),
        "organisation_id": str(theirs.organisation), "partnership_id": str(theirs.partnership_id),
        "role": "coordinator", "is_admin": "1", "is_full": "1", "status": "accepted",
        "created_at": "1999-01-01", "made_at": "1999-01-01", "expires_at": "2999-01-01",
        "disabled_at": "", "password_hash": "x", "totp_secret": "x", "totp_step": "0",
        "version": "99", "email_domains": "example.com", "digest": "x", "made_by_id": str(MADE_UP),
    }  # fmt: skip


def test_check_17_no_form_takes_more_than_it_asks_for(asking):
    session = asking.world.session
    asking.move(*(KIND[name] for name in NAMES))
    for name in NAMES:
        kind = KIND[name]
        for row in read_table().values():
            if row.method == "POST" and "sign-out" not in row.rule:
                cell = Cell(row=row, method="POST", kind=kind, whose=Whose.OWN)
                asking.post(kind, asking.address(cell), **overreaching(asking))

    session.rollback()
    session.expire_all()
    for model in (User, Membership, SingleUseToken, ApiToken, Organisation):
        assert session.get(model, MADE_UP) is None
    for name in NAMES:
        caller = asking.callers[KIND[name]]
        [held] = session.scalars(select(Membership).where(Membership.user_id == caller.user_id))
        user = session.get_one(User, caller.user_id)
        assert (held.role, held.organisation_id) == (name, caller.place.organisation)
        assert user.partnership_id == caller.place.partnership_id
        assert user.created_at.year == now().year
        assert user.password_hash is None


def test_check_17_an_invitation_and_an_organisation_belong_where_their_maker_is(asking):
    session, more = asking.world.session, overreaching(asking)
    own = asking.world.own.organisation

    invited = asking.post(
        KIND["administrator"], f"/organisations/{own}/people/invite", **more,
        name="Somebody New", email="somebody.new@example.org", roles="practitioner",
    )  # fmt: skip
    added = asking.post(
        KIND["coordinator"], "/partnership/organisations/add", **more,
        name="A New Youth Club", kind="voluntary",
    )  # fmt: skip

    assert (invited.status, added.status) == (303, 303)
    session.rollback()
    invitation = session.scalars(
        select(SingleUseToken).where(SingleUseToken.email == "somebody.new@example.org")
    ).one()
    assert (invitation.organisation_id, invitation.roles) == (own, ["practitioner"])
    assert invitation.made_by_id == asking.callers[KIND["administrator"]].user_id
    assert invitation.expires_at.year == now().year
    club = session.scalars(
        select(Organisation).where(Organisation.name == "A New Youth Club")
    ).all()
    assert {each.partnership_id for each in club} == {asking.world.own.partnership_id}


def test_check_17_a_key_belongs_to_who_made_it(asking):
    kind = KIND["practitioner"]
    asking.move(kind)
    caller = asking.callers[kind]

    made = asking.post(
        kind, "/account/keys", **overreaching(asking), name="a reader", days="30",
        scopes="find_services",
    )  # fmt: skip

    assert made.status == 200, made.text
    asking.world.session.rollback()
    key = asking.world.session.scalars(
        select(ApiToken).where(ApiToken.user_id == caller.user_id, ApiToken.name == "a reader")
    ).one()
    assert (key.organisation_id, key.scopes) == (caller.place.organisation, ["find_services"])
    assert (key.partnership_id, key.revoked_at) == (caller.place.partnership_id, None)
    assert key.made_at.year == now().year
    assert key.expires_at < now() + timedelta(days=31)


def test_check_17_roles_are_changed_where_the_form_stands_and_nothing_else_is(asking):
    kind = KIND["administrator"]
    asking.move(kind)
    place = asking.callers[kind].place

    saved = asking.post(
        kind, f"/organisations/{place.organisation}/people/{place.colleague}",
        **overreaching(asking), roles="practitioner",
    )  # fmt: skip

    assert saved.status == 303, saved.text
    assert held_by(asking.world.session, place.colleague) == {("practitioner", place.organisation)}
    user = asking.world.session.get_one(User, place.colleague)
    assert (user.partnership_id, user.name) == (place.partnership_id, f"{place.canary}-person")
    assert user.totp_secret is None


def test_check_17_an_invitation_is_accepted_as_it_was_made(asking):
    place = asking.world.place(HERE)
    asking.world.session.commit()
    email = f"{place.canary}-invited@example.org"

    accepted = asking.post(
        KIND["signed out"], f"/invitation/{place.invitation_link}", **overreaching(asking),
        roles="coordinator", email="another@example.org", password="staple horse battery lamp",
    )  # fmt: skip

    assert accepted.status == 303, accepted.text
    asking.world.session.rollback()
    user = asking.world.session.scalars(select(User).where(User.email == email)).one()
    assert user.partnership_id == place.partnership_id
    assert user.created_at.year == now().year
    assert held_by(asking.world.session, user.id) == {("practitioner", place.organisation)}


def test_check_17_a_program_that_sends_more_changes_nothing(asking):
    before = kept(asking.world.session)

    for name in ("signed out", "administrator", "a practitioner's key"):
        headers = {"Content-Type": "application/json", **asking.callers[KIND[name]].headers}
        body = json.dumps({"age": 14, **overreaching(asking)})
        assert asking.server.ask("POST", "/api/v1/match", headers, body).status == 422, name

    assert kept(asking.world.session) == before


def held_by(session, user_id: UUID) -> set[tuple[str, UUID]]:
    session.rollback()
    session.expire_all()
    now_held = Membership.user_id == user_id, Membership.ended_at.is_(None)
    found = session.scalars(select(Membership).where(*now_held))
    return {(held.role, held.organisation_id) for held in found}
