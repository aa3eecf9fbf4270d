"""Who is away, which services take referrals, how long a step may take, and who leaves."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from base.clock import now, today
from navigator.accounts.models import User
from navigator.referrals.models import Absence, Referral, ReferralPause, ServicePlaces
from navigator.referrals.rules import rules_of
from navigator.referrals.timescales import WORKING_DAYS, Wait
from services_catalog.models import Organisation, Service
from tests.journeys.coming_in import page_of
from tests.signing_in import csrf_token, sign_in

RULES = "/referrals/rules"
USUAL = {str(wait): str(days) for wait, days in WORKING_DAYS.items()} | {
    "least_attempts": "4", "least_kinds": "2", "bounces": "2",
}  # fmt: skip


def post(client, address, **typed):
    return client.post(address, data={"csrf_token": csrf_token(client), **typed})


def day(number: int) -> str:
    wanted = today() + timedelta(days=number)
    return f"{wanted.day}/{wanted.month}/{wanted.year}"


@dataclass(frozen=True, kw_only=True)
class Places:
    """A school with its people, and a club with a service."""

    school: Organisation
    teacher: User
    cover: User
    boss: User
    service: Service
    worker: User

    @property
    def people(self) -> str:
        return f"/organisations/{self.school.id}/people"

    @property
    def away(self) -> str:
        return f"/organisations/{self.school.id}/away"


@pytest.fixture
def places(make) -> Places:
    school, club = make.organisation(), make.organisation()
    return Places(
        school=school,
        teacher=make.person(organisation=school, name="Tia Teacher"),
        cover=make.person(organisation=school, name="Cleo Cover"),
        boss=make.person(organisation=school, name="Ada Example", roles=["administrator"]),
        service=make.service(organisation=club, name="Example Boxing"),
        worker=make.person(organisation=club, name="Wren Worker", roles=["provider"]),
    )


@pytest.fixture
def referral(make, places):
    return make.referral(sender=places.teacher, service=places.service, at=now())


def text_of(page) -> str:
    return " ".join(page.main.get_text(" ").split())


def test_somebody_says_that_they_are_away_and_their_cover_has_it_on_their_desk(
    client, app, make, session, places
):
    make.referral(sender=places.teacher, service=places.service, at=now())
    sign_in(client, places.teacher)

    answer = post(client, "/away", first_day=day(0), last_day=day(3), cover=str(places.cover.id))

    assert answer.headers["Location"] == "/away?done=said"
    page = client.page(answer.headers["Location"])
    assert "Covered by Cleo Cover" in text_of(page)
    theirs = sign_in(app.test_client(), places.cover)
    assert "You cover for Tia Teacher" in text_of(theirs.page("/referrals"))
    assert "You cover for others" in text_of(theirs.page("/away"))

    form = page.select_one("form[action$='/end']")
    assert post(theirs, form["action"]).status_code == 404, "not theirs to end"
    assert post(client, form["action"]).headers["Location"] == "/away?done=ended"
    assert "There is nothing here." in text_of(theirs.page("/referrals"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"first_day": "soon"}, "Enter the first day", id="no day"),
        pytest.param({"last_day": "31/2/2027"}, "Enter the last day", id="no such day"),
        pytest.param({"cover": ""}, "Choose who covers.", id="no cover"),
        pytest.param({"cover": "x"}, "Choose who covers.", id="no person"),
        pytest.param({"first_day": day(-1)}, "must be today or later", id="yesterday"),
        pytest.param({"last_day": day(0)}, "first day or a later one", id="the wrong way round"),
    ],
)
def test_days_that_cannot_be_are_said_and_nothing_typed_is_lost(
    client, session, typed, said, places
):
    sign_in(client, places.teacher)
    given = {"first_day": day(1), "last_day": day(3), "cover": str(places.cover.id), **typed}

    answer = post(client, "/away", **given)

    assert answer.status_code == 422
    assert said in answer.text
    page = page_of(answer)
    assert page.select_one("#first_day")["value"] == given["first_day"]
    assert session.query(Absence).count() == 0


def test_an_administrator_says_it_for_several_at_once(client, session, make, places):
    other = make.person(organisation=places.school, name="Oz Other")
    sign_in(client, places.boss)
    address = places.away
    assert address in {a["href"] for a in client.page(places.people).select("a")}
    holidays = {"first_day": day(10), "last_day": day(20), "cover": str(places.cover.id)}

    nobody = post(client, address, **holidays)
    assert "Choose who is away." in nobody.text
    answer = post(client, address, **holidays, people=[str(places.teacher.id), str(other.id)])

    page = client.page(answer.headers["Location"])
    assert "Tia Teacher" in text_of(page)
    assert session.query(Absence).count() == 2
    end = page.select_one("form[action$='/end']")["action"]
    assert post(client, end).headers["Location"].endswith("?done=ended")
    session.expire_all()
    assert session.query(Absence).count() == 1


def test_nobody_says_it_for_people_elsewhere(client, make, places):
    sign_in(client, make.person(roles=["administrator"]))
    holidays = {"first_day": day(1), "last_day": day(2), "cover": str(places.cover.id)}

    address = places.away
    assert client.get(address).status_code == 404
    assert post(client, address, **holidays, people=[str(places.teacher.id)]).status_code == 404


def test_referrals_are_paused_in_one_click_and_taken_again(client, session, places):
    sign_in(client, places.worker)
    page = client.page("/receiving")
    [pause] = (form for form in page.select("form") if form["action"].endswith("/pause"))

    for _ in range(2):
        done = post(client, pause["action"])
        assert done.headers["Location"] == "/receiving?done=paused"
    session.expire_all()
    assert session.query(ReferralPause).count() == 1
    page = client.page("/receiving?done=paused")
    assert "Takes no referrals now" in text_of(page)

    assert post(client, f"/receiving/{places.service.id}/take-again").status_code == 303
    session.expire_all()
    assert session.query(ReferralPause).count() == 0


def test_places_are_a_number_or_not_counted(client, session, places):
    sign_in(client, places.worker)
    address = f"/receiving/{places.service.id}/places"
    for typed in ("", "many", "-1", "1.5", "9999"):
        answer = post(client, address, places=typed)
        assert answer.status_code == 422, typed
        assert page_of(answer).select_one(f"#places-{places.service.id}")["value"] == typed

    assert post(client, address, places=" 4 ").status_code == 303
    assert "4 of 4 places are free." in text_of(client.page("/receiving"))
    assert post(client, f"/receiving/{places.service.id}/do-not-count").status_code == 303
    session.expire_all()
    assert session.get(ServicePlaces, places.service.id) is None


@pytest.mark.parametrize("what", ["pause", "take-again", "places", "do-not-count"])
def test_only_its_own_people_say_so_of_a_service(client, make, session, what, places):
    sign_in(client, make.person(roles=["provider"]))

    assert post(client, f"/receiving/{places.service.id}/{what}", places="3").status_code == 404
    session.expire_all()
    assert session.query(ReferralPause).count() + session.query(ServicePlaces).count() == 0


def test_a_coordinator_sets_working_days_and_tries(client, make, session, partnership):
    sign_in(client, make.person(roles=["coordinator"]))
    page = client.page(RULES)
    assert {box["name"]: box["value"] for box in page.select("main input[type=text]")} == USUAL

    answer = post(client, RULES, **USUAL | {"answer": "3", "bounces": "1"})

    assert answer.headers["Location"] == f"{RULES}?done=saved"
    session.expire_all()
    rules = rules_of(session, partnership.id)
    assert (rules.waits[Wait.ANSWER], rules.bounces) == (3, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"answer": ""}, "Enter a whole number."),
        ({"answer": "five"}, "Enter a whole number."),
        ({"answer": "0"}, "Enter a whole number from 1 to 90."),
        ({"least_kinds": "5"}, "There cannot be more ways to try than tries."),
    ],
    ids=str,
)
def test_numbers_that_cannot_be_are_said(client, make, session, partnership, typed, said):
    sign_in(client, make.person(roles=["coordinator"]))

    answer = post(client, RULES, **USUAL | {"review": "44"} | typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert page_of(answer).select_one("#review")["value"] == "44"
    assert rules_of(session, partnership.id).waits[Wait.ANSWER] == 5


def test_who_leaves_hands_on_what_they_have_and_the_page_says_so(
    client, app, session, referral, places
):
    days = {"first_day": day(0), "last_day": day(1), "cover": str(places.cover.id)}
    post(sign_in(app.test_client(), places.teacher), "/away", **days)
    sign_in(client, places.boss)
    address = f"{places.people}/{places.teacher.id}/leave"
    assert "They have 1 open referral." in text_of(client.page(address))

    assert post(client, address).headers["Location"].endswith("?done=left")

    session.expire_all()
    kept = session.get_one(Referral, referral.id)
    assert (kept.holder_id, kept.sender_id) == (places.cover.id, places.cover.id)


@pytest.mark.usefixtures("referral")
def test_nobody_leaves_while_something_would_be_in_nobodys_hands(client, session, places):
    sign_in(client, places.boss)

    answer = post(client, f"{places.people}/{places.teacher.id}/leave")

    assert answer.status_code == 422
    assert "First invite somebody who can." in answer.text
    session.expire_all()
    assert places.teacher.memberships[0].ended_at is None


def test_a_role_that_is_taken_hands_on_too(client, make, session, referral, places):
    lead = make.person(organisation=places.school, roles=["administrator", "practitioner"])
    session.commit()
    sign_in(client, places.boss)

    post(
        client,
        f"{places.people}/{places.teacher.id}",
        roles=["administrator"],
    )

    session.expire_all()
    assert session.get_one(Referral, referral.id).holder_id == lead.id
