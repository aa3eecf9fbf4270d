"""An administrator lets their people sign in with the organisation's own accounts."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from base.clock import now
from navigator.accounts.models import IdentityProvider
from navigator.audit.models import AuditEntry
from tests.crooked_provider import crooked_provider
from tests.signing_in import csrf_token, sign_in


@pytest.fixture(scope="module")
def crooked():
    with crooked_provider() as running:
        yield running


@pytest.fixture
def settings(settings):
    return replace(settings, allow_loopback_issuers=True)


@pytest.fixture
def school(make):
    return make.organisation(name="Example Academy")


@pytest.fixture
def boss(make, school):
    return make.person(organisation=school, roles=["administrator"])


@pytest.fixture
def page(school) -> str:
    return f"/organisations/{school.id}/sign-in"


@pytest.fixture
def filled(crooked):
    crooked.answers.clear()
    crooked.asked.clear()
    crooked.describe()
    return {
        "name": "Example Academy",
        "issuer": crooked.address,
        "client_id": "navigator",
        "password": "a secret of the tests",
        "email_domains": "school.example.org, @Example.ORG",
        "enabled": "yes",
    }


@pytest.fixture
def save(client, boss, page):
    """``save(form)``: the administrator sends the form."""
    sign_in(client, boss)

    def send(form, path=""):
        return client.post(f"{page}{path}", data={"csrf_token": csrf_token(client, page), **form})

    return send


def kept(session) -> IdentityProvider | None:
    session.expire_all()
    return session.scalar(select(IdentityProvider))


def acts(session) -> list[tuple[str, str, str]]:
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
    return [(each.act, each.allowed, each.owner_id) for each in entries]


def test_it_is_set_up_and_on_the_sign_in_page(client, session, school, save, filled):
    answer = save(filled)

    assert answer.status_code == 303
    found = kept(session)
    assert (found.organisation_id, found.issuer) == (school.id, filled["issuer"])
    assert found.email_domains == ["school.example.org", "example.org"]
    assert (found.enabled, found.trusts_its_second_factor) == (True, False)
    assert ("set_up_own_account", "yes", school.id.hex) in acts(session)
    shown = client.page(answer.headers["Location"])
    assert filled["password"] not in str(shown)
    assert f"/sign-in/with/{school.id}/back" in shown.text
    client.post("/sign-out", data={"csrf_token": csrf_token(client, "/account")})
    assert client.page("/sign-in").find("a", string="Sign in with Example Academy")


def test_what_is_kept_stands_in_the_form_but_for_the_secret(client, school, make, save, page):
    make.identity_provider(organisation=school, trusts_its_second_factor=True)

    shown = client.page(page)

    assert shown.select_one("#issuer")["value"] == "https://login.example.org"
    assert shown.select_one("#trusts_second_factor").has_attr("checked")
    assert shown.select_one("#password").get("value", "") == ""


@pytest.mark.parametrize(
    ("issuer", "said"),
    [
        ("http://login.example.org", "must begin with https://"),
        ("https://169.254.169.254/latest", "full host name"),
        ("https://localhost", "full host name"),
        ("https://login.example.org:22", "must not name a port"),
        ("https://user@login.example.org", "the host alone"),
        ("", "Enter an address like"),
        ("{crooked}/?tenant=1", "question mark"),
        ("{crooked}/elsewhere", "Nothing answers there"),
    ],
)
def test_check_30_an_issuer_that_is_not_called_is_refused_in_a_sentence(
    session, save, filled, crooked, issuer, said
):
    answer = save(filled | {"issuer": issuer.format(crooked=crooked.address)})

    assert answer.status_code == 422
    assert said in answer.text
    assert kept(session) is None
    assert [path for path in crooked.asked if "elsewhere" not in path] == []


def test_an_issuer_that_calls_itself_by_another_name_is_refused(session, save, filled, crooked):
    crooked.describe(issuer="https://login.example.org")

    answer = save(filled)

    assert "calls itself by another name" in answer.text
    assert kept(session) is None


@pytest.mark.parametrize("name", ["name", "client_id", "email_domains"])
def test_an_empty_box_is_named(save, filled, name):
    answer = save(filled | {name: ""})

    assert answer.status_code == 422
    assert f'href="#{name}"' in answer.text


def test_what_was_typed_stays_but_for_the_secret(save, filled):
    answer = save(filled | {"name": "", "trusts_second_factor": "yes"})

    assert filled["issuer"] in answer.text
    assert filled["password"] not in answer.text


def test_what_no_longer_answers_can_be_switched_off(session, school, make, save, filled, crooked):
    make.identity_provider(organisation=school, issuer=crooked.address)
    crooked.answers.clear()

    form = {name: text for name, text in filled.items() if name != "enabled"}
    assert save(form).status_code == 303

    assert kept(session).enabled is False


def test_it_is_removed(session, school, make, save):
    make.identity_provider(organisation=school)

    assert save({}, "/remove").status_code == 303

    assert kept(session) is None
    assert ("remove_own_account", "yes", school.id.hex) in acts(session)


def test_removing_nothing_is_not_found(save):
    assert save({}, "/remove").status_code == 404


@pytest.mark.parametrize("role", ["coordinator", "practitioner", "commissioner"])
def test_only_an_administrator_sets_it_up(client, make, school, page, role):
    sign_in(client, make.person(organisation=school, roles=[role]))

    assert client.get(page).status_code == 403


def test_another_organisations_is_not_there(client, make, boss, session):
    sign_in(client, boss)
    elsewhere = make.organisation()
    make.identity_provider(organisation=elsewhere)

    answers = [client.get(f"/organisations/{each}/sign-in") for each in (elsewhere.id, uuid4())]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert ("see_own_account", "no", elsewhere.id.hex) in acts(session)


def test_they_must_just_have_proved_who_they_are(client, boss, page):
    sign_in(client, boss, at=now() - timedelta(minutes=11))

    answer = client.get(page)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in/again")


def test_the_record_holds_codes_alone(session, save, filled):
    save(filled)

    rows = session.execute(select(AuditEntry.__table__)).all()
    said = json.dumps([[str(value) for value in row] for row in rows])
    assert len(rows) > 1
    for value in (filled["password"], filled["issuer"], filled["email_domains"]):
        assert value not in said
