"""Sending: once, to each service with its own agreement, and only what is complete."""

import pytest
from sqlalchemy import func, select

from navigator.referrals.codes import Status
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.models import Referral, ReferralDraft, ReferralPause, YoungPerson
from navigator.referrals.sending import CannotBeSentTo, DraftIncomplete, send_draft
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting

AGREED = ForService(young_person=Asked(answer="agrees", capacity="decides"))
WHOLE = {
    "name": "Robin Invented",
    "birth_date": "2012-03-04",
    "wants": "Somewhere to go.",
    "reach": "Ring before six.",
    "call_back": "07700 900123",
}


@pytest.fixture
def draft(session, cast):
    def make(*services, **content):
        services = services or (cast.service,)
        agreed = {str(service.id): AGREED for service in services}
        made = ReferralDraft(
            partnership_id=cast.teacher.partnership_id,
            user_id=cast.teacher.id,
            organisation_id=cast.school.id,
            service_ids=[str(service.id) for service in services],
            content=Content(**({"services": agreed} | WHOLE | content)).to_json(),
            made_at=NOON,
            saved_at=NOON,
            expires_at=NOON,
        )
        session.add(made)
        session.flush()
        return made

    return make


def test_a_draft_that_is_sent_twice_is_sent_once(session, draft, cast):
    made = draft()

    first = send_draft(session, made, actor=acting(cast.teacher), at=NOON)
    second = send_draft(session, made, actor=acting(cast.teacher), at=NOON)

    assert (first.is_new, second.is_new) == (True, False)
    assert [each.id for each in first.referrals] == [each.id for each in second.referrals]
    assert session.scalar(select(func.count()).select_from(Referral)) == 1
    assert Content.from_json(made.content) == Content()


def test_each_service_gets_its_own(session, make, draft, cast):
    other = make.service(organisation=cast.club)

    sent = send_draft(session, draft(cast.service, other), actor=acting(cast.teacher), at=NOON)

    assert {each.service_id for each in sent.referrals} == {cast.service.id, other.id}
    assert len({each.reference for each in sent.referrals}) == 2
    assert all(len(each.agreements) == 1 for each in sent.referrals)


@pytest.mark.parametrize("box", ["name", "wants", "call_back", "reach"])
def test_what_must_be_there_is_named(session, draft, cast, box):
    with pytest.raises(DraftIncomplete) as refusal:
        send_draft(session, draft(**{box: ""}), actor=acting(cast.teacher), at=NOON)

    assert refusal.value.field == box


def test_without_agreement_there_must_be_an_override_with_its_reason(session, draft, cast):
    silent = {str(cast.service.id): ForService(override_reason="risk_of_harm")}
    with pytest.raises(DraftIncomplete) as refusal:
        send_draft(session, draft(services=silent), actor=acting(cast.teacher), at=NOON)
    assert refusal.value.field == "agreement"

    said = {
        str(cast.service.id): ForService(
            override_reason="risk_of_harm", override_why="They may be hurt tonight."
        )
    }
    sent = send_draft(session, draft(services=said), actor=acting(cast.teacher), at=NOON)

    assert sent.referrals[0].override.reason == "risk_of_harm"


def test_a_service_without_anybody_to_answer_or_that_is_paused_is_not_sent_anything(
    session, make, draft, cast
):
    silent = make.service()
    with pytest.raises(CannotBeSentTo):
        send_draft(session, draft(silent), actor=acting(cast.teacher), at=NOON)
    session.add(
        ReferralPause(
            service_id=cast.service.id,
            partnership_id=cast.club.partnership_id,
            paused_at=NOON,
            user_id=cast.worker.id,
        )
    )
    session.flush()
    with pytest.raises(CannotBeSentTo):
        send_draft(session, draft(), actor=acting(cast.teacher), at=NOON)


def test_the_same_young_person_is_known_by_name_and_whole_birth_date_alone(session, draft, cast):
    for content in (
        {},
        {"name": "ROBIN  invented"},
        {"name": "R I"},
        {"name": "R I"},
        {"birth_date": "2012-03-05"},
    ):
        send_draft(session, draft(**content), actor=acting(cast.teacher), at=NOON)

    assert session.scalar(select(func.count()).select_from(YoungPerson)) == 4
    doubled = session.scalars(select(Referral).where(Referral.may_be_twice)).all()
    assert [each.young_person.match_digest is not None for each in doubled] == [True]


def test_what_is_sent_waits_for_an_answer(session, draft, cast):
    sent = send_draft(session, draft(urgency="excluded"), actor=acting(cast.teacher), at=NOON)

    referral = sent.referrals[0]
    assert (referral.status, referral.holder_id) == (Status.SUBMITTED, cast.teacher.id)
    assert referral.due_on.isoformat() == "2026-11-04"
    assert referral.age == 14
