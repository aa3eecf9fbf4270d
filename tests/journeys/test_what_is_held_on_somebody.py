"""Rights: a coordinator takes a request down, looks through all that is held, and decides."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from base.clock import now
from navigator.audit.models import AuditEntry
from navigator.records.models import RecordsRequest
from navigator.referrals.codes import Status
from navigator.referrals.models import YoungPerson
from tests.journeys.outsiders import come_to
from tests.signing_in import csrf_token, sign_in

ASKED = {
    "kind": "see",
    "asked_as": "young_person",
    "asked_by": "Robin Invented, by post",
    "checked_how": "Came in with a passport.",
    "received_on": "2/11/2026",
    "name": "robin invented",
    "birth_date": "4/3/2012",
}


@pytest.fixture
def team(make):
    return make.organisation(name="Example Prevention Team")


@pytest.fixture
def coordinator(client, make, team):
    return sign_in(client, make.person(organisation=team, roles=["coordinator"]))


@pytest.fixture
def referral(make, session):
    made = make.referral(wants="A quiet canary place.", status=Status.WITHDRAWN)
    session.commit()
    return made


def post(client, address, **boxes):
    return client.post(address, data={"csrf_token": csrf_token(client), **boxes})


@pytest.fixture
def asked(coordinator, referral, session):
    answer = post(coordinator, "/records/new", **ASKED)
    assert answer.status_code == 303, answer.text
    return answer.location


def test_check_42_everything_that_is_held_is_on_one_page(coordinator, asked, referral):
    page = coordinator.page(asked)

    said = page.get_text(" ", strip=True)
    assert "A quiet canary place." in said
    assert "Robin Invented" in said
    assert referral.reference in said
    assert "canary" not in asked


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("kind", "Choose what they ask for."),
        ("asked_as", "Choose who asks."),
        ("asked_by", "Say who asks"),
        ("checked_how", "Say how you checked"),
        ("received_on", "Enter the day"),
        ("name", "Enter the reference of a referral"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    coordinator, referral, left_out, sentence
):
    answer = post(coordinator, "/records/new", **(ASKED | {left_out: ""}))

    assert answer.status_code == 422
    assert sentence in answer.text
    kept = {name: text for name, text in ASKED.items() if name != left_out}
    assert all(text in answer.text for text in kept.values())


def test_a_reference_finds_who_was_sent_with_initials(coordinator, make, session):
    made = make.referral(name="R I")
    session.commit()

    answer = post(
        coordinator,
        "/records/new",
        **(ASKED | {"name": "", "birth_date": "", "reference": made.reference.lower()}),
    )

    assert answer.status_code == 303


def test_nobody_is_found_who_is_not_held(coordinator, referral):
    answer = post(coordinator, "/records/new", **(ASKED | {"name": "Nobody Known"}))

    assert answer.status_code == 422
    assert "We hold nothing under that name" in answer.text


def test_what_is_left_out_is_not_in_the_answer(coordinator, asked, session):
    page = coordinator.page(asked)
    boxes = {box["value"] for box in page.select("input[name=withheld]")}
    story = next(key for key in boxes if key.startswith("referral:"))
    refused = post(coordinator, f"{asked}/decide", outcome="done_in_part", withheld=story)
    assert refused.status_code == 422
    assert coordinator.get(f"{asked}/answer").status_code == 404

    post(
        coordinator,
        f"{asked}/decide",
        outcome="done_in_part",
        withheld=story,
        decision="It tells of a sister.",
    )

    answer = coordinator.page(f"{asked}/answer").get_text(" ", strip=True)
    assert "canary" not in answer
    assert "Robin Invented" in answer
    assert session.scalars(select(RecordsRequest)).one().withheld == [story]


def test_a_name_is_put_right(coordinator, asked, session):
    answer = post(coordinator, f"{asked}/correct", name="Robyn Invented", birth_date="soon")
    assert answer.status_code == 422
    assert "Enter a day" in answer.text

    post(coordinator, f"{asked}/correct", name="Robyn Invented", birth_date="4/3/2012")

    session.expire_all()
    assert session.scalars(select(YoungPerson)).one().name == "Robyn Invented"


def test_a_legal_hold_stops_erasing_until_it_is_lifted(coordinator, asked, session):
    post(coordinator, f"{asked}/hold")
    refused = post(coordinator, f"{asked}/erase")
    assert refused.status_code == 422
    assert "legal hold" in refused.text

    post(coordinator, f"{asked}/hold", hold="lift")
    answer = post(coordinator, f"{asked}/erase")

    assert answer.status_code == 303
    assert "is erased" in coordinator.page(answer.location).get_text()
    assert not session.scalars(select(RecordsRequest)).all()
    acts = session.scalars(select(AuditEntry.act)).all()
    assert "erase_records" in acts


def test_using_it_no_more_and_again(coordinator, asked, referral, session):
    post(coordinator, f"{asked}/restrict")
    session.expire_all()
    assert referral.restricted_at is not None

    post(coordinator, f"{asked}/restrict", use="again")
    session.expire_all()
    assert referral.restricted_at is None


def test_each_look_is_recorded_as_one_at_that_young_person(coordinator, asked, session, referral):
    coordinator.page(asked)

    seen = session.scalars(
        select(AuditEntry.object_id).where(AuditEntry.act == "gather_records")
    ).all()
    assert referral.young_person_id.hex in seen
    assert "Gathered all that is held" in coordinator.page(asked).get_text()


def test_it_is_for_coordinators_of_that_partnership_alone(client, make, asked, session):
    other = make.partnership(name="Another Partnership", host="other.example.org")
    abroad = make.person(organisation=make.organisation(partnership=other), roles=["coordinator"])
    teacher = make.person(roles=["practitioner", "provider", "administrator"])
    session.commit()

    assert sign_in(client, teacher).get(asked).status_code == 403
    there = come_to(client, abroad, "other.example.org")
    assert client.get(asked, **there).status_code == 404


def test_check_11_who_proved_long_ago_who_they_are_must_do_so_again(client, make, team, asked):
    somebody = make.person(organisation=team, roles=["coordinator"])
    sign_in(client, somebody, at=now() - timedelta(minutes=20))

    for address in (asked, f"{asked}/answer", "/records/new"):
        assert "/sign-in/again" in client.get(address).headers["Location"]
    for act in ("erase", "correct", "restrict", "hold", "decide"):
        assert "/sign-in/again" in post(client, f"{asked}/{act}").headers["Location"]
