"""All that is held on somebody: gathered whole, put right, restricted, erased for good."""

import dataclasses
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from navigator.records import requests, rights
from navigator.records.anonymising import anonymise
from navigator.records.gathering import gather
from navigator.records.models import AskedAs, Outcome, RequestKind
from navigator.records.requests import Asking, Decided
from navigator.records.retention import keep_no_longer
from navigator.referrals.codes import Side, Status
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import (
    AdviceCall,
    Referral,
    ReferralEvent,
    ReferralMessage,
    YoungPerson,
)
from navigator.referrals.moving import Step, make_move
from navigator.referrals.parts import ReferralNotFound, find_referral
from navigator.referrals.young_people import SomebodyElse
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting, cast, referral  # noqa: F401

LATER = NOON + timedelta(hours=1)
CANARY = "Zanzibar canary"
ASKING = Asking(
    kind=RequestKind.SEE,
    asked_as=AskedAs.YOUNG_PERSON,
    asked_by="Robin Invented",
    checked_how="Came in with a passport.",
    received_on=NOON.date(),
)


@pytest.fixture
def person(session, referral):  # noqa: F811
    return session.get_one(YoungPerson, referral.young_person_id)


@pytest.fixture
def full(session, cast, referral):  # noqa: F811
    """A referral with something in every box, and ended."""
    for name in ("school", "wants", "going_well", "tried", "reach", "unsafe", "must_not_know"):
        setattr(referral, name, f"{CANARY} {name}")
    referral.lsoa_code = "E01014485"
    session.add(
        ReferralMessage(
            partnership_id=referral.partnership_id,
            referral_id=referral.id,
            at=NOON,
            side=Side.SENDER,
            user_id=cast.teacher.id,
            text=f"{CANARY} message",
            send_key="once",
        )
    )
    session.flush()
    step = Step(move=Move.WITHDRAW, reason="no_longer_needed", note=f"{CANARY} note")
    make_move(session, referral, step, actor=acting(cast.teacher), at=LATER)
    return referral


def test_what_is_gathered_holds_every_word_and_who_looked(session, full, person):
    gathered = gather(session, person)

    said = str([dataclasses.asdict(item) for item in gathered.items])
    for name in ("school", "wants", "going_well", "tried", "reach", "unsafe", "message", "note"):
        assert f"{CANARY} {name}" in said
    assert {item.table for item in gathered.items} >= {
        "young_person",
        "referral",
        "referral_agreement",
        "referral_event",
        "referral_message",
    }


def test_what_is_gathered_is_nobody_elses(session, make, cast, full, person):  # noqa: F811
    make.referral(sender=cast.teacher, service=cast.service, name="Ash Other", wants="Elsewhere")

    said = str([dict(item.values) for item in gather(session, person).items])

    assert "Elsewhere" not in said
    assert "Ash Other" not in said


def test_a_call_that_names_somebody_in_full_is_shown_to_who_reviews(
    session,
    cast,  # noqa: F811
    person,
):
    for about in ("We spoke of robin INVENTED today.", "We spoke of Robin."):
        session.add(
            AdviceCall(
                partnership_id=person.partnership_id,
                caller_id=cast.teacher.id,
                caller_organisation_id=cast.school.id,
                phone="0117 496 0300",
                about=about,
                asked_at=NOON,
                send_key=about,
            )
        )
    session.flush()

    calls = [item for item in gather(session, person).items if item.table == "advice_call"]

    assert [call.values["about"] for call in calls] == ["We spoke of robin INVENTED today."]


def test_check_43_what_is_anonymised_keeps_codes_and_dates_and_no_words(session, full, person):
    counted = (full.status, full.needs, full.sent_at, full.ended_at, full.age)

    assert anonymise(session, full.id, at=LATER)

    gone = session.get_one(Referral, full.id, populate_existing=True)
    assert (gone.status, gone.needs, gone.sent_at, gone.ended_at, gone.age) == counted
    assert not any((gone.wants, gone.reach, gone.school, gone.call_back, gone.lsoa_code))
    assert session.get(YoungPerson, person.id) is None
    notes = session.scalars(select(ReferralEvent.note).where(ReferralEvent.referral_id == full.id))
    assert set(notes) == {""}
    assert not session.scalar(select(func.count()).select_from(ReferralMessage))
    assert not anonymise(session, full.id, at=LATER)


def test_somebody_with_another_referral_stays_known_by_that_one(
    session,
    make,
    cast,  # noqa: F811
    full,
    person,
):
    other = make.referral(sender=cast.teacher, service=cast.service)
    assert other.young_person_id == person.id

    anonymise(session, full.id, at=LATER)

    session.expire_all()
    assert other.young_person_id == person.id
    assert person.name == "Robin Invented"
    assert full.young_person_id != person.id


def test_a_legal_hold_keeps_everything_until_it_is_lifted(session, full, person):
    rights.hold(session, person, is_held=True, at=LATER)
    with pytest.raises(rights.CannotErase):
        rights.erase(session, person, at=LATER)
    assert not anonymise(session, full.id, at=LATER)

    rights.hold(session, person, is_held=False, at=LATER)

    assert rights.erase(session, person, at=LATER) == 1


def test_what_is_open_is_not_erased(session, person):
    with pytest.raises(rights.CannotErase):
        rights.erase(session, person, at=LATER)


def test_what_is_restricted_is_open_to_nobody(session, cast, referral, person):  # noqa: F811
    assert rights.restrict(session, person, is_restricted=True, at=LATER) == 1
    for user in (cast.teacher, cast.worker):
        with pytest.raises(ReferralNotFound):
            find_referral(session, referral.id, reader=acting(user), at=LATER)

    rights.restrict(session, person, is_restricted=False, at=LATER)

    assert find_referral(session, referral.id, reader=acting(cast.teacher), at=LATER)


def test_a_name_is_put_right_unless_it_is_somebody_elses(
    session,
    make,
    cast,  # noqa: F811
    person,
):
    make.referral(sender=cast.teacher, service=cast.service, name="Ash Other")
    with pytest.raises(SomebodyElse):
        rights.correct(session, person, name="Ash Other", birth_date=date(2012, 3, 4))

    rights.correct(session, person, name="Robyn Invented", birth_date=date(2012, 3, 4))

    found = requests.find_person(
        session,
        name="robyn invented",
        birth_date=date(2012, 3, 4),
        reader=acting(cast.coordinator),
    )
    assert found.id == person.id


def test_a_request_says_who_asks_how_it_was_checked_and_is_due_in_a_month(
    session,
    cast,  # noqa: F811
    person,
):
    made = requests.take_down(session, person, ASKING, actor=acting(cast.coordinator), at=NOON)

    assert made.due_on == date(2026, 12, 2)
    for box in ("asked_by", "checked_how"):
        with pytest.raises(requests.RequestRefused) as refusal:
            requests.take_down(
                session,
                person,
                dataclasses.replace(ASKING, **{box: " "}),
                actor=acting(cast.coordinator),
                at=NOON,
            )
        assert refusal.value.field == box


def test_to_leave_something_out_needs_a_reason_and_a_request_is_decided_once(
    session,
    cast,  # noqa: F811
    person,
):
    actor = acting(cast.coordinator)
    made = requests.take_down(session, person, ASKING, actor=actor, at=NOON)
    left_out = Decided(outcome=Outcome.DONE, withheld=["referral_message:1"])
    with pytest.raises(requests.RequestRefused):
        requests.decide(session, made, left_out, actor=actor, at=NOON)

    whole = Decided(outcome=Outcome.DONE)
    requests.decide(session, made, whole, actor=actor, at=NOON)

    assert made.closed_at is not None
    with pytest.raises(requests.AlreadyDecided):
        requests.decide(session, made, whole, actor=actor, at=NOON)


def test_nothing_of_another_partnership_is_found(session, make, person):
    other = make.partnership(name="Another Partnership", host="other.example.org")
    boss = make.person(organisation=make.organisation(partnership=other), roles=["coordinator"])
    with pytest.raises(requests.PersonNotFound):
        requests.find_person(
            session, name="Robin Invented", birth_date=date(2012, 3, 4), reader=acting(boss)
        )


def test_what_is_over_goes_by_itself_and_once(session, connection, full):
    sessions = sessionmaker(connection, join_transaction_mode="create_savepoint")
    session.flush()

    assert keep_no_longer(sessions, lambda: LATER + timedelta(days=300)) == 0
    assert keep_no_longer(sessions, lambda: LATER + timedelta(days=400)) == 1
    assert keep_no_longer(sessions, lambda: LATER + timedelta(days=400)) == 0

    session.expire_all()
    assert (full.status, full.wants) == (Status.WITHDRAWN, "")
