"""Whatever somebody does to come in, or to their account, leaves a row; refused or not."""

import json

import pyotp
import pytest
from sqlalchemy import select

from navigator.audit.models import AuditEntry
from navigator.audit.verification import verify
from navigator.outbox.models import OutboxMail
from tests.factories import PASSWORD
from tests.journeys.coming_in import (
    NEW,
    has_app,
    link_of_last_mail,
    page_of,
    send,
    signs_out,
    type_code,
    type_password,
)
from tests.signing_in import sign_in


@pytest.fixture
def con(make):
    return make.person(email="con@example.org", name="Con Example", roles=["commissioner"])


def rows(session):
    session.expire_all()
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.number)))


def acts(session, *, but=()):
    found = [(row.act, row.allowed) for row in rows(session)]
    return [each for each in found if each[0] not in but]


def test_check_46_signing_in_and_out(client, session, con):
    type_password(client, con)
    signs_out(client)

    assert acts(session, but={"manage_own_account"}) == [("sign_in", "yes"), ("sign_out", "yes")]
    for row in rows(session):
        assert (row.user_id, row.address) == (con.id.hex, "127.0.0.1")
        assert row.organisation_id == con.memberships[0].organisation_id.hex


def test_check_46_a_refused_password(client, session, con):
    type_password(client, con, "wrong password")

    [row] = rows(session)
    assert (row.act, row.allowed, row.user_id) == ("sign_in", "no", "")
    assert json.loads(row.facts) == {"step": "password"}


def test_check_46_a_code_refused_and_taken(client, session, make):
    ada = make.person()
    maker = has_app(ada)
    session.commit()
    type_password(client, ada)
    type_code(client, "000000")
    type_code(client, maker.now())

    assert [(row.act, row.allowed, json.loads(row.facts)["step"]) for row in rows(session)] == [
        ("sign_in", "yes", "password"), ("sign_in", "no", "code"), ("sign_in", "yes", "app"),
    ]  # fmt: skip
    assert {row.object_id for row in rows(session)} == {ada.id.hex}


def test_check_46_a_second_factor_is_set_up(client, session, make):
    ada = make.person()
    type_password(client, ada)
    secret = client.page("/sign-in/set-up").select_one(".app-secret").text.replace(" ", "")
    send(client, "/sign-in/set-up", code=pyotp.TOTP(secret).now())

    assert acts(session) == [("sign_in", "yes"), ("set_up_second_factor", "yes")]


def test_check_46_a_new_password_is_asked_for_and_chosen(client, session, con):
    send(client, "/password/forgot", email=con.email)
    send(client, "/password/forgot", email="nobody@example.org")
    link = link_of_last_mail_to(session, con)
    send(client, link, password="12345678")
    send(client, link, password=NEW)

    assert acts(session) == [
        ("ask_for_new_password", "yes"), ("ask_for_new_password", "yes"),
        ("choose_new_password", "no"), ("choose_new_password", "yes"),
    ]  # fmt: skip
    assert rows(session)[-1].object_id == con.id.hex


def link_of_last_mail_to(session, person):
    """The link of the one mail that went to somebody: the other had none."""
    for mail in session.scalars(select(OutboxMail)):
        if mail.address != person.email:
            session.delete(mail)
    session.commit()
    return link_of_last_mail(session)


def test_check_46_what_somebody_changes(client, session, con):
    sign_in(client, con)
    send(client, "/account/password", current="wrong", password=NEW)
    send(client, "/account/password", current=PASSWORD, password=NEW)
    made = send(client, "/account/keys", name="x", days="30", scopes="find_services")
    assert page_of(made).select_one("#key")
    [key] = client.page("/account/keys").select("form[action$=revoke]")
    send(client, key["action"], page="/account/keys")
    send(client, "/account/sign-out-everywhere", page="/account")

    assert acts(session, but={"manage_own_account", "hold_api_tokens"}) == [
        ("change_password", "no"), ("change_password", "yes"), ("make_api_token", "yes"),
        ("revoke_api_token", "yes"), ("sign_out_everywhere", "yes"),
    ]  # fmt: skip
    assert verify(session).fault is None


def test_check_46_what_is_asked_for_without_signing_in(client, session):
    client.get("/account")

    [row] = rows(session)
    assert (row.act, row.allowed) == ("manage_own_account", "no")
    assert json.loads(row.facts) == {"method": "GET", "why": "signed_out"}


def test_check_46_a_bad_key_and_a_role_that_is_not_enough(client, session, make):
    client.get("/api/v1/needs", headers={"Authorization": "Bearer pn_x"})
    sign_in(client, make.person(roles=["panel_member"]))
    client.get("/account/keys")

    assert acts(session) == [("use_token", "no"), ("hold_api_tokens", "no")]


def test_no_row_holds_what_was_typed(client, session, con):
    type_password(client, con, "wrong Zebedee")
    send(client, "/password/forgot", email="zebedee@example.org")
    type_password(client, con)

    told = " ".join(str(vars(row)) for row in rows(session)).lower()
    assert "zebedee" not in told
    assert con.email not in told
