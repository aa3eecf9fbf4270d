"""A program acts with a key of somebody: shown once, for the JSON alone, dead when taken back."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from base.clock import now
from navigator.accounts import people
from navigator.accounts.models import ApiToken
from navigator.accounts.throttle import LIMITS, Try
from navigator.web.words import say
from services_catalog.codes import Visibility
from tests.factories import NOON, PASSWORD
from tests.integration.navigator.referrals.api.programs import whole
from tests.journeys.coming_in import NEW, is_signed_in, page_of, send, signs_out
from tests.signing_in import sign_in

NEEDS = "/api/v1/needs"


@pytest.fixture
def con(make):
    return make.person(email="con@example.org", name="Con Example", roles=["commissioner"])


def make_key(client, person, **typed) -> str:
    sign_in(client, person)
    given = {"name": "Our website", "days": "30", "scopes": "find_services"} | typed
    answer = send(client, "/account/keys", **given)
    assert answer.status_code == 200, page_of(answer).select_one(".govuk-error-summary")
    return page_of(answer).select_one("#key").text


@pytest.fixture
def key(client, con):
    return make_key(client, con)


def ask(app, key, address=NEEDS, scheme="Bearer"):
    return app.test_client().get(address, headers={"Authorization": f"{scheme} {key}"})


def test_a_key_is_shown_once_and_kept_as_a_digest(client, session, key):
    assert key.startswith("pn_")
    assert len(key) >= 46, "256 bits"
    assert key not in client.get("/account/keys").text
    assert key not in str(session.scalar(select(ApiToken.digest)))


def test_the_page_says_when_a_key_was_last_used(client, app, key):
    assert say("keys.unused") in client.get("/account/keys").text
    assert ask(app, key).status_code == 200

    assert say("keys.unused") not in client.get("/account/keys").text


WRONG = [
    pytest.param({"name": ""}, "name", id="no name"),
    pytest.param({"name": "x" * 61}, "name", id="a long name"),
    pytest.param({"days": "9999"}, "days", id="too long a life"),
    pytest.param({"days": "x"}, "days", id="no number"),
    pytest.param({"scopes": "change_people"}, "scopes", id="more than a key may do"),
    pytest.param({"scopes": ""}, "scopes", id="nothing it may do"),
    pytest.param({"scopes": "make_referrals"}, "scopes", id="more than they may do themselves"),
]


@pytest.mark.parametrize(("typed", "box"), WRONG)
def test_a_key_that_cannot_be_made_is_said_why(client, con, session, typed, box):
    sign_in(client, con)
    given = {"name": "Our website", "days": "30", "scopes": "find_services"} | typed
    answer = send(client, "/account/keys", **given)

    assert answer.status_code == 422
    assert page_of(answer).select_one(f".govuk-error-summary a[href='#{box}']")
    assert session.scalars(select(ApiToken)).all() == []


OFFERED = [
    pytest.param("commissioner", ["find_services"], id="who never refers"),
    pytest.param("practitioner", ["find_services", "see_referrals", "make_referrals"],
                 id="who refers"),
]  # fmt: skip


@pytest.mark.parametrize(("role", "scopes"), OFFERED)
def test_a_key_is_offered_for_what_its_maker_may_do(client, make, role, scopes):
    sign_in(client, make.person(roles=[role]))

    boxes = client.page("/account/keys").select("input[name=scopes]")

    assert [box["value"] for box in boxes] == scopes
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["find_services"]


def test_a_program_refers_with_a_key_until_it_is_taken_back(client, app, make, session):
    person, service = make.person(), make.service()
    make.person(organisation=service.organisation, roles=["provider"])
    session.commit()
    key = make_key(client, person, scopes=["see_referrals", "make_referrals"])
    bearer = {"Authorization": f"Bearer {key}"}
    program = app.test_client()

    def refer(once):
        headers = bearer | {"Idempotency-Key": once}
        return program.post("/api/v1/referrals", json=whole(service), headers=headers)

    sent = refer("one").json["referrals"][0]
    seen = program.get(f"/api/v1/referrals/{sent['id']}", headers=bearer)
    assert (seen.status_code, seen.json["person"]["name"]) == (200, "Robin Invented")
    assert sent["reference"] in client.page(f"/referrals/{sent['id']}").get_text()

    _take_back(client, session, person)

    assert [refer(once).status_code for once in ("one", "two")] == [401, 401]


@pytest.fixture
def professional(make, con, session):
    """A listing that is kept for people who work with young people."""
    organisation = con.memberships[0].organisation
    service = make.service(
        organisation=organisation, name="Example Refuge", visibility=Visibility.PROFESSIONALS
    )
    session.commit()
    return service


def test_check_15_a_good_key_sees_what_its_person_sees(app, professional, key):
    address = f"/api/v1/services/{professional.id}"

    assert app.test_client().get(address).status_code == 404
    assert ask(app, key, address).status_code == 200


BAD = ["pn_" + "x" * 43, "", "pn_", "é", "a b c", "x" * 5_000]


@pytest.mark.parametrize("given", BAD, ids=ascii)
def test_check_15_a_bad_key_is_refused_not_passed_over(app, given):
    answer = ask(app, given.encode().decode("latin-1"))

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bearer", "BEARER"])
def test_a_key_comes_as_a_bearer_alone(app, key, scheme):
    assert ask(app, key, scheme=scheme).status_code == (200 if scheme.lower() == "bearer" else 401)


def test_a_bad_key_is_not_saved_by_a_cookie(client, con):
    sign_in(client, con)
    bad = {"Authorization": "Bearer pn_nothing"}

    assert client.get(NEEDS).status_code == 200
    assert client.get(NEEDS, headers=bad).status_code == 401


def test_check_37_keys_cannot_be_guessed_without_end(app, key):
    most = LIMITS[Try.API_TOKEN].address
    statuses = [ask(app, f"pn_{n}").status_code for n in range(most + 1)]

    assert statuses == [401] * most + [429]
    assert ask(app, key).status_code == 200, "a good one is not held up"


@pytest.mark.parametrize("address", ["/account", "/account/keys", "/"])
def test_on_pages_for_people_a_key_is_nothing(app, con, key, address):
    answer = ask(app, key, address)

    assert con.name not in answer.text
    assert answer.status_code == (200 if address == "/" else 303)


def _take_back(client, session, _person):
    token_id = session.scalar(select(ApiToken.id))
    send(client, f"/account/keys/{token_id}/revoke", page="/account/keys")


def _change_password(client, _session, _person):
    send(client, "/account/password", current=PASSWORD, password=NEW)


def _disable(_client, session, person):
    people.disable(session, person, at=NOON)
    session.commit()


def _leave(_client, session, person):
    person.memberships[0].ended_at = NOON
    session.commit()


@pytest.mark.parametrize("end", [_take_back, _change_password, _disable, _leave])
def test_check_07_a_key_is_dead_at_the_next_request(client, app, session, con, key, end):
    assert ask(app, key).status_code == 200

    end(client, session, con)

    assert ask(app, key).status_code == 401


def test_a_key_outlives_signing_out_but_not_its_time(client, app, key):
    signs_out(client)
    assert ask(app, key).status_code == 200

    with time_machine.travel(now() + timedelta(days=31), tick=False):
        assert ask(app, key).status_code == 401


def test_nobody_takes_back_the_key_of_somebody_else(client, app, session, make, key):
    token_id = session.scalar(select(ApiToken.id))
    other = sign_in(app.test_client(), make.person(roles=["commissioner"]))

    answer = send(other, f"/account/keys/{token_id}/revoke", page="/account/keys")

    assert answer.status_code == 404
    assert ask(app, key).status_code == 200


def test_who_may_hold_no_keys_sees_no_page_for_them(client, make):
    sign_in(client, make.person(roles=["panel_member"]))

    assert is_signed_in(client)
    assert client.get("/account/keys").status_code == 403
    assert "/account/keys" not in client.get("/account").text
