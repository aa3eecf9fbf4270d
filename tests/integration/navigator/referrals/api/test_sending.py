"""What a program sends as a whole referral, and what is refused of it."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from base.clock import now
from navigator.outbox.models import OutboxMail
from navigator.referrals.codes import Status
from navigator.referrals.models import Referral, ReferralDraft
from navigator.web.words import say
from tests.integration.navigator.referrals.api.programs import rows, whole


def test_a_whole_referral_is_made_and_sent_in_one_request(session, teacher, cast, make):
    other = make.service(organisation=cast.club)

    answer = teacher.send(whole(cast.service, other, urgency="excluded", needs=["trauma"]))

    assert answer.status_code == 201, answer.text
    assert answer.headers["Cache-Control"] == "no-store, private"
    made = {each["service_id"]: each for each in answer.json["referrals"]}
    assert made.keys() == {str(cast.service.id), str(other.id)}
    for each in made.values():
        kept = session.get_one(Referral, UUID(each["id"]))
        assert (kept.reference, kept.status) == (each["reference"], Status.SUBMITTED)
        assert (kept.sender_id, kept.urgency) == (cast.teacher.id, "excluded")
        assert each["answer_by"] == kept.due_on.isoformat()


def test_it_mails_what_the_pages_mail_and_never_whom_it_is_about(session, sent, cast):
    mails = session.scalars(select(OutboxMail)).all()

    assert {mail.address for mail in mails} == {cast.teacher.email, cast.worker.email}
    assert "Robin" not in "".join(mail.subject + mail.body for mail in mails)


def test_the_usual_lawful_basis_stands_where_none_is_named(session, teacher, cast):
    sent = teacher.send(whole(cast.service)).json["referrals"][0]
    chosen = teacher.send(whole(cast.service, basis="vital_interests")).json["referrals"][0]

    assert session.get_one(Referral, UUID(sent["id"])).basis == "legitimate_interests"
    assert session.get_one(Referral, UUID(chosen["id"])).basis == "vital_interests"


def test_what_means_ringing_now_is_said_with_the_answer(teacher, cast):
    answer = teacher.send(whole(cast.service, tried="He has a knife and says he will use it now"))

    [notice] = answer.json["notices"]
    assert notice["code"].startswith("safeguarding_")
    assert "999" in notice["sentence"] or "0117 496 0001" in notice["sentence"]


def test_what_is_open_already_and_theirs_is_named(teacher, cast, sent, make, program):
    again = teacher.send(whole(cast.service))
    stranger = program(make.person()).send(whole(cast.service))

    assert again.json["open_already"] == [{"id": sent["id"], "reference": sent["reference"]}]
    assert stranger.json["open_already"] == []


def test_a_draft_that_somebody_has_begun_on_the_pages_stays_theirs(session, make, teacher, cast):
    begun = make.draft(user=cast.teacher, service_ids=[str(cast.service.id)], at=now())

    teacher.send(whole(cast.service))

    session.refresh(begun)
    assert begun.sent_at is None


MISSING = [
    pytest.param({"name": ""}, "name", "refer_missing.name", id="no name"),
    pytest.param({"name": " \0 "}, "name", "refer_missing.name", id="no name but signs"),
    pytest.param({"birth_date": ""}, "age", "refer_missing.age", id="no age"),
    pytest.param({"wants": ""}, "wants", "refer_missing.wants", id="no wish"),
    pytest.param({"reach": ""}, "reach", "refer_missing.reach", id="no way to reach them"),
    pytest.param({"call_back": ""}, "call_back", "refer_missing.call_back", id="no number"),
    pytest.param({"call_back": "1"}, "call_back", "refer.call_back", id="half a number"),
    pytest.param({"birth_date": "x"}, "birth_date", "refer.birth_date", id="no date"),
    pytest.param({"urgency": "now"}, "urgency", "refer.choose", id="no such urgency"),
    pytest.param({"needs": ["x"]}, "needs", "refer.choose", id="no such need"),
    pytest.param({"home": "Atlantis"}, "home", "refer.home", id="no such place"),
]


@pytest.mark.parametrize(("change", "parameter", "words"), MISSING)
def test_what_is_missing_is_said_in_the_sentence_of_the_page(
    session, teacher, cast, change, parameter, words
):
    answer = teacher.send(whole(cast.service, **change))

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json["parameter"] == parameter
    assert answer.json["detail"] == say(words)
    assert rows(session, Referral) == rows(session, ReferralDraft) == 0


AGREEMENT = [
    pytest.param({}, "young_person.answer", id="nobody was asked"),
    pytest.param({"young_person": {"answer": "not_asked"}}, "young_person.why", id="not said why"),
    pytest.param({"override_reason": "risk_of_harm"}, "override_why", id="an override without why"),
    pytest.param({"young_person": {"answer": "yes"}}, "young_person.answer", id="no such answer"),
    pytest.param(
        {"parent": {"capacity": "decides"}}, "parent.capacity", id="not asked of a parent"
    ),
    pytest.param({"until": "2001-01-01"}, "until", id="until a day that is past"),
    pytest.param({"rung_at": "2999-01-01T10:00"}, "rung_at", id="rung tomorrow"),
    pytest.param({"rung_at": "0001-01-01T00:00+14:00"}, "rung_at", id="rung on no day"),
]


@pytest.mark.parametrize(("said", "place"), AGREEMENT)
def test_agreement_is_asked_of_each_service(teacher, cast, make, said, place):
    body = whole(cast.service, make.service(organisation=cast.club))
    body["services"][1] = {"service_id": body["services"][1]["service_id"], **said}

    answer = teacher.send(body)

    assert answer.status_code == 422, answer.text
    assert answer.json["parameter"] == f"services.1.{place}"


def test_at_18_a_parent_answers_nothing(teacher, cast):
    body = whole(cast.service, birth_date="2005-01-01")
    body["services"][0]["parent"] = {"answer": "agrees"}

    answer = teacher.send(body)

    assert (answer.status_code, answer.json["parameter"]) == (422, "services.0.parent")


def test_an_override_goes_ahead_without_agreement(session, teacher, cast):
    body = whole(cast.service)
    body["services"] = [
        {
            "service_id": str(cast.service.id),
            "override_reason": "risk_of_harm",
            "override_why": "Something was said.",
            "rung_at": "2026-03-02T14:30",
            "taken_by": "Sam Example",
        }
    ]

    sent = teacher.send(body).json["referrals"][0]

    kept = session.get_one(Referral, UUID(sent["id"])).override
    assert (kept.reason, kept.rung_at.isoformat()) == ("risk_of_harm", "2026-03-02T14:30:00+00:00")


OVERREACH = ("id", "status", "holder_id", "sender_id", "role", "is_admin", "partnership_id",
             "version", "organisation_id", "draft_id", "reference", "name_shown_at", "lsoa",
             "story_goes")  # fmt: skip


@pytest.mark.parametrize("field", OVERREACH)
def test_check_17_a_field_that_is_not_asked_for_is_refused(session, teacher, cast, sent, field):
    into = {field: str(uuid4())}
    in_a_row = whole(cast.service)
    in_a_row["services"][0] |= into
    answers = [
        teacher.send(whole(cast.service, **into)),
        teacher.send(in_a_row),
        teacher.move(sent["id"], "withdraw", {"reason": "no_longer_needed", **into}),
        teacher.move(sent["id"], "withdraw", {"reason": "no_longer_needed", "facts": into}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert [answer.json["parameter"].rpartition(".")[2] for answer in answers] == [field] * 4
    assert session.scalars(select(Referral.status)).all() == [Status.SUBMITTED]


CANNOT = ["nobody answers there", "of nobody", "of the other partnership"]


@pytest.mark.parametrize("which", CANNOT)
def test_a_service_that_takes_none_here_is_to_be_rung(session, teacher, cast, make, which):
    services = {
        "nobody answers there": lambda: make.service().id,
        "of nobody": uuid4,
        "of the other partnership": lambda: (
            make.service(
                organisation=make.organisation(
                    partnership=make.partnership(name="Another", host="another.example.org")
                )
            ).id
        ),
    }
    body = whole(cast.service)
    body["services"][0]["service_id"] = str(services[which]())

    answer = teacher.send(body)

    assert answer.status_code == 409
    assert "Ring it" in answer.json["detail"]
    assert rows(session, Referral) == rows(session, ReferralDraft) == 0


WRONG_SERVICES = [
    pytest.param(lambda _: [], id="none"),
    pytest.param(lambda one: [one, one], id="one twice"),
    pytest.param(lambda one: [{**one, "service_id": str(uuid4())} for _ in range(11)], id="many"),
    pytest.param(lambda _: [{}], id="one without an id"),
    pytest.param(lambda _: ["x"], id="a text"),
    pytest.param(lambda _: None, id="null"),
]


@pytest.mark.parametrize("change", WRONG_SERVICES)
def test_services_are_one_to_ten_each_once(teacher, cast, change):
    body = whole(cast.service)
    body["services"] = change(body["services"][0])

    answer = teacher.send(body)

    assert answer.status_code == 422, answer.text
    assert answer.json["parameter"].startswith("services")


BODIES = [
    pytest.param([1], id="a list"),
    pytest.param("text", id="a text"),
    pytest.param({"name": 1, "age": "x", "needs": "x", "wants": ["x"], "services": {}}, id="types"),
    pytest.param({"name": "\ud800", "wants": "\ud800", "services": []}, id="half a sign"),
    pytest.param({"age": 10**100, "services": []}, id="a great number"),
    pytest.param({"equality": {"sex": "x"}, "services": []}, id="no such answer"),
]


@pytest.mark.parametrize("body", BODIES)
def test_what_is_no_referral_is_refused(teacher, body):
    assert teacher.send(body).status_code == 422
