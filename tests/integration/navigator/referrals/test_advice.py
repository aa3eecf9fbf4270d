"""Calls for advice: asked once, taken by one, seen by the two who talk and by nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier

import pytest
from alembic import command
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from base.actor import Actor
from navigator.accounts.people import end_membership
from navigator.db import alembic_config, make_engine
from navigator.referrals import advice, advice_calls
from navigator.referrals.advice import Ask, AskRefused, CallMoved, Decided, RecordRefused, Whose
from navigator.referrals.advice_calls import CallNotFound
from navigator.referrals.advice_duty import Hours
from navigator.referrals.advice_roll import Duty, DutyRefused, advisers, duty_of, set_duty
from navigator.referrals.models import Absence, AdviceCall, AdviceDuty
from tests import factories
from tests.databases import postgresql_url
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting

PHONE = "0117 496 0100"
MONDAYS = Duty(
    phone="0117 496 0990",
    experience="Ten years in schools.",
    hours=(Hours(weekday=0, opens=time(9), closes=time(17)),),
)
DECIDED = Decided(words="Ring the school first.")
WITH_STEP = Decided(
    words="Ring the school first.",
    next_step="Ring the school",
    whose=Whose.CALLER,
    by_day=NOON.date() + timedelta(days=3),
)


@pytest.fixture
def adviser(make, cast):
    return make.person(organisation=cast.team, roles=["adviser"], name="Ada Adviser")


@pytest.fixture
def other(make, cast):
    return make.person(organisation=cast.team, roles=["adviser"], name="Ben Adviser")


@pytest.fixture
def call(session, cast):
    return ask(session, cast).call


def ask(session, cast, *, key="a key", **more):
    wanted = Ask(**{"phone": PHONE, "key": key} | more)
    return advice.ask_for_call(session, wanted, actor=acting(cast.teacher), at=NOON)


def take(session, call, adviser):
    advice.take_call(session, call, actor=acting(adviser), at=NOON)


def record(session, call, adviser, decided=DECIDED):
    advice.record_call(session, call, decided, actor=acting(adviser), at=NOON)


def waiting(session, adviser):
    return [
        each.id for each in advice_calls.waiting_calls(session, reader=acting(adviser), at=NOON)
    ]


def is_away(session, person, cover, *, first_day, last_day):
    session.add(
        Absence(
            partnership_id=person.partnership_id,
            user_id=person.id,
            cover_id=cover.id,
            organisation_id=person.memberships[0].organisation_id,
            first_day=first_day,
            last_day=last_day,
            made_at=NOON,
        )
    )
    session.flush()


def test_a_call_asked_for_twice_is_asked_once(session, cast):
    first, second = ask(session, cast), ask(session, cast)

    assert (first.is_new, second.is_new) == (True, False)
    assert first.call.id == second.call.id


def test_nobody_gets_the_call_of_somebody_else_by_its_key(session, make, cast):
    first = ask(session, cast)
    colleague = make.person(organisation=cast.school)
    wanted = Ask(phone=PHONE, key="a key")

    second = advice.ask_for_call(session, wanted, actor=acting(colleague), at=NOON)

    assert second.is_new
    assert second.call.id != first.call.id


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"phone": ""}, "phone", id="no number"),
        pytest.param({"phone": "ring me"}, "phone", id="no figure in it"),
        pytest.param({"phone": "0" * 61}, "phone", id="too long a number"),
        pytest.param({"when": "w" * 201}, "when", id="too long a time"),
        pytest.param({"about": "a" * 20_001}, "about", id="too long a story"),
        pytest.param({"key": ""}, None, id="no key"),
    ],
)
def test_what_cannot_be_asked_names_its_box(session, cast, typed, field):
    with pytest.raises(AskRefused) as refusal:
        ask(session, cast, **typed)

    assert refusal.value.field == field
    assert session.scalar(select(func.count()).select_from(AdviceCall)) == 0


def test_check_65_long_and_strange_words_are_kept_as_they_are(session, cast):
    words = "Zoë O’Neill\n👩\u200d👧 =1+1\n" + "a" * 19_900

    kept = ask(session, cast, about=words).call

    session.expire_all()
    assert kept.about == words


def test_a_call_that_is_taken_waits_no_more_and_is_taken_once(session, call, adviser, other):
    assert waiting(session, adviser) == waiting(session, other) == [call.id]

    take(session, call, adviser)

    assert waiting(session, other) == []
    with pytest.raises(CallMoved):
        take(session, call, other)
    assert call.adviser_id == adviser.id


def test_nobody_advises_themselves(session, make, cast):
    both = make.person(organisation=cast.school, roles=["practitioner", "adviser"])
    wanted = Ask(phone=PHONE, key="own")
    call = advice.ask_for_call(session, wanted, actor=acting(both), at=NOON).call

    assert waiting(session, both) == []
    with pytest.raises(CallMoved):
        take(session, call, both)


def test_a_call_that_is_put_back_waits_again(session, call, adviser, other):
    take(session, call, adviser)

    advice.let_go(session, call, actor=acting(adviser))

    assert waiting(session, other) == [call.id]
    with pytest.raises(CallMoved):
        advice.let_go(session, call, actor=acting(adviser))


@pytest.mark.parametrize("how", ["is away", "advises no more", "has left"])
def test_a_call_is_in_nobodys_hands_that_are_gone(session, cast, call, adviser, other, how):
    take(session, call, adviser)
    if how == "is away":
        is_away(session, adviser, other, first_day=NOON.date(), last_day=NOON.date())
    elif how == "advises no more":
        adviser.memberships[0].role = "practitioner"
        session.flush()
    else:
        end_membership(session, adviser, cast.team, at=NOON)
        session.flush()

    assert waiting(session, other) == [call.id]
    take(session, call, other)
    assert call.adviser_id == other.id


def test_what_was_decided_is_read_by_the_caller(session, cast, call, adviser):
    take(session, call, adviser)
    record(session, call, adviser, WITH_STEP)

    read = advice_calls.find_own_call(session, call.id, reader=acting(cast.teacher))

    assert (read.decided, read.next_step) == ("Ring the school first.", "Ring the school")
    assert (read.next_by_side, read.follow_up_on) == ("caller", date(2026, 11, 5))
    assert read.closed_at is None
    steps = advice_calls.calls_to_follow_up(session, reader=acting(adviser))
    assert [each.id for each in steps] == [call.id]


def test_without_a_next_step_a_call_is_over(session, call, adviser):
    take(session, call, adviser)
    record(session, call, adviser)

    assert call.closed_at == NOON
    with pytest.raises(CallMoved):
        record(session, call, adviser, WITH_STEP)
    assert call.next_step == ""


def test_only_who_has_taken_it_records_it(session, call, adviser, other):
    with pytest.raises(CallMoved):
        record(session, call, adviser)
    take(session, call, adviser)
    with pytest.raises(CallMoved):
        record(session, call, other)

    assert call.decided == ""


@pytest.mark.parametrize(
    ("decided", "field"),
    [
        pytest.param(Decided(words=" "), "decided", id="nothing"),
        pytest.param(Decided(words="d" * 20_001), "decided", id="too much"),
        pytest.param(Decided(words="d", next_step="s" * 20_001), "next_step", id="too long a step"),
        pytest.param(Decided(words="d", next_step="s"), "whose", id="nobody's step"),
        pytest.param(
            Decided(words="d", next_step="s", whose=Whose.ADVISER), "by_day", id="a step without"
            " a day"
        ),
        pytest.param(
            Decided(words="d", next_step="s", whose=Whose.ADVISER, by_day=date(2026, 11, 1)),
            "by_day",
            id="a day that is past",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_names_its_box(session, call, adviser, decided, field):
    take(session, call, adviser)

    with pytest.raises(RecordRefused) as refusal:
        record(session, call, adviser, decided)

    assert refusal.value.field == field


@pytest.mark.parametrize("who", ["caller", "adviser"])
def test_either_says_that_the_next_step_is_done(session, cast, call, adviser, who):
    take(session, call, adviser)
    actor = acting(cast.teacher if who == "caller" else adviser)
    with pytest.raises(CallMoved):
        advice.finish_call(session, call, actor=actor, at=NOON)
    record(session, call, adviser, WITH_STEP)

    for _ in range(2):
        advice.finish_call(session, call, actor=actor, at=NOON)

    assert call.closed_at == NOON
    assert advice_calls.calls_to_follow_up(session, reader=acting(adviser)) == []


def test_a_call_that_is_no_longer_wanted_is_taken_by_nobody(session, cast, call, adviser):
    for _ in range(2):
        advice.take_back(session, call, actor=acting(cast.teacher), at=NOON)

    assert waiting(session, adviser) == []
    with pytest.raises(CallMoved):
        take(session, call, adviser)


def test_a_call_that_was_talked_through_is_not_taken_back(session, cast, call, adviser):
    take(session, call, adviser)
    record(session, call, adviser, WITH_STEP)

    with pytest.raises(CallMoved):
        advice.take_back(session, call, actor=acting(cast.teacher), at=NOON)


def test_a_call_that_came_in_is_written_down_once_for_who_rang(session, cast, adviser):
    def write(email):
        return advice.record_rung(session, email, DECIDED, key="k", actor=acting(adviser), at=NOON)

    first, second = write(f" {cast.teacher.email.upper()}"), write(cast.teacher.email)

    assert (first.is_new, second.is_new) == (True, False)
    [listed] = advice_calls.own_calls(session, reader=acting(cast.teacher))
    assert (listed.id, listed.adviser) == (first.call.id, "Ada Adviser")


def test_a_call_is_written_down_for_nobody_unknown_elsewhere_or_oneself(session, make, adviser):
    elsewhere = make.organisation(partnership=make.partnership(name="Another", host="other.test"))
    stranger = make.person(organisation=elsewhere)

    for email in ("nobody@example.org", stranger.email, adviser.email):
        with pytest.raises(RecordRefused) as refusal:
            advice.record_rung(session, email, DECIDED, key="k", actor=acting(adviser), at=NOON)
        assert refusal.value.field == "email"


def test_a_call_is_found_by_its_caller_and_its_adviser_alone(session, make, cast, adviser, other):
    call = ask(session, cast).call
    take(session, call, adviser)
    colleague = make.person(organisation=cast.school)
    abroad = make.organisation(partnership=make.partnership(name="Another", host="other.test"))
    far = make.person(organisation=abroad, roles=["adviser"])

    assert advice_calls.find_own_call(session, call.id, reader=acting(cast.teacher)) is call
    assert advice_calls.find_advised_call(session, call.id, reader=acting(adviser), at=NOON) is call
    for person in (colleague, cast.coordinator, adviser):
        with pytest.raises(CallNotFound):
            advice_calls.find_own_call(session, call.id, reader=acting(person))
    for person in (other, far, cast.coordinator):
        with pytest.raises(CallNotFound):
            advice_calls.find_advised_call(session, call.id, reader=acting(person), at=NOON)


def test_another_partnership_sees_no_call_that_waits(session, make, cast):
    call = ask(session, cast).call
    abroad = make.organisation(partnership=make.partnership(name="Another", host="other.test"))
    far = make.person(organisation=abroad, roles=["adviser"])

    assert waiting(session, far) == []
    with pytest.raises(CallMoved):
        take(session, call, far)


def test_what_somebody_asked_elsewhere_stays_there(session, make, cast):
    call = ask(session, cast).call
    elsewhere = make.organisation()
    there = acting(cast.teacher)
    there = Actor(
        partnership_id=there.partnership_id,
        user_id=there.user_id,
        organisation_id=elsewhere.id,
        roles=there.roles,
    )

    assert advice_calls.own_calls(session, reader=there) == []
    assert advice_calls.last_phone(session, reader=there) == ""
    with pytest.raises(CallNotFound):
        advice_calls.find_own_call(session, call.id, reader=there)


def test_the_last_number_is_remembered(session, cast):
    assert advice_calls.last_phone(session, reader=acting(cast.teacher)) == ""

    ask(session, cast)

    assert advice_calls.last_phone(session, reader=acting(cast.teacher)) == PHONE


def test_a_coordinator_counts_and_learns_what_is_late(session, cast, adviser):
    old, taken, talked = (ask(session, cast, key=key).call for key in ("a", "b", "c"))
    old.asked_at = NOON - timedelta(days=10)
    session.flush()
    take(session, taken, adviser)
    take(session, talked, adviser)
    record(session, talked, adviser, WITH_STEP)
    roll = advisers(session, reader=acting(cast.coordinator), at=NOON)

    def counted(at):
        return advice_calls.count_calls(session, roll, reader=acting(cast.coordinator), at=at)

    assert counted(NOON) == advice_calls.CallCounts(
        waiting=1, taken=1, late=1, steps=1, steps_late=0
    )
    assert counted(NOON + timedelta(days=4)).steps_late == 1


def test_hours_are_set_anew_and_read_back(session, adviser):
    for duty in (MONDAYS, Duty(phone="0117 496 0991", hours=MONDAYS.hours), MONDAYS):
        set_duty(session, duty, actor=acting(adviser))

    assert duty_of(session, adviser.id) == MONDAYS
    assert session.scalar(select(func.count()).select_from(AdviceDuty)) == 1


@pytest.mark.parametrize(
    ("duty", "field"),
    [
        pytest.param(Duty(hours=MONDAYS.hours), "phone", id="no number"),
        pytest.param(
            Duty(phone=PHONE, hours=(Hours(weekday=2, opens=time(9), closes=time(9)),)),
            "closes_2",
            id="no time at all",
        ),
        pytest.param(Duty(experience="e" * 301), "experience", id="too long a sentence"),
    ],
)
def test_hours_that_nobody_could_ring_in_name_their_box(session, adviser, duty, field):
    with pytest.raises(DutyRefused) as refusal:
        set_duty(session, duty, actor=acting(adviser))

    assert refusal.value.field == field


def test_the_roll_names_those_who_advise_here_now(session, make, cast, adviser, other):
    set_duty(session, MONDAYS, actor=acting(adviser))
    make.person(organisation=cast.team, roles=["adviser"], disabled_at=NOON)
    gone = make.person(organisation=cast.team, roles=["adviser", "practitioner"])
    next(held for held in gone.memberships if held.role == "adviser").ended_at = NOON
    abroad = make.organisation(partnership=make.partnership(name="Another", host="other.test"))
    make.person(organisation=abroad, roles=["adviser"])
    is_away(session, other, adviser, first_day=NOON.date(), last_day=NOON.date())

    roll = advisers(session, reader=acting(cast.teacher), at=NOON)

    assert [each.name for each in roll] == ["Ada Adviser", "Ben Adviser"]
    assert (roll[0].phone, roll[0].experience) == (MONDAYS.phone, MONDAYS.experience)
    assert (roll[0].hours, roll[0].organisation) == (MONDAYS.hours, "Example Prevention Team")
    assert [each.is_away(NOON.date()) for each in roll] == [False, True]


@pytest.fixture(params=["sqlite", "postgresql"])
def own_engine(request, tmp_path):
    """A database of this test alone: what is taken is really committed."""
    sqlite = request.param == "sqlite"
    made = make_engine(f"sqlite:///{tmp_path / 'own.db'}" if sqlite else postgresql_url(tmp_path))
    command.upgrade(alembic_config(made), "head")
    yield made
    made.dispose()


def test_of_advisers_who_take_a_call_at_once_one_does(own_engine, proof):
    together = proof(4, 10)
    with Session(own_engine, expire_on_commit=False) as session, session.begin():
        factories.use(session)
        make = factories.Make()
        team = make.organisation()
        actors = [
            acting(make.person(organisation=team, roles=["adviser"])) for _ in range(together)
        ]
        caller = acting(make.person())
        wanted = Ask(phone=PHONE, key="k")
        call_id = advice.ask_for_call(session, wanted, actor=caller, at=NOON).call.id
    start = Barrier(together)

    def take_it(actor) -> bool:
        with Session(own_engine) as session:
            call = session.get_one(AdviceCall, call_id)
            session.rollback()
            start.wait()
            try:
                advice.take_call(session, call, actor=actor, at=datetime.now(UTC))
            except CallMoved:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(together) as pool:
        won = list(pool.map(take_it, actors))

    assert won.count(True) == 1
    with Session(own_engine) as session:
        kept = session.get_one(AdviceCall, call_id)
        assert kept.adviser_id == actors[won.index(True)].user_id
