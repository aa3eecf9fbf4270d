"""Somebody talks a service through: rings who is on duty, or asks for a call and reads the end."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from base.clock import LONDON, now
from navigator.accounts import sign_ins
from navigator.audit.models import AuditEntry
from navigator.outbox.models import OutboxMail
from navigator.referrals import advice_duty
from navigator.referrals.models import AdviceCall, AdviceDuty
from tests.journeys import sample
from tests.journeys.coming_in import page_of
from tests.journeys.outsiders import alike, come_to
from tests.signing_in import csrf_token, sign_in

PHONE = "0117 496 0100"
OTHER_HOST = "other.example.org"
HOLDS = "The worry stays with you, whoever you talk to."
ASKED = {"phone": PHONE, "when": "After three", "about": "Two lines.\nThe second.", "key": "k1"}


@pytest.fixture
def team(make):
    return make.organisation(name="Example Team")


@pytest.fixture
def wren(make, team):
    return make.person(organisation=team, name="Wren Example", roles=["adviser"])


@pytest.fixture
def tia(make):
    school = make.organisation(name="Example School")
    return make.person(organisation=school, name="Tia Example", roles=["practitioner"])


@pytest.fixture
def service(make):
    return make.service(name="Example Boxing Club")


@pytest.fixture
def duty(session, wren, monkeypatch):
    """``duty()``: Wren is on duty at this hour, every day. ``duty(is_on=False)``: at another."""
    monkeypatch.setattr(advice_duty, "is_working_day", lambda _: True)

    def give(*, is_on=True):
        hour = now().astimezone(LONDON).hour
        opens, closes = (hour, hour + 1) if is_on else ((hour + 2) % 22, (hour + 2) % 22 + 1)
        for weekday in range(7):
            session.add(
                AdviceDuty(
                    partnership_id=wren.partnership_id,
                    user_id=wren.id,
                    weekday=weekday,
                    opens=f"{opens:02}:00",
                    closes=f"{closes:02}:00" if closes < 24 else "23:59:59",
                    phone="0117 496 0990",
                    experience="Ten years in schools.",
                )
            )
        session.commit()

    return give


@pytest.fixture
def caller(client, tia):
    return sign_in(client, tia)


@pytest.fixture
def desk(app, wren):
    return sign_in(app.test_client(), wren)


def post(client, address, **typed):
    return client.post(address, data={"csrf_token": csrf_token(client), **typed})


def ask(client, *, service=None, **more):
    address = f"/advice/services/{service.id}" if service else "/advice"
    answer = post(client, address, **ASKED | more)
    assert answer.status_code == 303, answer.text[:3000]
    return re.search(r"/advice/calls/([0-9a-f-]{36})", answer.headers["Location"])[1]


def mails(session):
    return [
        (mail.address, mail.subject)
        for mail in session.scalars(select(OutboxMail).order_by(OutboxMail.made_at))
    ]


def test_somebody_signed_out_sees_whom_to_ring_and_how_to_sign_in(client, duty, service):
    duty()

    page = client.page(f"/advice/services/{service.id}")

    said = page.main.get_text(" ", strip=True)
    assert "Somebody is on duty now" in said
    assert "0117 496 0001" in said
    assert "This is not a safeguarding referral." in said
    assert HOLDS in said
    assert "0117 496 0990" not in said
    assert "Wren Example" not in said
    assert page.select_one(f"main a[href='/sign-in?next=/advice/services/{service.id}']")
    assert page.main.select("form") == []


def test_on_duty_the_number_comes_with_who_it_is(caller, duty):
    duty()

    page = caller.page("/advice")

    said = page.main.get_text(" ", strip=True)
    assert page.select_one("main a.app-call")["href"] == "tel:01174960990"
    for words in ("Wren Example", "Example Team", "Ten years in schools.", "On duty until"):
        assert words in said


def test_off_duty_other_numbers_come_before_anything_is_sent(caller, duty):
    duty(is_on=False)

    page = caller.page("/advice")

    said = page.main.get_text(" ", strip=True)
    form = said.index("Ask for a call back")
    assert "You can ring again" in said[:form]
    assert said.index("0117 496 0001") < form
    assert said.index("0117 496 0002") < form
    assert said.index("This is not a safeguarding referral.") < form
    assert "0117 496 0990" not in said


def test_where_nobody_advises_no_call_can_be_asked_for(caller):
    page = caller.page("/advice")

    assert "Nobody gives advice here yet" in page.main.get_text()
    assert page.main.select("form") == []


def test_a_call_is_asked_for_once_and_what_comes_next_is_said(caller, wren, service, session):
    first, again = (ask(caller, service=service) for _ in range(2))

    assert first == again
    assert session.scalar(select(func.count()).select_from(AdviceCall)) == 1
    assert mails(session) == [(wren.email, "Somebody asks for a call")]
    said = caller.page(f"/advice/calls/{first}?done=asked").main.get_text(" ", strip=True)
    for words in (
        "An adviser will take your call",
        PHONE,
        "Example Boxing Club",
        HOLDS,
        "Two line",
    ):
        assert words in said


def test_the_mail_says_nothing_of_anybody(caller, wren, service, session):
    ask(caller, service=service, about="Robin Invented")

    [mail] = session.scalars(select(OutboxMail))
    said = f"{mail.subject} {mail.body}"
    for personal in ("Robin", "Tia", "Example School", "Boxing", PHONE, str(service.id)):
        assert personal not in said


def test_the_next_time_the_number_stands_there(caller, wren):
    ask(caller)

    page = caller.page("/advice")

    assert page.select_one("#phone")["value"] == PHONE
    assert page.select_one("#about").text.strip() == ""


def test_what_cannot_be_sent_is_said_and_nothing_typed_is_lost(caller, wren, session):
    answer = post(caller, "/advice", **ASKED | {"phone": "mobile"})

    assert answer.status_code == 422
    assert "Enter a number to ring you on" in answer.text
    page = page_of(answer)
    assert page.select_one("#phone")["value"] == "mobile"
    assert page.select_one("#when")["value"] == "After three"
    assert page.select_one("#about").text.strip() == "Two lines.\nThe second."
    assert page.select_one("input[name=key]")["value"] == "k1"
    assert mails(session) == []


@pytest.mark.usefixtures("wren")
def test_a_service_that_is_none_is_left_out(caller):
    page = caller.page(f"/advice/services/{uuid4()}")

    assert "About:" not in page.main.get_text()
    assert page.main.select_one("form")["action"] == "/advice"


def test_an_adviser_takes_rings_and_writes_down_and_the_caller_reads(
    caller, desk, tia, service, session
):
    call = ask(caller, service=service)
    listed = desk.page("/advice/desk").main.get_text(" ", strip=True)
    assert "Tia Example, Example School" in listed
    assert "Two lines." not in listed, "a list holds none of the words"
    assert "Two lines." in desk.page(f"/advice/desk/{call}").main.get_text()

    assert post(desk, f"/advice/desk/{call}/take").status_code == 303
    assert "Wren Example has taken your call" in caller.get(f"/advice/calls/{call}").text
    day = (now() + timedelta(days=4)).date().isoformat()
    told = {"decided": "Ring the school.", "next_step": "Ring it.", "whose": "caller"}
    assert post(desk, f"/advice/desk/{call}", **told, by_day=day).status_code == 303

    page = caller.page(f"/advice/calls/{call}")
    said = page.main.get_text(" ", strip=True)
    for words in ("You talked with Wren Example", "Ring the school.", "Ring it.", HOLDS):
        assert words in said
    assert post(caller, f"/advice/calls/{call}/finish").status_code == 303
    assert "Over" in caller.page("/advice/calls").main.get_text()
    assert [subject for address, subject in mails(session) if address == tia.email] == [
        "An adviser will ring you",
        "What you decided is written down",
    ]


def test_a_finished_call_leads_to_a_referral(caller, desk, make, session):
    club = make.organisation()
    make.person(organisation=club, roles=["provider"])
    service = make.service(organisation=club)
    call = ask(caller, service=service)
    post(desk, f"/advice/desk/{call}/take")
    post(desk, f"/advice/desk/{call}", decided="Refer to them.")

    form = caller.page(f"/advice/calls/{call}").select_one("main form[action='/refer']")

    assert form.select_one("input[name=service_id]")["value"] == str(service.id)


def test_two_advisers_take_the_same_call_and_one_has_it(caller, desk, app, make, team, session):
    other = sign_in(app.test_client(), make.person(organisation=team, roles=["adviser"]))
    call = ask(caller)
    assert post(desk, f"/advice/desk/{call}/take").status_code == 303

    late = post(other, f"/advice/desk/{call}/take")

    assert late.status_code == 404
    assert "Somebody else may have taken it" in late.text
    assert len([mail for mail in mails(session) if mail[1] == "An adviser will ring you"]) == 1


def test_taking_twice_is_taking_once(caller, desk, session):
    call = ask(caller)

    for _ in range(2):
        assert post(desk, f"/advice/desk/{call}/take").status_code == 303

    assert len([mail for mail in mails(session) if mail[1] == "An adviser will ring you"]) == 1


def test_a_call_that_is_put_back_waits_again(caller, desk, session):
    call = ask(caller)
    post(desk, f"/advice/desk/{call}/take")

    answer = post(desk, f"/advice/desk/{call}/let-go")

    assert answer.headers["Location"] == "/advice/desk?done=let_go"
    page = desk.page(answer.headers["Location"])
    assert "Tia Example" in page.select_one("section[aria-labelledby=waiting-title]").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"decided": ""}, "Write what you decided together.", id="nothing"),
        pytest.param({"whose": ""}, "Choose who does the next step.", id="nobody's"),
        pytest.param({"whose": "aunt"}, "Choose who does the next step.", id="an unknown one"),
        pytest.param({"by_day": ""}, "Enter the day by which it is done", id="no day"),
        pytest.param({"by_day": "soon"}, "Enter the day by which it is done", id="no real day"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_nothing_typed_is_lost(caller, desk, typed, said):
    call = ask(caller)
    post(desk, f"/advice/desk/{call}/take")
    day = (now() + timedelta(days=4)).date().isoformat()
    told = {"decided": "One.\nTwo.", "next_step": "Ring.", "whose": "adviser", "by_day": day}

    answer = post(desk, f"/advice/desk/{call}", **told | typed)

    assert answer.status_code == 422
    assert said in answer.text
    page = page_of(answer)
    assert page.select_one("#next_step").text.strip() == "Ring."
    if "decided" not in typed:
        assert page.select_one("#decided").text.strip() == "One.\nTwo."
    if "by_day" not in typed:
        assert page.select_one("#by_day option[selected]")["value"] == day


def test_a_call_that_came_in_on_duty_is_written_down_for_who_rang(caller, desk, tia, session):
    told = {"email": tia.email, "decided": "Wait and see.", "key": "r1"}
    wrong = post(desk, "/advice/desk/rung", **told | {"email": "nobody@example.org"})
    assert wrong.status_code == 422
    assert "Nobody who can ask for advice here has that address." in wrong.text
    assert page_of(wrong).select_one("#decided").text.strip() == "Wait and see."

    for _ in range(2):
        assert post(desk, "/advice/desk/rung", **told).status_code == 303

    [call] = session.scalars(select(AdviceCall))
    assert "Wait and see." in caller.page(f"/advice/calls/{call.id}").main.get_text()
    assert mails(session) == [(tia.email, "What you decided is written down")]


def test_an_adviser_says_when_they_can_be_rung(caller, desk, session):
    hours = {"opens_0": "9am", "closes_0": "12.30", "opens_4": "13:00", "closes_4": "5pm"}
    typed = {"phone": "0117 496 0990", "experience": "Ten years in schools."}

    assert post(desk, "/advice/desk/duty", **typed, **hours).status_code == 303

    kept = session.scalars(select(AdviceDuty).order_by(AdviceDuty.weekday)).all()
    assert [(each.weekday, each.opens, each.closes) for each in kept] == [
        (0, "09:00", "12:30"),
        (4, "13:00", "17:00"),
    ]
    page = desk.page("/advice/desk/duty")
    assert page.select_one("#closes_0")["value"] == "12:30pm"
    assert page.select_one("#experience")["value"] == "Ten years in schools."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"opens_1": "late"}, "Enter a time, such as 9am", id="no time"),
        pytest.param({"closes_1": ""}, "Enter a time, such as 9am", id="half a day"),
        pytest.param({"closes_1": "25:00"}, "Enter a time, such as 9am", id="no such hour"),
        pytest.param({"closes_1": "8am"}, "Enter an end that is after the start.", id="backwards"),
        pytest.param({"phone": ""}, "Enter the number to ring you on.", id="no number"),
    ],
)
def test_hours_that_cannot_be_used_are_said_and_nothing_typed_is_lost(desk, session, typed, said):
    hours = {"opens_1": "9am", "closes_1": "5pm", "phone": PHONE, "experience": "Ten years."}

    answer = post(desk, "/advice/desk/duty", **hours | typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert page_of(answer).select_one("#experience")["value"] == "Ten years."
    assert session.scalar(select(func.count()).select_from(AdviceDuty)) == 0


def test_a_coordinator_sees_who_advises_and_how_many_wait_and_no_words(
    caller, client, app, make, team, duty
):
    duty()
    call = ask(caller)
    coordinator = sign_in(app.test_client(), make.person(organisation=team, roles=["coordinator"]))

    said = coordinator.page("/advice/roll").main.get_text(" ", strip=True)

    assert "Wren Example" in said
    assert "Waiting for an adviser 1" in said
    assert "Tia" not in said
    assert "Two lines." not in said
    assert coordinator.get(f"/advice/calls/{call}").status_code == 404
    assert coordinator.get(f"/advice/desk/{call}").status_code == 403


def test_what_was_typed_waits_for_who_signs_in_again(caller, wren, service, tia, session):
    token = csrf_token(caller)
    sign_ins.end_all(session, tia.id)
    session.commit()
    address = f"/advice/services/{service.id}"

    answer = caller.post(address, data={"csrf_token": token, **ASKED})

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/sign-in?next=/advice/services/{service.id}"


def test_each_reading_of_a_call_is_in_the_record(caller, desk, tia, session):
    call = ask(caller)

    caller.page(f"/advice/calls/{call}")
    desk.page(f"/advice/desk/{call}")
    desk.page("/advice/desk")

    rows = session.scalars(select(AuditEntry).where(AuditEntry.object_kind == "advice_call"))
    owner = tia.memberships[0].organisation_id.hex
    assert [(row.act, row.object_id, row.owner_id) for row in rows] == [
        ("ask_advice", UUID(call).hex, owner),
        ("see_advice_call", UUID(call).hex, owner),
        ("see_advice_call", UUID(call).hex, owner),
    ]
    assert session.scalars(select(AuditEntry).where(AuditEntry.act == "see_advice_desk")).one()


PAGES = ["/advice/calls", "/advice/calls/{call}", "/advice/desk", "/advice/desk/{call}",
         "/advice/desk/rung", "/advice/desk/duty", "/advice/roll"]  # fmt: skip
POSTS = ["/advice", "/advice/calls/{call}/finish", "/advice/calls/{call}/take-back",
         "/advice/desk/{call}", "/advice/desk/{call}/take", "/advice/desk/{call}/let-go",
         "/advice/desk/{call}/finish", "/advice/desk/rung", "/advice/desk/duty"]  # fmt: skip


@pytest.mark.parametrize("role", [None, "commissioner", "panel_member", "administrator"])
def test_pages_of_calls_are_closed_to_who_has_no_business_there(
    app, make, caller, wren, team, role
):
    call = ask(caller)
    stranger = app.test_client()
    if role:
        sign_in(stranger, make.person(organisation=team, roles=[role]))
    token = csrf_token(stranger)

    for address in PAGES:
        answer = stranger.get(address.format(call=call))
        assert answer.status_code == (403 if role else 303), address
    for address in POSTS:
        answer = stranger.post(address.format(call=call), data={"csrf_token": token, **ASKED})
        assert answer.status_code == (403 if role else 303), address


@pytest.mark.usefixtures("wren")
@pytest.mark.parametrize("who", ["a colleague", "another partnership"])
def test_a_call_of_somebody_else_is_not_found(app, make, caller, tia, who):
    call = ask(caller)
    stranger, host = app.test_client(), {}
    roles = ["practitioner", "adviser"]
    if who == "a colleague":
        school = tia.memberships[0].organisation
        sign_in(stranger, make.person(organisation=school, roles=["practitioner"]))
        addresses = ["/advice/calls/{call}"]
    else:
        other = make.partnership(name="Another Partnership", host=OTHER_HOST)
        there = make.organisation(partnership=other)
        host = come_to(stranger, make.person(organisation=there, roles=roles), OTHER_HOST)
        addresses = ["/advice/calls/{call}", "/advice/desk/{call}"]
        assert "Tia" not in stranger.get("/advice/desk", **host).text

    for address in addresses:
        theirs = stranger.get(address.format(call=call), **host)
        nobody = stranger.get(address.format(call=uuid4()), **host)
        assert theirs.status_code == nobody.status_code == 404
        assert alike(theirs.text) == alike(nobody.text)


def test_every_service_can_be_talked_through_from_its_page_and_its_row(client, listed, day):
    listed(sample.BARE)
    results = client.page("/services")
    [row] = results.select(".app-row")
    address = row.select_one("a[href^='/advice']")["href"]
    page = client.page(row.select_one("h2 a")["href"].partition("?")[0])

    assert page.select_one("main a[href^='/advice']")["href"] == address
    assert "About:" in client.page(address).main.get_text()
