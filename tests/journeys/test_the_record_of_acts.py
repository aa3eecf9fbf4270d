"""An organisation's administrator sees who looked at its records, and can take a copy."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from base.clock import now
from navigator.accounts.models import SignIn
from navigator.audit.models import AuditEntry
from navigator.audit.operations import Act, record
from navigator.web.csv_file import without_guards
from tests.factories import NOON
from tests.journeys.outsiders import alike, come_as
from tests.signing_in import sign_in


@pytest.fixture
def school(make):
    return make.organisation(name="Example School")


@pytest.fixture
def boss(make, school):
    return make.person(organisation=school, name="Ada Example", roles=["administrator"])


@pytest.fixture
def admin(client, boss):
    return sign_in(client, boss)


@pytest.fixture
def address(school) -> str:
    return f"/organisations/{school.id}/record"


@pytest.fixture
def happened(session, school):
    """``happened(act="see_people", ...)``: put an act on a record of the school into the record."""

    def put(**facts):
        told = {"act": "see_people", "at": NOON, "partnership_id": school.partnership_id}
        record(session, [Act(**{**told, "owner_id": school.id, **facts})])
        session.commit()

    return put


def rows(page) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.select("tbody tr")
    ]


def by(user, organisation) -> dict[str, object]:
    return {"user_id": user.id, "organisation_id": organisation.id}


def test_it_says_when_who_what_and_on_what(admin, address, happened, boss, school):
    happened(**by(boss, school), object_kind="organisation", object_id=school.id)

    page = admin.page(address)

    assert rows(page) == [
        ["2 November 2026, 12pm", "Ada Example", "Saw who belongs here",
         "An organisation: Example School", "Allowed"],
    ]  # fmt: skip
    assert page.select_one("tbody time")["datetime"] == "2026-11-02T12:00:00+00:00"


def test_somebody_of_another_organisation_has_no_name_here(admin, address, happened, make):
    club = make.organisation(name="Example Club")
    eve = make.person(organisation=club, name="Eve Example")
    object_id = uuid4()
    happened(**by(eve, club), object_kind="user", object_id=object_id, allowed=False)

    page = admin.page(address)

    [row] = rows(page)
    assert row[1:] == [
        "Someone at Example Club", "Saw who belongs here", f"A person: {object_id.hex[:8]}",
        "Refused",
    ]  # fmt: skip
    assert "Eve Example" not in page.get_text()


def test_who_acts_for_another_organisation_is_not_named_even_if_they_belong(
    admin, address, happened, make, boss
):
    happened(**by(boss, make.organisation(name="Example Club")))

    assert rows(admin.page(address))[0][1] == "Someone at Example Club"


@pytest.mark.parametrize(
    ("facts", "who", "what"),
    [
        pytest.param({}, "Someone who was not signed in", "Saw who belongs here", id="nobody"),
        pytest.param({"user_id": uuid4()}, "Someone", "Saw who belongs here", id="for none"),
        pytest.param({"act": "a_new_act"}, "Someone who was not signed in", "Did something else",
                     id="an act without words"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_said_plainly(admin, address, happened, facts, who, what):
    happened(**facts)

    [row] = rows(admin.page(address))
    assert row[1:3] == [who, what]


def test_reading_it_is_itself_recorded(admin, address):
    admin.get(address)

    [row] = rows(admin.page(address))
    assert row[1:3] == ["Ada Example", "Looked at this record"]


def test_it_never_shows_another_organisation_or_partnership(admin, address, happened, make, school):
    other = make.partnership(name="Another Partnership", host="other.example.org")
    happened(owner_id=make.organisation().id)
    happened(partnership_id=other.id)

    assert rows(admin.page(address)) == []


def test_it_can_be_narrowed(admin, address, happened, make, boss, school):
    ben = make.person(organisation=school, name="Ben Example")
    happened(**by(ben, school), object_kind="user", allowed=False)
    happened(**by(boss, school), object_kind="organisation")

    for narrowed, count in (
        ({"person": str(ben.id)}, 1),
        ({"kind": "organisation"}, 1),
        ({"allowed": "no"}, 1),
        ({"person": str(ben.id), "allowed": "yes"}, 0),
        ({"person": str(uuid4())}, 0),
    ):
        found = rows(admin.page(address, query_string=narrowed))
        theirs = [row for row in found if row[2] == "Saw who belongs here"]
        assert len(theirs) == count, narrowed


def test_what_a_stranger_did_cannot_be_picked_out_by_their_id(admin, address, happened, make):
    club = make.organisation(name="Example Club")
    eve = make.person(organisation=club)
    happened(**by(eve, club))

    assert rows(admin.page(address, query_string={"person": str(eve.id)})) == []


@pytest.mark.parametrize("wrong", ["person=x", "kind=x", "allowed=x", "before=x", "before=0",
                                   f"before={'9' * 40}"])  # fmt: skip
def test_what_cannot_be_read_of_the_address_leaves_that_open(admin, address, happened, wrong):
    happened()

    assert rows(admin.page(f"{address}?{wrong}"))


def test_older_ones_are_a_page_away_and_keep_what_was_chosen(admin, address, happened):
    for _ in range(51):
        happened(object_kind="organisation")
    happened(object_kind="user")

    first = admin.page(address, query_string={"kind": "organisation"})
    older = first.find("a", string="Older")["href"]
    then = admin.page(older)

    assert [len(rows(page)) for page in (first, then)] == [50, 1]
    assert "kind=organisation" in older
    assert then.find("a", string="Older") is None
    assert "before" not in then.find("a", string="The newest")["href"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("signed out", 303), ("practitioner", 403), ("coordinator", 403), ("elsewhere", 404),
        ("other partnership", 403),
    ],
)  # fmt: skip
def test_nobody_else_reads_it(client, make, school, address, who, status):
    host = come_as(client, make, who, school)

    for each in (address, f"{address}.csv"):
        assert client.get(each, **host).status_code == status


def test_not_theirs_looks_exactly_like_not_there(client, make, school, address):
    come_as(client, make, "elsewhere", school)

    nobody = client.get(f"/organisations/{uuid4()}/record")
    assert alike(client.get(address).text) == alike(nobody.text)


def test_an_attempt_on_it_is_seen_by_whose_it_is(app, admin, make, school, address):
    stranger = app.test_client()
    come_as(stranger, make, "elsewhere", school)
    stranger.get(address)

    row = rows(admin.page(address))[0]
    assert row[1].startswith("Someone at Example Organisation")
    assert row[2:] == ["Looked at this record", "The record: Example School", "Refused"]


FORMULAS = ["=1+1", "+44 117", "-2", "@SUM(A1)", "\t=1", "＝1+1", "'=1", "Eve;=1+1", 'a "b", c']


@pytest.mark.parametrize("name", FORMULAS)
def test_check_28_a_copy_runs_nothing_and_loses_nothing(
    admin, address, happened, boss, school, name
):
    boss.name = name
    happened(**by(boss, school))

    answer = admin.get(f"{address}.csv")

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="record-of-acts')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(answer.data.decode("utf-8-sig"), newline="")
    [header, row] = list(csv.reader(text))
    assert header[:4] == ["Number", "When (UTC)", "Who", "What"]
    assert row[2][0] not in "=+-@\t\r＝"
    assert ";=" not in row[2]
    assert without_guards(row[2]) == name


def test_a_copy_is_recorded(admin, address, session):
    admin.get(f"{address}.csv")

    [row] = session.scalars(select(AuditEntry))
    assert (row.act, row.object_kind, row.allowed) == (
        "copy_record_of_acts", "record_of_acts", "yes",
    )  # fmt: skip


def test_check_11_a_copy_asks_for_the_password_again(client, boss, address):
    sign_in(client, boss)
    long_ago(client)

    answer = client.get(f"{address}.csv")

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in/again?next=")


def long_ago(client) -> None:
    """They proved who they are too long ago."""
    with client.application.extensions["sessions"]() as own:
        own.execute(update(SignIn).values(proved_at=now() - timedelta(hours=1)))
        own.commit()


def test_the_page_leads_to_the_record_of_their_own_organisation_alone(
    client, make, school, address
):
    person = make.person(organisation=school, roles=["administrator", "coordinator"])
    club = make.organisation(name="Example Club")
    sign_in(client, person)

    assert client.page(f"/organisations/{school.id}/people").select_one(f"a[href='{address}']")
    assert "/record" not in client.get(f"/organisations/{club.id}/people").text
