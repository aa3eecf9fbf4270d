"""Drafts: gone on with, thrown away, nobody else's, and there again after signing in."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import func, select

from base.clock import now
from navigator.accounts.people import add_roles
from navigator.referrals.models import ReferralDraft
from tests.factories import NOON
from tests.journeys.coming_in import has_app, type_code, type_password
from tests.journeys.outsiders import alike
from tests.journeys.referring.conftest import Referring
from tests.signing_in import csrf_token, sign_in

PAGES = ("agreement", "person", "story", "contact", "equality", "check", "sent", "delete")
POSTS = ("agreement", "person", "story", "contact", "equality", "send", "delete", "services")


def test_saving_for_later_asks_for_nothing_and_one_press_goes_on(referring):
    referring.agree()
    answer = referring.save("person", name="Robin", then="later")
    assert answer.headers["Location"] == "/refer?done=saved"

    page = referring.client.page(answer.headers["Location"])

    assert "Saved." in page.main.get_text()
    row = page.select_one(".app-belongs__one")
    assert "Robin" in row.get_text()
    assert "Example Boxing" in row.get_text()
    assert row.select_one("a")["href"] == f"{referring.base}/person"


def test_what_is_whole_goes_on_at_the_check(referring):
    referring.fill()

    assert referring.client.page("/refer").select_one(".app-belongs a")["href"].endswith("/check")


def test_deleting_is_asked_first_and_can_be_said_twice(referring, session):
    asked = referring.page("delete")
    assert asked.h1.text == "Delete this referral?"
    assert session.scalar(select(func.count()).select_from(ReferralDraft)) == 1

    for _ in range(2):
        answer = referring.post(f"{referring.base}/delete")
        assert answer.headers["Location"].startswith("/refer")

    assert session.scalar(select(func.count()).select_from(ReferralDraft)) == 0


def of_another(session, make, client, school, who):
    roles = ["coordinator", "practitioner", "administrator"]
    if who == "a colleague":
        sign_in(client, make.person(organisation=school, roles=roles))
    elif who == "elsewhere":
        sign_in(client, make.person(roles=[*roles, "provider"]))
    else:
        sign_in(client, make.person(roles=["commissioner"]))


@pytest.mark.parametrize(
    ("who", "status"), [("a colleague", 404), ("elsewhere", 404), ("a commissioner", 403)]
)
def test_check_44_of_somebody_else_nothing_is_found(referring, session, make, school, who, status):
    token = csrf_token(referring.client)
    of_another(session, make, referring.client, school, who)
    token = csrf_token(referring.client)

    for page in PAGES:
        address = f"{referring.base}/{page}"
        assert referring.client.get(address).status_code == status, page
        if status == 404:
            nobody = referring.client.get(f"/refer/{uuid4()}/{page}").text
            assert alike(referring.client.get(address).text) == alike(nobody)
    for page in POSTS:
        answer = referring.client.post(f"{referring.base}/{page}", data={"csrf_token": token})
        assert answer.status_code in {status, 303}
        assert answer.headers.get("Location", "/refer") == "/refer", page
    assert session.scalar(select(func.count()).select_from(ReferralDraft)) == 1


def test_check_44_for_another_of_their_organisations_it_is_not_there(
    referring, session, make, teacher, club
):
    add_roles(session, teacher, club.id, ["practitioner"], at=NOON)
    session.commit()
    sign_in(referring.client, teacher, organisation=club)

    assert referring.client.get(f"{referring.base}/person").status_code == 404
    assert "Example Boxing" not in referring.client.get("/refer").text


def test_check_44_after_30_days_it_is_not_there(referring, teacher):
    with time_machine.travel(now() + timedelta(days=30, minutes=1), tick=False):
        sign_in(referring.client, teacher)
        assert referring.client.get(f"{referring.base}/person").status_code == 404
        assert referring.client.post(
            f"{referring.base}/send", data={"csrf_token": csrf_token(referring.client)}
        ).status_code == 404  # fmt: skip


def test_check_08_whoever_was_signed_out_finds_the_same_page_and_the_same_text(
    client, teacher, service, session
):
    with time_machine.travel(NOON, tick=False) as clock:
        codes = has_app(teacher)
        session.commit()
        form = Referring(sign_in(client, teacher)).begin(service)
        token, version = csrf_token(client), form.version("story")
        clock.shift(timedelta(minutes=31))
        typed = {"version": version, "wants": "To be\nleft alone", "needs": ["bereavement"]}

        late = client.post(f"{form.base}/story", data={"csrf_token": token, **typed})
        assert late.headers["Location"] == f"/sign-in?next={form.base}/story"
        type_password(client, teacher, next=f"{form.base}/story")
        led = type_code(client, codes.now(), next=f"{form.base}/story")
        page = client.page(led.headers["Location"])

        assert page.select_one("#wants").text.strip() == "To be\nleft alone"
        assert page.select_one("[name=needs][value=bereavement][checked]")
        assert form.save("story", wants="To be left alone").status_code == 303


def test_who_was_signed_out_as_they_began_can_begin_from_the_list(
    client, teacher, service, session
):
    with time_machine.travel(NOON, tick=False) as clock:
        codes = has_app(teacher)
        session.commit()
        sign_in(client, teacher)
        token = csrf_token(client)
        clock.shift(timedelta(minutes=31))
        late = client.post("/refer", data={"csrf_token": token, "service_id": str(service.id)})
        assert late.headers["Location"] == "/sign-in?next=/refer"
        type_password(client, teacher, next="/refer")
        type_code(client, codes.now(), next="/refer")

        page = client.page("/refer")

        assert "You were about to refer to Example Boxing." in page.main.get_text()
        assert page.select_one("main form input[name=service_id]")["value"] == str(service.id)
