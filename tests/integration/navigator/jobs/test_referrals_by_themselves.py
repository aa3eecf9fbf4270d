"""What becomes of referrals once a day has passed: on working days in London, and once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import func, select

from base.clock import LONDON
from navigator.audit.models import AuditEntry
from navigator.audit.verification import verify
from navigator.jobs.referrals import referral_jobs
from navigator.jobs.runner import Runner
from navigator.outbox.models import OutboxMail
from navigator.referrals.codes import NextStep, Side, Status
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import Absence, Escalation, ReferralReader, SentDigest
from navigator.referrals.moving import Step, make_move
from navigator.referrals.parts import ReferralNotFound, find_referral, sides_of
from tests.integration.navigator.jobs.conftest import Told
from tests.integration.navigator.referrals.conftest import Cast, acting


def at(day: str, clock: str = "07:30") -> datetime:
    """A moment in London."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=LONDON)


@pytest.fixture
def cast(make) -> Cast:
    school, club, team = (make.organisation(name=f"Example {it}") for it in "SCT")
    return Cast(
        school=school,
        club=club,
        team=team,
        service=make.service(organisation=club),
        teacher=make.person(organisation=school, name="Tia"),
        worker=make.person(organisation=club, roles=["provider"], name="Wren"),
        coordinator=make.person(organisation=team, roles=["coordinator"], name="Cal"),
    )


@pytest.fixture
def refer(make, cast):
    """``refer("2026-11-02")``: sent at noon of that day."""

    def send(day: str, **facts):
        sent = at(day, "12:00")
        return make.referral(sender=cast.teacher, service=cast.service, at=sent, **facts)

    return send


@pytest.fixture
def go(own, cast):
    def move(referral, move, by, day, **given):
        step = Step(move=move, **given)
        moment = at(day, "13:00")
        return make_move(own, referral, step, actor=acting(by), at=moment)

    return move


@pytest.fixture
def decline(go, cast):
    given = {"reason": "no_places", "note": "Full.", "facts": {"alternative": "none"}}
    return lambda referral, day: go(referral, Move.PROPOSE_DECLINE, cast.worker, day, **given)


@pytest.fixture
def declined(refer, decline):
    """``declined("2026-11-02")``: sent and answered with a no on that day."""

    def send(day: str, **facts):
        referral = refer(day, **facts)
        decline(referral, day)
        return referral

    return send


def away(own, person, cover, first, last):
    own.add(
        Absence(
            partnership_id=person.partnership_id,
            user_id=person.id,
            cover_id=cover.id,
            organisation_id=person.memberships[0].organisation_id,
            first_day=date.fromisoformat(first),
            last_day=date.fromisoformat(last),
            made_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )


@pytest.mark.parametrize(
    ("said_no", "last_day", "next_day"),
    [
        ("2026-10-22", "2026-10-26", "2026-10-27"),
        ("2026-12-23", "2026-12-29", "2026-12-30"),
        ("2027-03-24", "2027-03-30", "2027-03-31"),
        ("2027-03-25", "2027-03-31", "2027-04-01"),
    ],
    ids=[
        "over the end of summer time",
        "over Christmas Day and the 28th, a substitute for Boxing Day",
        "over Good Friday, the start of summer time and Easter Monday",
        "the day before Good Friday",
    ],
)
def test_a_no_takes_effect_when_two_working_days_have_passed(
    declined, run, now_of, said_no, last_day, next_day
):  # fmt: skip
    referral = declined(said_no)

    run(at(last_day, "23:59"))
    assert now_of(referral).status is Status.DECLINE_PROPOSED
    run(at(next_day, "00:00"))

    found = now_of(referral)
    assert (found.status, found.unreviewed, found.bounces) == (Status.DECLINED, True, 1)
    assert found.next_step is NextStep.FIND_ANOTHER


def test_a_no_that_takes_effect_is_told_and_recorded_once_by_several_runners(
    sessions, own, declined, now_of
):
    referrals = [declined("2026-11-02") for _ in range(6)]
    own.commit()
    edges = [Told(moves=[], digests=[]) for _ in range(4)]

    def work(told):
        jobs = referral_jobs(told)[:1]
        Runner(sessions, jobs, clock=lambda: at("2026-11-05"), told=lambda _: None).turn()

    with ThreadPoolExecutor(len(edges)) as pool:
        list(pool.map(work, edges))

    assert {now_of(each).status for each in referrals} == {Status.DECLINED}
    assert own.scalar(select(func.count()).select_from(OutboxMail)) == len(referrals)
    acts = own.scalars(select(AuditEntry.object_id)).all()
    assert sorted(acts) == sorted(each.id.hex for each in referrals)
    assert verify(own).fault is None


def test_what_somebody_looked_at_in_time_is_left_alone(declined, go, cast, run, now_of):
    referral = declined("2026-11-02")
    go(referral, Move.SEND_BACK, cast.coordinator, "2026-11-03", note="Please look again.")

    run(at("2026-11-09"))

    assert now_of(referral).status is Status.SUBMITTED


@pytest.mark.parametrize(
    ("urgency", "still", "then"),
    [(None, "2026-11-30", "2026-12-01"), ("homeless_tonight", "2026-11-04", "2026-11-05")],
    ids=["twenty working days", "two for the urgent kinds"],
)
def test_what_nobody_takes_comes_to_not_yet_placed(refer, run, now_of, urgency, still, then):
    referral = refer("2026-11-02", urgency=urgency)

    run(at(still, "23:59"))
    assert now_of(referral).unplaced_at is None
    run(at(then, "00:00"))

    assert now_of(referral).unplaced_at is not None


def test_the_second_no_of_a_story_brings_it_to_not_yet_placed(refer, run, now_of):
    once, twice = refer("2026-11-02", bounces=1), refer("2026-11-02", bounces=2)

    run(at("2026-11-03"))

    assert (now_of(once).unplaced_at, now_of(twice).unplaced_at is None) == (None, False)


def test_what_a_service_has_taken_is_placed_and_its_time_begins_anew(
    refer, go, decline, cast, run, now_of
):
    taken, given_back = refer("2026-11-02"), refer("2026-11-02")
    for each in (taken, given_back):
        go(each, Move.ACCEPT, cast.worker, "2026-11-03")
    decline(given_back, "2026-12-03")

    run(at("2026-12-04"))

    assert [now_of(each).unplaced_at for each in (taken, given_back)] == [None, None]


def test_a_redirected_story_has_waited_since_it_was_first_sent(refer, run, now_of):
    first = refer("2026-11-02", status=Status.REDIRECTED, next_step=None, due_on=None)
    second = refer("2026-11-27", previous_id=first.id)

    run(at("2026-12-01"))

    assert now_of(second).unplaced_at is not None
    assert now_of(first).unplaced_at is None


@pytest.fixture
def safe(make, cast):
    """Sal, of the school's safeguarding team."""
    person = make.person(organisation=cast.school, name="Sal")
    person.memberships[0].is_safeguarding = True
    return person


@pytest.mark.usefixtures("safe")
def test_each_rung_is_told_once(own, refer, run):
    refer("2026-11-02")  # to be answered by Monday 9 November

    seen = {day: run(at(f"2026-11-{day:02}")) for day in range(9, 21)}

    days = {
        name: [day for day, mails in seen.items() if name in mails]
        for name in ("Tia", "Cal", "Sal", "Wren")
    }
    assert days == {
        "Tia": [10], "Cal": [12], "Sal": [16], "Wren": [9, 10, 11, 12, 13, 16, 17, 18, 19, 20],
    }  # fmt: skip
    assert seen[12]["Cal"] == {"late_for_coordinators": 1}
    assert own.scalar(select(func.count()).select_from(Escalation)) == 2


def test_an_escalation_is_over_with_the_step_that_was_late(own, refer, go, cast, run):
    referral = refer("2026-11-02")
    find = partial(find_referral, own, referral.id, reader=acting(cast.coordinator))
    with pytest.raises(ReferralNotFound):
        find(at=at("2026-11-12"))
    run(at("2026-11-12"))
    assert Side.COORDINATOR in sides_of(
        own, find(at=at("2026-11-12")), actor=acting(cast.coordinator), at=at("2026-11-12")
    )

    go(referral, Move.ACCEPT, cast.worker, "2026-11-12")

    assert run(at("2026-11-13")) == {"Tia": {"answered": 1}}
    with pytest.raises(ReferralNotFound):
        find(at=at("2026-11-13"))


def test_a_digest_goes_out_once_a_working_morning_in_london_and_never_empty(
    sessions, own, refer, cast, told, run
):
    refer("2026-10-16")  # to be answered by Friday 23 October
    times = [
        ("2026-10-23", "06:59"), ("2026-10-23", "07:00"), ("2026-10-23", "08:59"),
        ("2026-10-24", "07:30"), ("2026-10-25", "07:30"), ("2026-10-26", "06:59"),
        ("2026-10-26", "07:01"), ("2026-10-27", "09:00"),
    ]  # fmt: skip

    sent = [sorted(run(at(*time))) for time in times]

    assert sent == [[], ["Wren"], [], [], [], [], ["Tia", "Wren"], []]
    assert own.scalar(select(func.count()).select_from(SentDigest)) == 3


@pytest.mark.parametrize("day", ["2026-12-25", "2026-12-28", "2027-03-26", "2027-03-29"])
def test_nobody_is_mailed_on_a_bank_holiday(refer, run, day):
    refer("2026-11-02")

    assert run(at(day)) == {}


def test_seven_in_the_morning_is_londons_on_both_sides_of_the_change(refer, run):
    refer("2027-03-01")

    assert run(datetime(2027, 3, 25, 6, 59, tzinfo=UTC)) == {}
    assert run(datetime(2027, 3, 25, 7, 0, tzinfo=UTC)) != {}
    assert run(datetime(2027, 3, 30, 5, 59, tzinfo=UTC)) == {}
    assert run(datetime(2027, 3, 30, 6, 0, tzinfo=UTC)) != {}


def test_a_draft_heads_the_next_mornings_mail_and_is_no_reason_for_another(
    own, make, cast, refer, run
):
    make.draft(user=cast.teacher, at=at("2026-11-02", "16:00"))

    first, second = run(at("2026-11-03")), run(at("2026-11-04"))
    refer("2026-10-28")  # to be answered by Wednesday 4 November
    third = run(at("2026-11-05"))

    assert (first, second) == ({"Tia": {"drafts": 1}}, {})
    assert list(third["Tia"].items()) == [("drafts", 1), ("late_with_service", 1)]


def test_who_is_away_gets_none_and_their_cover_gets_theirs(own, make, cast, refer, decline, run):
    cover = make.person(organisation=cast.school, name="Cory")
    away(own, cast.teacher, cover, "2026-11-09", "2026-11-13")
    refer("2026-11-02")
    make.draft(user=cast.teacher, at=at("2026-11-10"))

    assert run(at("2026-11-10"))["Cory"] == {"late_with_service": 1}
    assert "Tia" not in run(at("2026-11-13"))
    assert run(at("2026-11-16"))["Tia"] == {"drafts": 1, "late_with_service": 1}


@pytest.mark.usefixtures("safe")
def test_where_somebody_has_left_the_team_gets_it(cast, refer, run):
    refer("2026-11-02")
    cast.teacher.memberships[0].ended_at = at("2026-11-06")

    assert run(at("2026-11-10"))["Sal"] == {"late_with_service": 1}


@pytest.mark.usefixtures("safe")
def test_where_the_cover_is_away_too_the_team_gets_it(own, make, cast, refer, run):
    cover = make.person(organisation=cast.school, name="Cory")
    away(own, cast.teacher, cover, "2026-11-09", "2026-11-13")
    away(own, cover, cast.teacher, "2026-11-10", "2026-11-10")
    refer("2026-11-02")

    assert run(at("2026-11-10"))["Sal"] == {"late_with_service": 1}


@pytest.mark.usefixtures("safe")
def test_what_is_closed_to_named_people_is_told_to_nobody_else(own, make, cast, refer, run):
    named = make.person(organisation=cast.school, name="Nam")
    referral = refer("2026-11-02", named_only=True)
    for each in (cast.teacher, named):
        own.add(
            ReferralReader(
                referral_id=referral.id, user_id=each.id, partnership_id=each.partnership_id
            )
        )

    mails = [set(run(at(f"2026-11-{day}"))) for day in (10, 12, 16, 17, 18)]
    cast.teacher.disabled_at = at("2026-11-18")
    referral.due_on = date(2026, 11, 18)
    mails.append(set(run(at("2026-11-19"))))

    assert "Sal" not in set().union(*mails)
    assert [("Tia" in names, "Nam" in names) for names in mails] == [
        (True, False), (False, False), (True, False), (False, False), (False, False), (False, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("feed_back", "mails"),
    [(["accepted"], {"Tia": {"answered": 1}}), (["ended"], {})],
    ids=["agreed", "not agreed"],
)
def test_what_was_answered_is_told_as_it_was_agreed(refer, go, cast, run, feed_back, mails):
    referral = refer("2026-11-02", feed_back=feed_back)
    go(referral, Move.ACCEPT, cast.worker, "2026-11-02")

    assert run(at("2026-11-03")) == mails
    assert run(at("2026-11-04")) == {}


def test_of_several_runners_one_sends_each_mail(sessions, own, make, cast, refer):
    refer("2026-11-02")
    for n in range(8):
        make.person(organisation=cast.club, roles=["provider"], name=f"Worker {n}")
    own.commit()
    edges = [Told(moves=[], digests=[]) for _ in range(4)]

    def work(told):
        jobs = referral_jobs(told)
        Runner(sessions, jobs, clock=lambda: at("2026-11-10"), told=lambda _: None).turn()

    with ThreadPoolExecutor(len(edges)) as pool:
        list(pool.map(work, edges))

    people = 8 + 2
    assert own.scalar(select(func.count()).select_from(OutboxMail)) == people
    assert own.scalar(select(func.count()).select_from(SentDigest)) == people


def test_a_mail_that_could_not_be_written_is_not_taken_as_sent(sessions, own, refer, run, told):
    refer("2026-11-02")
    told.fails = True
    with pytest.raises(OSError, match="disk"):
        run(at("2026-11-10", "07:10"))
    assert own.scalar(select(func.count()).select_from(SentDigest)) == 0

    told.fails = False

    assert sorted(run(at("2026-11-10", "07:20"))) == ["Tia", "Wren"]


def test_what_is_restricted_is_in_nobodys_mail_and_does_not_move(declined, run, now_of):
    referral = declined("2026-11-02")
    referral.restricted_at = at("2026-11-03")

    assert run(at("2026-11-10")) == {}
    assert now_of(referral).status is Status.DECLINE_PROPOSED
