"""Who sees what of a referral, from when, until when; and that nothing of it goes by mail."""

import pytest
from sqlalchemy import select

from base.clock import now
from navigator.accounts.people import end_membership
from navigator.audit.models import AuditEntry
from navigator.outbox.models import OutboxMail
from navigator.referrals.codes import Status
from navigator.referrals.models import Absence, ReasonedLook, Referral
from tests.journeys.referral_people import SECRETS, make_cast
from tests.journeys.test_a_referral_is_moved import MOVES
from tests.signing_in import sign_in

PAGES = ("", "/moves/accept", "/moves/ask_more", "/moves/withdraw", "/moves/confirm_decline",
         "/attempts", "/agreement", "/put-right/reach", "/readers", "/with-reason",
         "/done")  # fmt: skip


@pytest.fixture
def cast(make, session, client):
    return make_cast(make, session, client)


def secrets_in(text: str) -> list[str]:
    return [name for name, value in SECRETS.items() if value in text]


def everything(cast) -> str:
    """All that whoever is signed in gets of every page of the referral."""
    return "".join(cast.client.get(f"{cast.address}{path}").text for path in PAGES)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("worker", Status.SUBMITTED),
        ("worker", Status.MORE_NEEDED),
        ("worker", Status.DECLINE_PROPOSED),
        ("worker", Status.DECLINED),
        ("coordinator", Status.SUBMITTED),
        ("coordinator", Status.DECLINE_PROPOSED),
        ("coordinator", Status.DECLINED),
        ("boss", Status.STARTED),
        ("colleague", Status.STARTED),
    ],
)
def test_check_16_nothing_locked_reaches_who_may_not_see_it(cast, who, status):
    cast.stand(status)
    cast.session.commit()
    cast.come_as(who)

    assert secrets_in(everything(cast)) == []


@pytest.mark.parametrize("who", ["teacher", "lead", "worker"])
def test_the_sides_see_name_and_story_after_the_yes(cast, who):
    cast.stand(Status.ACCEPTED)
    cast.session.commit()
    cast.come_as(who)

    assert secrets_in(cast.client.get(cast.address).text) == list(SECRETS)


def test_check_16_the_sender_does_not_read_what_a_worker_noted_of_a_try(cast):
    cast.stand(Status.ACCEPTED)
    cast.session.commit()
    cast.come_as("worker")
    day = now()
    answer = cast.post(
        "/attempts", kind="call", reached="no", note="canary-note",
        **{"on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year)},
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    assert "canary-note" in cast.client.get(cast.address).text

    cast.come_as("teacher")
    page = cast.client.get(cast.address).text

    assert "Call: not reached" in page
    assert "canary-note" not in page


def test_a_title_and_an_address_never_hold_a_name(cast):
    cast.come_as("teacher")
    for path in PAGES:
        page = cast.client.get(f"{cast.address}{path}")
        title = page.text.partition("<title")[2].partition("</title>")[0]
        assert secrets_in(title + page.headers.get("Location", "")) == []


def left(cast, who):
    end_membership(cast.session, getattr(cast, who), cast.school, at=now())


def handed_on(cast, _):
    cast.come_as("teacher")
    assert cast.send("reassign", holder=str(cast.colleague.id)).status_code == 303


def declined(cast, _):
    cast.stand(Status.DECLINED)


def sent_on(cast, _):
    cast.stand(Status.WITHDRAWN)


def closed(cast, _):
    cast.come_as("teacher")
    assert cast.post("/readers").status_code == 303


@pytest.mark.parametrize(
    ("who", "what"),
    [("teacher", left), ("teacher", handed_on), ("worker", declined), ("worker", sent_on),
     ("lead", closed)],
    ids=lambda value: getattr(value, "__name__", value),
)  # fmt: skip
def test_check_19_access_ends_at_once(cast, who, what):
    cast.session.commit()
    cast.come_as(who)
    assert cast.client.get(cast.address).status_code == 200

    what(cast, who)
    cast.session.commit()
    if what in {handed_on, closed}:
        cast.come_as(who)

    assert cast.client.get(cast.address).status_code != 200


def test_who_it_was_handed_to_has_it_and_is_told(cast):
    cast.come_as("teacher")

    cast.send("reassign", holder=str(cast.colleague.id))

    cast.come_as("colleague")
    assert "You have it" in cast.client.get(cast.address).text
    mails = cast.session.scalars(select(OutboxMail)).all()
    assert [(mail.address, mail.subject) for mail in mails] == [
        (cast.colleague.email, "You have a referral now")
    ]


def test_the_cover_of_who_is_away_has_it(cast):
    today = now().date()
    cast.session.add(
        Absence(partnership_id=cast.school.partnership_id, user_id=cast.teacher.id,
                cover_id=cast.colleague.id, organisation_id=cast.school.id, first_day=today,
                last_day=today, made_at=now())
    )  # fmt: skip
    cast.session.commit()
    cast.come_as("worker")

    page = cast.client.get(cast.address).text

    assert "Col League" in page
    assert "while Tia Teacher is away" in page


@pytest.mark.parametrize("who", ["boss", "coordinator"])
def test_check_22_a_look_needs_a_reason_and_its_owner_sees_it(cast, who):
    cast.session.commit()
    cast.come_as(who)
    assert cast.client.get(cast.address).status_code in {403, 404}
    page = cast.client.get(f"{cast.address}/with-reason")
    assert secrets_in(page.text) == []
    assert cast.post("/with-reason", reason="why not").status_code == 422

    cast.post("/with-reason", reason="A complaint by the family.")

    page = cast.client.get(f"{cast.address}/with-reason").text
    assert secrets_in(page) == list(SECRETS)
    assert "app-referral__buttons" not in page
    looks = cast.session.scalars(
        select(AuditEntry).where(AuditEntry.owner_id == cast.school.id.hex,
                                 AuditEntry.act == "look_with_reason")
    ).all()  # fmt: skip
    assert {look.object_id for look in looks} == {cast.referral.id.hex}
    assert "complaint" not in "".join(look.facts for look in looks)
    cast.come_as("boss")
    record = cast.client.get(f"/organisations/{cast.school.id}/record").text
    assert "Looked at a referral, with a reason" in record


def test_check_22_a_look_is_over_after_an_hour(cast):
    cast.come_as("boss")
    cast.post("/with-reason", reason="A complaint by the family.")
    look = cast.session.scalars(select(ReasonedLook)).one()
    look.until = now()
    cast.session.commit()

    assert secrets_in(cast.client.get(f"{cast.address}/with-reason").text) == []


@pytest.mark.parametrize("who", ["teacher", "worker", "colleague"])
def test_check_22_a_reason_opens_nothing_for_who_may_not_look(cast, who):
    cast.session.commit()
    cast.come_as(who)

    assert cast.post("/with-reason", reason="A complaint by the family.").status_code in {403, 404}


def test_the_administrator_finds_nothing_of_what_is_closed_to_named_people(cast):
    cast.come_as("teacher")
    cast.post("/readers", readers=str(cast.colleague.id))

    cast.come_as("colleague")
    assert cast.client.get(cast.address).status_code == 200
    cast.come_as("boss")
    assert cast.client.get(f"{cast.address}/with-reason").status_code == 404
    assert cast.session.scalars(select(OutboxMail)).all() == []

    cast.come_as("teacher")
    cast.post("/readers/open")
    cast.come_as("lead")
    assert cast.client.get(cast.address).status_code == 200


def test_check_45_a_withdrawn_agreement_hides_how_to_reach_them_at_once(cast):
    cast.stand(Status.STARTED)
    cast.session.commit()
    cast.come_as("teacher")

    cast.post("/agreement/withdraw", party="young_person")

    cast.come_as("worker")
    page = cast.client.get(cast.address).text
    assert secrets_in(everything(cast)) == []
    assert "settle what is agreed, or end it" in page
    assert "An agreement was taken back." in page
    acts = cast.session.scalars(select(AuditEntry.act)).all()
    assert "withdraw_agreement" in acts


def test_what_is_agreed_again_may_be_seen_again_and_goes_on_as_before(cast):
    cast.stand(Status.STARTED)
    cast.session.commit()
    cast.come_as("teacher")
    cast.post("/agreement/withdraw", party="young_person")

    answer = cast.post("/agreement", party="young_person", answer="agrees", capacity="decides")

    assert answer.status_code == 303
    assert cast.again().story_goes
    assert cast.referral.next_step == "review"


def test_at_18_nobody_else_can_agree(cast):
    cast.referral.young_person.birth_date = "2001-01-01"
    cast.session.commit()
    cast.come_as("teacher")

    page = cast.client.page(f"{cast.address}/agreement")
    answer = cast.post("/agreement", party="parent", answer="agrees")

    assert page.select("#party-parent") == []
    assert answer.status_code == 422


def test_a_linked_referral_shows_its_story_once_it_is_agreed(cast, make):
    other = make.service(name="Example Gym")
    gil = make.person(organisation=other.organisation, roles=["provider"], name="Gil Gym")
    cast.stand(Status.DECLINED)
    cast.session.commit()
    cast.come_as("teacher")
    cast.send("refer_on", service=str(other.id))
    [made] = cast.session.scalars(select(Referral).where(Referral.service_id == other.id))
    sign_in(cast.client, gil)
    address = f"/referrals/{made.id}"
    cast.client.post(f"{address}/moves/accept", data=_token(cast, f"{address}/moves/accept"))
    assert secrets_in(cast.client.get(address).text) == []

    cast.come_as("teacher")
    data = _token(cast, f"{address}/agreement") | {"party": "young_person", "answer": "agrees",
                                                   "capacity": "decides"}  # fmt: skip
    cast.client.post(f"{address}/agreement", data=data)

    sign_in(cast.client, gil)
    assert "canary-wants" in cast.client.get(address).text
    assert "canary-unsafe" not in cast.client.get(address).text


def _token(cast, page: str) -> dict[str, str]:
    form = cast.client.page(page).select_one("main form")
    return {box["name"]: box["value"] for box in form.select("input[type=hidden]")}


def test_nothing_goes_back_to_the_sender_that_was_not_agreed(cast):
    cast.referral.feed_back = ["accepted"]
    cast.stand(Status.STARTED)
    cast.session.commit()
    cast.come_as("teacher")

    page = cast.client.get(cast.address).text

    assert "The service said yes, and has it now." in page
    assert "The help has started." not in page
    assert "It was agreed that we do not tell you more than this." in page


def test_what_somebody_must_not_know_comes_first_and_hides_numbers_and_the_print_button(cast):
    cast.stand(Status.ACCEPTED)
    cast.come_as("worker")
    assert "data-print" in cast.client.get(cast.address).text
    assert "0117 496 0555" in cast.client.get(cast.address).text

    cast.referral.must_not_know = "canary-stepfather"
    cast.referral.must_not_contact = True
    cast.session.commit()
    page = cast.client.page(cast.address)

    text = page.main.get_text(" ", strip=True)
    assert text.index("canary-stepfather") < text.index("Referral ")
    assert "0117 496 0555" not in str(page)
    assert page.select("[data-print]") == []


MAILED = ("ask_more", "propose_decline", "redirect", "withdraw", "reassign", "step_up")


@pytest.mark.parametrize("case", [case for case in MOVES if case[0] in MAILED],
                         ids=lambda case: case[0])  # fmt: skip
def test_check_34_a_mail_of_a_move_says_nothing_of_anybody(cast, make, case):
    move, status, who, typed, _ = case
    other = make.service(name="Example Gym")
    make.person(organisation=other.organisation, roles=["provider"], name="Gil Gym")
    cast.stand(status)
    cast.session.commit()
    cast.come_as(who)
    ids = {"another": str(other.id), "second_worker": str(cast.second_worker.id)}

    cast.send(move, **{name: ids.get(value, value) for name, value in typed.items()})

    mails = cast.session.scalars(select(OutboxMail)).all()
    assert mails, "would prove nothing"
    assert len({mail.address for mail in mails}) == len(mails), "one mail a person and move"
    for mail in mails:
        said = f"{mail.subject} {mail.body}"
        assert secrets_in(said) == []
        for word in ("Boxing", "Gym", "Tia", "Wren", typed.get("note", "Full.")):
            assert word not in said
