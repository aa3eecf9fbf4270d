"""A coordinator finds the organisations of the partnership, and adds those that no feed brings."""

import pytest
from sqlalchemy import select

from services_catalog.models import Organisation
from tests.journeys.coming_in import page_of
from tests.journeys.outsiders import come_as
from tests.signing_in import csrf_token, sign_in

LIST = "/partnership/organisations"
ADD = f"{LIST}/add"


@pytest.fixture
def team(make):
    return make.organisation(name="Example Prevention Team")


@pytest.fixture
def coordinator(client, make, team):
    return sign_in(client, make.person(organisation=team, roles=["coordinator"]))


def add(client, **typed):
    return client.post(ADD, data={"csrf_token": csrf_token(client), **typed})


def local(session) -> list[Organisation]:
    return list(session.scalars(select(Organisation).where(Organisation.feed == "local")))


def test_the_list_counts_people_and_services(coordinator, make):
    club = make.organisation(name="Example Club")
    make.service(organisation=club)
    make.person(organisation=club, roles=["provider", "administrator"])
    make.organisation(partnership=make.partnership(name="Another", host="other.example.org"))

    page = coordinator.page(LIST)

    rows = [row.get_text(" ", strip=True) for row in page.select(".app-belongs__one")]
    assert rows == [
        "Example Club Not known 1 person, 1 service",
        "Example Prevention Team Not known 1 person, 0 services",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("CLUB", ["Example Club"], id="any case"),
        pytest.param("ub", ["Example Club", "Example Hub"], id="a part of a name"),
        pytest.param("%", [], id="a sign that the database knows"),
        pytest.param("\x00", ["Example Club", "Example Hub", "Example Prevention Team"],
                     id="what is no text"),
    ],
)  # fmt: skip
def test_one_is_found_by_its_name(coordinator, make, words, found):
    for name in ("Example Club", "Example Hub"):
        make.organisation(name=name)

    page = coordinator.page(LIST, query_string={"q": words})

    assert [row.a.text for row in page.select(".app-belongs__one")] == found


@pytest.mark.parametrize(
    ("page", "shown"),
    [("1", 25), ("2", 2), ("9", 2), ("0", 25), ("x", 25), ("-1", 25), ("9" * 30, 25)],
)
def test_a_page_that_is_not_there_is_the_nearest(coordinator, make, page, shown):
    for number in range(26):
        make.organisation(name=f"Example {number:02}")

    found = coordinator.page(LIST, query_string={"page": page})

    assert len(found.select(".app-belongs__one")) == shown
    assert "27 organisations" in found.main.get_text()


def test_one_that_is_added_can_be_looked_after(coordinator, session):
    answer = add(coordinator, name="  Example   Primary School ", kind="school")

    [made] = local(session)
    assert (made.name, made.kind) == ("Example Primary School", "school")
    page = coordinator.page(answer.headers["Location"])
    assert page.h1.text == "People at Example Primary School"
    assert "Invite someone to look after it." in page.main.get_text()


def test_adding_one_twice_makes_one(coordinator, session):
    first = add(coordinator, name="Example Primary School", kind="school")
    again = add(coordinator, name="example primary school", kind="school")

    assert first.headers["Location"] == again.headers["Location"]
    assert len(local(session)) == 1


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        pytest.param("", "school", "Enter its name", id="no name"),
        pytest.param("S" * 151, "school", "in 150 characters or fewer", id="too long a name"),
        pytest.param("Example School", "", "Choose what kind it is.", id="no kind"),
        pytest.param("Example School", "unknown", "Choose what kind it is.", id="an unknown one"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_and_kept(coordinator, session, name, kind, said):
    answer = add(coordinator, name=name, kind=kind, feed="demonstration", id="1")

    assert answer.status_code == 422
    assert said in answer.text
    assert page_of(answer).select_one("#name").get("value", "") == name
    assert ('value="school" selected' in answer.text) == (kind == "school")
    assert local(session) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("signed out", 303), ("practitioner", 403), ("administrator", 403), ("provider", 403),
        ("commissioner", 403),
    ],
)  # fmt: skip
def test_nobody_else_sees_or_adds_any(client, make, team, session, who, status):
    come_as(client, make, who, team)
    token = csrf_token(client)

    for address in (LIST, ADD):
        assert client.get(address).status_code == status
    data = {"csrf_token": token, "name": "Example School", "kind": "school"}
    assert client.post(ADD, data=data).status_code == status
    assert local(session) == []


def test_a_coordinator_sees_their_own_partnership_alone(client, make, team):
    host = come_as(client, make, "other partnership", team)

    page = client.page(LIST, **host)

    assert team.name not in page.main.get_text()
    assert len(page.select(".app-belongs__one")) == 1
