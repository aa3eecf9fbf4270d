"""At the desks: what somebody has to do is one click from home, in words, for them alone."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from base.actor import Actor
from base.clock import now
from navigator.accounts import sign_ins
from navigator.accounts.safeguarding_team import set_in_team
from navigator.audit.models import AuditEntry
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import ServicePlaces
from navigator.referrals.moving import Step, make_move
from tests.signing_in import sign_in


@pytest.fixture
def school(make):
    return make.organisation(name="Example School")


@pytest.fixture
def club(make):
    return make.organisation(name="Example Club")


@pytest.fixture
def service(make, club):
    return make.service(organisation=club, name="Example Boxing")


@pytest.fixture
def teacher(make, school):
    return make.person(organisation=school, name="Tia Teacher")


@pytest.fixture
def worker(make, club):
    return make.person(organisation=club, name="Wren Worker", roles=["provider"])


@pytest.fixture
def coordinator(make):
    return make.person(name="Cal Coordinator", roles=["coordinator"])


@pytest.fixture
def referral(make, teacher, worker, service):
    return make.referral(sender=teacher, service=service, at=now() - timedelta(hours=2))


@pytest.fixture
def move(session):
    def make(referral, step, by):
        place = by.memberships[0].organisation_id
        actor = Actor(
            partnership_id=by.partnership_id,
            user_id=by.id,
            organisation_id=place,
            roles=frozenset(sign_ins.roles_in(by, place)),
        )
        make_move(session, referral, step, actor=actor, at=now())
        session.commit()

    return make


def rows(page: BeautifulSoup) -> list[str]:
    return [row.get_text(" ", strip=True) for row in page.select(".app-desk__row")]


def said_no() -> Step:
    return Step(
        move=Move.PROPOSE_DECLINE, reason="no_places", note="x", facts={"alternative": "none"}
    )


def test_status_is_one_click_from_home(client, teacher, referral):
    home = sign_in(client, teacher).page("/")

    links = {link["href"] for link in home.select("a") if "eferrals" in link.get_text()}
    assert links == {"/referrals"}
    [row] = rows(client.page("/referrals"))
    for words in ("Robin Invented", referral.reference, "Example Boxing", "Tia Teacher"):
        assert words in row


@pytest.mark.parametrize(
    ("role", "address"),
    [("practitioner", "/referrals"), ("provider", "/referrals/received"),
     ("coordinator", "/referrals/review"), ("commissioner", None), ("panel_member", None),
     ("administrator", "/referrals")],
)  # fmt: skip
def test_the_menu_leads_to_the_desk_of_a_role_and_nobody_else_has_it(client, make, role, address):
    home = sign_in(client, make.person(roles=[role])).page("/")

    [*links] = (link["href"] for link in home.select(".app-nav__link") if "Ref" in link.text)
    assert links == ([address] if address else [])


def test_nobody_who_is_signed_out_sees_the_menu_entry_or_a_desk(client):
    assert "Referrals" not in client.page("/").select_one(".app-nav").get_text()
    assert client.get("/referrals").headers["Location"].startswith("/sign-in")


def test_a_provider_sees_no_name_before_a_yes_and_how_many_places_are_free(
    client, session, worker, service, referral, move
):
    session.add(
        ServicePlaces(service_id=service.id, partnership_id=service.partnership_id, places=3)
    )
    session.commit()
    sign_in(client, worker)

    page = client.page("/referrals/received")
    assert "Robin" not in page.get_text()
    assert referral.reference in rows(page)[0]
    assert "Example Boxing: 3 of 3 places are free." in " ".join(page.main.get_text().split())

    move(referral, Step(move=Move.ACCEPT), worker)
    assert rows(client.page("/referrals/received")) == []
    assert "Robin Invented" in rows(client.page("/referrals/received?part=working"))[0]


def test_a_no_is_before_the_prevention_team_with_its_reason_and_without_a_name(
    client, worker, coordinator, referral, move
):
    move(referral, said_no(), worker)

    [row] = rows(sign_in(client, coordinator).page("/referrals/review"))

    assert referral.reference in row
    assert "Why they want to say no:" in row
    assert "Needs the prevention team" in row
    assert "Robin" not in row


def test_the_safeguarding_team_has_a_desk_for_its_organisation_and_nobody_else(
    client, session, make, school, teacher, referral
):
    lead = make.person(organisation=school, name="Dee Lead")
    sign_in(client, lead)
    assert client.get("/referrals/ours").status_code == 404
    assert rows(client.page("/referrals")) == []
    assert "/referrals/ours" not in {a["href"] for a in client.page("/referrals").select("a")}

    set_in_team(lead, school.id, is_in=True)
    session.commit()
    assert "/referrals/ours" in {a["href"] for a in client.page("/referrals").select("a")}
    [row] = rows(client.page("/referrals/ours"))
    assert "Robin Invented" in row
    assert "Tia Teacher" in row


def test_a_desk_is_narrowed_by_links_and_junk_in_its_address_is_passed_over(
    client, teacher, referral
):
    sign_in(client, teacher)

    page = client.page("/referrals")
    ways = {a.get_text(strip=True): a["href"] for a in page.select(".app-ways a")}
    assert ways["Needs us"] == "/referrals?step=ours"
    assert rows(client.page(ways["Needs us"])) == []
    assert len(rows(client.page(ways["Waits for someone else"]))) == 1
    assert rows(client.page(ways["Only late ones"])) == []
    assert rows(client.page(ways["Ended lately (0)"])) == []
    for junk in ("page=-1", "page=9999999", "part=other", "step=x&late=y", "page=%00"):
        assert len(rows(client.page(f"/referrals?{junk}"))) == 1, junk


def test_a_desk_names_nobody_in_its_address_or_title(client, teacher, referral):
    page = sign_in(client, teacher).page("/referrals")

    assert page.title.text.strip() == "Your referrals – Prevention Navigator"
    assert not [a for a in page.select("a") if "Robin" in a["href"] or "obin" in a["href"]]


def test_a_name_that_is_read_on_a_desk_is_in_the_record_of_whose_it_is(
    client, session, teacher, worker, school, referral
):
    sign_in(client, teacher).page("/referrals")
    sign_in(client, worker).page("/referrals/received")

    session.expire_all()
    noted = [
        (entry.act, entry.object_id, entry.owner_id)
        for entry in session.query(AuditEntry).order_by(AuditEntry.number)
        if entry.act in {"see_desk", "see_on_desk"}
    ]
    seen = ("see_on_desk", referral.id.hex, school.id.hex)
    assert noted == [("see_desk", "", ""), seen, ("see_desk", "", "")]
    assert "Robin" not in str([vars(entry) for entry in session.query(AuditEntry)])


def test_a_long_desk_has_pages(client, make, teacher, service, worker):
    for number in range(26):
        make.referral(sender=teacher, service=service, name=f"Child Number{number}", at=now())

    first = sign_in(client, teacher).page("/referrals")

    assert len(rows(first)) == 25
    assert len(rows(client.page(first.select_one("a[rel=next]")["href"]))) == 1


@pytest.mark.parametrize(
    "address",
    ["/referrals", "/referrals/ours", "/referrals/received", "/referrals/review",
     "/referrals/find", "/receiving", "/away", "/referrals/rules"],
)  # fmt: skip
@pytest.mark.parametrize("role", ["commissioner", "panel_member"])
def test_desks_are_closed_to_who_has_no_part_in_referrals(client, make, address, role):
    sign_in(client, make.person(roles=[role]))

    assert client.get(address).status_code == 403
