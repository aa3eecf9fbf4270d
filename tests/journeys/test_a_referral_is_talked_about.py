"""Messages between the sides, contact facts put right, and tries before giving up."""

import pytest
from sqlalchemy import func, select

from base.clock import now, today
from navigator.outbox.models import OutboxMail
from navigator.referrals.codes import Status
from navigator.referrals.models import ReferralMessage
from tests.journeys.referral_people import day_typed, filled, make_cast


@pytest.fixture
def cast(make, session, client):
    return make_cast(make, session, client)


def test_a_message_is_said_once_however_often_it_is_sent(cast):
    cast.come_as("teacher")
    page = cast.client.page(cast.address)
    data = filled(page, text="They can come on Mondays.")

    for _ in range(3):
        assert cast.client.post(f"{cast.address}/messages", data=data).status_code == 303

    assert cast.session.scalar(select(func.count()).select_from(ReferralMessage)) == 1
    mails = cast.session.scalars(select(OutboxMail)).all()
    assert {mail.address for mail in mails} == {cast.worker.email, cast.second_worker.email}
    assert not any("Mondays" in mail.body for mail in mails)
    cast.come_as("worker")
    assert "They can come on Mondays." in cast.client.get(cast.address).text


def test_an_empty_message_says_what_to_do(cast):
    cast.come_as("worker")

    answer = cast.post("/messages", text="  ", send_key="one")

    assert answer.status_code == 422
    assert "Write your message first." in answer.text


def test_a_contact_fact_is_put_right_and_what_it_said_before_is_kept(cast):
    cast.stand(Status.ACCEPTED)
    cast.session.commit()
    cast.come_as("worker")
    page = cast.client.page(f"{cast.address}/put-right/school")

    answer = cast.client.post(
        f"{cast.address}/put-right/school", data=filled(page, text="Another School")
    )

    assert answer.status_code == 303
    assert cast.again().school == "Another School"
    text = cast.client.page(answer.headers["Location"]).main.get_text(" ", strip=True)
    assert "Put this right: School, college or setting. Before, it said: canary-school" in text


def test_check_51_a_fact_that_changed_meanwhile_keeps_what_was_typed(cast):
    cast.come_as("teacher")
    page = cast.client.page(f"{cast.address}/put-right/reach")
    data = filled(page, text="Text her after four.")
    cast.stand(Status.ACCEPTED)
    cast.session.commit()

    answer = cast.client.post(f"{cast.address}/put-right/reach", data=data)

    assert answer.status_code == 409
    assert "Text her after four." in answer.text
    assert cast.again().reach.startswith("canary-reach")


@pytest.mark.parametrize(
    ("who", "status", "field"),
    [
        ("worker", Status.SUBMITTED, "reach"),
        ("worker", Status.SUBMITTED, "school"),
        ("worker", Status.ACCEPTED, "call_back"),
        ("coordinator", Status.DECLINED, "reach"),
        ("teacher", Status.ACCEPTED, "version"),
        ("teacher", Status.ACCEPTED, "wants"),
    ],
)
def test_nobody_puts_right_what_is_not_theirs_to_see(cast, who, status, field):
    cast.stand(status)
    cast.session.commit()
    cast.come_as(who)
    version = str(cast.referral.version)

    answer = cast.post(f"/put-right/{field}", text="other", version=version)

    assert answer.status_code in {403, 404}


def test_that_somebody_must_not_know_can_be_said_later_and_stops_calls(cast):
    cast.come_as("teacher")
    page = cast.client.page(f"{cast.address}/put-right/must_not_know")

    cast.client.post(
        f"{cast.address}/put-right/must_not_know", data=filled(page, text="Her uncle.")
    )

    assert cast.again().must_not_contact
    assert "Somebody must not know of this" in cast.client.get(cast.address).text


def test_we_could_not_reach_them_needs_tries_of_several_kinds(cast):
    cast.stand(Status.ACCEPTED)
    cast.session.commit()
    cast.come_as("worker")
    answer = cast.send("give_up_reaching", note="Nobody answers.")
    assert answer.status_code == 422
    assert "Try at least 4 times" in answer.text
    assert "Nobody answers." in answer.text

    for kind in ("call", "call", "visit", "letter"):
        page = cast.client.page(f"{cast.address}/attempts")
        typed = filled(page, kind=kind, reached="no", **day_typed("on", today()))
        assert cast.client.post(f"{cast.address}/attempts", data=typed).status_code == 303
    answer = cast.send("give_up_reaching", note="Nobody answers.")

    assert answer.status_code == 303
    assert cast.again().status is Status.COULD_NOT_ENGAGE
    assert cast.referral.holder_id == cast.teacher.id


def test_a_try_on_a_day_to_come_is_refused(cast):
    cast.stand(Status.ACCEPTED)
    cast.session.commit()
    cast.come_as("worker")

    answer = cast.post(
        "/attempts", kind="call", reached="no", **day_typed("on", now().date().replace(year=2099))
    )

    assert answer.status_code == 422
