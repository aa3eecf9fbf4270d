"""An administrator, or a coordinator, looks after who belongs to an organisation."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from navigator.accounts import sign_ins
from navigator.accounts.models import SingleUseToken, User
from navigator.accounts.safeguarding_team import is_in_team
from navigator.audit.models import AuditEntry
from navigator.outbox.models import OutboxMail
from tests.factories import PASSWORD
from tests.journeys.outsiders import alike, come_as
from tests.signing_in import csrf_token, sign_in

INVITED = {"name": "Ben Example", "email": "ben@example.org", "roles": ["practitioner"]}


@pytest.fixture
def school(make):
    return make.organisation(name="Example School")


@pytest.fixture
def boss(make, school):
    return make.person(organisation=school, name="Ada Example", roles=["administrator"])


@pytest.fixture
def ben(make, school):
    return make.person(organisation=school, name="Ben Example", roles=["practitioner"])


@pytest.fixture
def people(school) -> str:
    return f"/organisations/{school.id}/people"


@pytest.fixture
def admin(client, boss):
    return sign_in(client, boss)


def post(client, address, **typed):
    return client.post(address, data={"csrf_token": csrf_token(client), **typed})


def test_who_belongs_is_listed_with_what_they_do(admin, people, ben):
    page = admin.page(people)

    rows = [row.get_text(" ", strip=True) for row in page.select(".app-belongs__one")]
    assert [name for row in rows for name in ("Ada Example", "Ben Example") if name in row] == [
        "Ada Example", "Ben Example",
    ]  # fmt: skip
    assert "Works with young people (practitioner)" in rows[1]
    assert "Nobody is in the safeguarding team yet." in page.main.get_text()


def test_somebody_invited_gets_a_link_and_comes_in(admin, people, school, session, app):
    answer = post(admin, f"{people}/invite", **INVITED, team="yes")
    assert answer.headers["Location"] == f"{people}?done=invited"
    page = admin.page(answer.headers["Location"])
    assert "The invitation is on its way." in page.main.get_text()
    assert "ben@example.org" in page.main.get_text()

    [mail] = session.scalars(select(OutboxMail))
    link = re.search(r"http://\S+", mail.body)[0]
    stranger = app.test_client()
    address = link.removeprefix("http://127.0.0.1:5000")
    token = csrf_token(stranger, address)
    stranger.post(address, data={"csrf_token": token, "password": PASSWORD})

    session.expire_all()
    ben = session.scalars(select(User).where(User.email == "ben@example.org")).one()
    assert sign_ins.roles_in(ben, school.id) == {"practitioner"}
    assert is_in_team(ben, school.id)
    assert "Invited, but not here yet" not in admin.get(people).text


def test_the_mail_of_an_invitation_says_nothing_of_anybody(admin, people, boss, school, session):
    post(admin, f"{people}/invite", **INVITED)

    [mail] = session.scalars(select(OutboxMail))
    assert mail.address == "ben@example.org"
    said = f"{mail.subject} {mail.body}"
    assert school.name in said
    for personal in ("Ben", "Ada", "@", boss.email, "practitioner", str(school.id)):
        assert personal not in said


def test_the_link_does_not_follow_the_host_of_the_request(admin, people, session):
    admin.post(
        f"{people}/invite",
        data={"csrf_token": csrf_token(admin), **INVITED},
        headers={"X-Forwarded-Host": "evil.example.org"},
    )

    [mail] = session.scalars(select(OutboxMail))
    assert "evil" not in mail.body


def test_inviting_twice_leaves_one_invitation(admin, people, session):
    for _ in range(2):
        assert post(admin, f"{people}/invite", **INVITED).status_code == 303

    assert len(session.scalars(select(SingleUseToken)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"name": ""}, "Enter their name.", id="no name"),
        pytest.param({"email": ""}, "Enter their e-mail address.", id="no address"),
        pytest.param({"email": "ben at school"}, "Enter an e-mail address, like", id="no such one"),
        pytest.param({"name": "B" * 101}, "in 100 characters or fewer", id="too long a name"),
        pytest.param({"roles": []}, "Choose what they do here.", id="no role"),
        pytest.param({"roles": ["king"]}, "Choose what they do.", id="an unknown role"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_typed_is_lost(admin, people, session, typed, said):
    answer = post(admin, f"{people}/invite", **{**INVITED, "team": "yes", **typed})

    assert answer.status_code == 422
    assert said in answer.text
    for box, text in INVITED.items():
        if box not in typed:
            assert f'value="{text if isinstance(text, str) else text[0]}"' in answer.text
    assert re.search(r'id="team"[^>]* checked', answer.text)
    assert session.scalars(select(OutboxMail)).all() == []


def test_an_administrator_is_offered_only_what_they_may_give(admin, people):
    page = admin.page(f"{people}/invite")

    offered = [box["value"] for box in page.select("input[name=roles]")]
    assert offered == ["practitioner", "provider", "administrator"]
    refused = post(admin, f"{people}/invite", **{**INVITED, "roles": ["coordinator"]})
    assert refused.status_code == 403
    assert "Only the prevention team can give that role." in refused.text


def test_a_coordinator_may_give_every_role_in_every_organisation(client, make, people):
    sign_in(client, make.person(roles=["coordinator"]))

    page = client.page(f"{people}/invite")

    assert len(page.select("input[name=roles]")) == 7
    assert post(client, f"{people}/invite", **{**INVITED, "roles": ["adviser"]}).status_code == 303


def test_an_invitation_can_be_taken_back(admin, people, session):
    post(admin, f"{people}/invite", **INVITED)
    form = admin.page(people).select_one("form[action*=invitations]")

    answer = post(admin, form["action"])

    assert answer.headers["Location"].endswith("?done=withdrawn")
    assert session.scalars(select(SingleUseToken)).all() == []


def test_roles_and_the_team_are_changed_and_they_sign_in_again(
    admin, app, people, ben, school, session
):
    theirs = sign_in(app.test_client(), ben)

    answer = post(admin, f"{people}/{ben.id}", roles=["practitioner", "provider"], team="yes")

    assert answer.status_code == 303
    session.expire_all()
    assert sign_ins.roles_in(ben, school.id) == {"practitioner", "provider"}
    assert is_in_team(ben, school.id)
    assert theirs.get("/account").status_code == 303
    page = admin.page(f"{people}/{ben.id}")
    ticked = [box["value"] for box in page.select("input[checked]")]
    assert ticked == ["practitioner", "provider", "yes"]


def test_a_role_that_only_a_coordinator_gives_stays(admin, make, people, school, session):
    wren = make.person(organisation=school, roles=["adviser", "practitioner"])
    assert "Given by the prevention team" in admin.get(f"{people}/{wren.id}").text

    post(admin, f"{people}/{wren.id}", roles=["provider"])

    session.expire_all()
    assert sign_ins.roles_in(wren, school.id) == {"adviser", "provider"}


def test_the_last_administrator_stays_one(admin, people, boss, school, session):
    for address, typed in ((f"{people}/{boss.id}", {"roles": ["provider"]}),
                           (f"{people}/{boss.id}/leave", {})):  # fmt: skip
        answer = post(admin, address, **typed)
        assert answer.status_code == 422
        assert "This is the only administrator." in answer.text

    session.expire_all()
    assert sign_ins.roles_in(boss, school.id) == {"administrator"}


def test_leaving_is_asked_and_ends_access_at_the_next_request(admin, app, people, ben, school,
                                                              session):  # fmt: skip
    theirs = sign_in(app.test_client(), ben)
    asked = admin.page(f"{people}/{ben.id}/leave")
    assert asked.h1.text == "Has Ben Example left Example School?"
    session.expire_all()
    assert sign_ins.roles_in(ben, school.id), "opening the page changes nothing"

    for _ in range(2):
        assert post(admin, f"{people}/{ben.id}/leave").headers["Location"].endswith("?done=left")

    session.expire_all()
    assert sign_ins.roles_in(ben, school.id) == frozenset()
    assert theirs.get("/account").status_code == 303
    assert "Ben Example" not in admin.get(people).text


def test_what_was_typed_waits_for_who_signs_in_again(admin, people, boss, session):
    token = csrf_token(admin)
    sign_ins.end_all(session, boss.id)
    session.commit()

    answer = admin.post(f"{people}/invite", data={"csrf_token": token, **INVITED})

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in?next=")


PAGES = ["", "/invite", "/{ben}", "/{ben}/leave"]
POSTS = ["/invite", "/{ben}", "/{ben}/leave", f"/invitations/{uuid4()}/withdraw"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param("signed out", 303, id="signed out: asked to sign in"),
        pytest.param("practitioner", 403, id="a practitioner of the same organisation: their role"),
        pytest.param("provider", 403, id="a provider of the same organisation: their role"),
        pytest.param("elsewhere", 404, id="an administrator of another: not found"),
        pytest.param(
            "other partnership", 404, id="a coordinator of another partnership: not found"
        ),
    ],
)
def test_outsiders_get_the_answer_of_the_table(client, make, school, ben, who, status):
    host = come_as(client, make, who, school)
    token = csrf_token_at(client, host)
    people = f"/organisations/{school.id}/people"

    for page in PAGES:
        assert client.get(people + page.format(ben=ben.id), **host).status_code == status, page
    for page in POSTS:
        data = {"csrf_token": token, **INVITED}
        answer = client.post(people + page.format(ben=ben.id), data=data, **host)
        assert answer.status_code == status, page


def test_not_theirs_looks_exactly_like_not_there(client, make, people, school, ben):
    come_as(client, make, "elsewhere", school)

    theirs = client.get(f"{people}/{ben.id}").text
    nobody = client.get(f"/organisations/{uuid4()}/people/{uuid4()}").text

    assert alike(theirs) == alike(nobody)


def test_what_is_asked_in_vain_is_in_the_record_of_whose_it_is(client, make, people, school, ben,
                                                               session):  # fmt: skip
    come_as(client, make, "elsewhere", school)

    client.get(f"{people}/{ben.id}")

    [row] = session.scalars(select(AuditEntry).where(AuditEntry.object_kind == "user"))
    assert (row.act, row.owner_id, row.allowed) == ("see_person", school.id.hex, "no")


def csrf_token_at(client, host) -> str:
    return client.page("/", **host).select_one("input[name=csrf_token]")["value"]
