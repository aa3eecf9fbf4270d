"""The desks: what stands on each, for whom, in which order, in how many queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from navigator.accounts.safeguarding_team import set_in_team
from navigator.referrals import desks, moving
from navigator.referrals.codes import Side, Status
from navigator.referrals.desks import NotInTheTeam, Part, Step, Wanted
from navigator.referrals.escalation import ToWhom
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import Absence, Escalation, Referral, ReferralReader
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting

LATER = NOON + timedelta(hours=3)
NEXT_MONTH = NOON + timedelta(days=28)


@pytest.fixture
def move(session):
    def make(referral, move, by, at=LATER, **given):
        step = moving.Step(move=move, **given)
        return moving.make_move(session, referral, step, actor=acting(by), at=at)

    return make


@pytest.fixture
def look(session):
    """``look(desks.mine, person)``: the rows of a desk, as they stand."""

    def read(desk, person, part=Part.OPEN, at=LATER, **wanted):
        return desk(session, Wanted(part=part, **wanted), reader=acting(person), at=at)

    return read


@pytest.fixture
def away(session, cast):
    """``away(cast.teacher, cover, first, last)``"""

    def add(person, cover, first, last):
        absence = Absence(
            partnership_id=person.partnership_id,
            user_id=person.id,
            cover_id=cover.id,
            organisation_id=person.memberships[0].organisation_id,
            first_day=first,
            last_day=last,
            made_at=NOON,
        )
        session.add(absence)
        session.flush()
        return absence

    return add


def names(desk):
    return [row.name or row.reference for row in desk.page.rows]


def decline(move, referral, cast, at=LATER):
    facts = {"alternative": "none"}
    move(referral, Move.PROPOSE_DECLINE, cast.worker, at, reason="no_places", note="x", facts=facts)


def test_what_needs_me_comes_first_then_what_is_late_with_who_has_it(make, cast, move, look):
    send = {"sender": cast.teacher, "service": cast.service}
    make.referral(**send, name="Ash Resting", due_on=date(2027, 1, 8))
    make.referral(**send, name="Lou Late")
    asked = make.referral(**send, name="Ned Needed")
    move(asked, Move.ASK_MORE, cast.worker, NEXT_MONTH - timedelta(days=1), note="Which school?")

    desk = look(desks.mine, cast.teacher, at=NEXT_MONTH)

    assert names(desk) == ["Ned Needed", "Lou Late", "Ash Resting"]
    assert [row.needs_reader for row in desk.page.rows] == [True, False, False]
    assert [row.is_late for row in desk.page.rows] == [False, True, False]
    assert (desk.needs, desk.late) == (1, 1)
    assert desk.page.rows[1].holder == "Tia Teacher"


def test_who_has_it_now_is_named_once_the_service_has_said_yes(referral, cast, move, look):
    move(referral, Move.ACCEPT, cast.worker)

    [row] = look(desks.mine, cast.teacher).page.rows

    assert (row.holder, row.holder_organisation) == ("Wren Worker", "Example Club")
    assert not row.needs_reader
    assert look(desks.mine, cast.worker).needs == 1


def test_what_was_not_to_go_back_is_not_shown_to_who_sent_it(session, referral, cast, move, look):
    referral.feed_back = ["ended"]
    move(referral, Move.ACCEPT, cast.worker)

    [row] = look(desks.mine, cast.teacher).page.rows

    assert (row.status, row.next_step, row.due_on, row.holder) == (None, None, None, "")
    assert look(desks.received, cast.worker, Part.WORKING).page.rows[0].status is Status.ACCEPTED


def test_what_has_ended_is_kept_a_month_behind_its_link(referral, cast, move, look):
    move(referral, Move.WITHDRAW, cast.teacher, reason="no_longer_needed")

    assert names(look(desks.mine, cast.teacher)) == []
    assert names(look(desks.mine, cast.teacher, Part.ENDED)) == ["Robin Invented"]
    much_later = LATER + timedelta(days=32)
    assert names(look(desks.mine, cast.teacher, Part.ENDED, at=much_later)) == []


@pytest.mark.parametrize(
    ("at", "is_there"),
    [
        pytest.param(datetime(2026, 7, 19, 22, 59, tzinfo=UTC), False, id="the evening before"),
        pytest.param(datetime(2026, 7, 19, 23, 1, tzinfo=UTC), True, id="after midnight in London"),
        pytest.param(datetime(2026, 7, 22, 22, 59, tzinfo=UTC), True, id="the last evening"),
        pytest.param(datetime(2026, 7, 22, 23, 1, tzinfo=UTC), False, id="the day after, there"),
    ],
)
def test_who_covers_has_it_on_their_desk_from_the_first_day_to_the_last(
    make, cast, away, look, at, is_there
):
    cover = make.person(organisation=cast.school, name="Cleo Cover")
    make.referral(sender=cast.teacher, service=cast.service, at=datetime(2026, 7, 1, tzinfo=UTC))
    away(cast.teacher, cover, date(2026, 7, 20), date(2026, 7, 22))

    desk = look(desks.mine, cover, at=at)

    assert [row.for_whom for row in desk.page.rows] == (["Tia Teacher"] if is_there else [])
    assert names(look(desks.mine, cast.teacher, at=at)) == ["Robin Invented"], "they keep it"


def test_the_safeguarding_team_sees_its_organisation_but_not_what_is_closed(
    session, make, cast, referral, look
):
    lead = make.person(organisation=cast.school, name="Dee Lead")
    with pytest.raises(NotInTheTeam):
        look(desks.ours, lead)
    set_in_team(lead, cast.school.id, is_in=True)
    closed = make.referral(sender=cast.teacher, service=cast.service, name="Kit Closed")
    closed.named_only = True
    session.add(
        ReferralReader(
            referral_id=closed.id, user_id=cast.teacher.id, partnership_id=closed.partnership_id
        )
    )
    make.referral(
        sender=make.person(organisation=cast.club), service=cast.service, name="Els Ewhere"
    )
    session.flush()

    assert names(look(desks.ours, lead)) == ["Robin Invented"]
    assert look(desks.ours, lead).counts[Part.OPEN] == 1
    assert sorted(names(look(desks.mine, cast.teacher))) == ["Kit Closed", "Robin Invented"]


def test_who_was_named_finds_what_is_closed_on_their_own_desk(session, make, cast, referral, look):
    named = make.person(organisation=cast.school)
    referral.named_only = True
    for person in (named, cast.teacher):
        session.add(
            ReferralReader(
                referral_id=referral.id,
                user_id=person.id,
                partnership_id=referral.partnership_id,
            )
        )
    session.flush()

    assert names(look(desks.mine, named)) == ["Robin Invented"]


def test_a_provider_sees_a_reference_until_it_says_yes(make, cast, referral, move, look):
    [new] = look(desks.received, cast.worker, Part.NEW).page.rows
    assert (new.name, new.reference) == ("", referral.reference)
    assert new.needs_reader
    assert new.due_on == referral.due_on

    move(referral, Move.ACCEPT, cast.worker)

    assert names(look(desks.received, cast.worker, Part.WORKING)) == ["Robin Invented"]
    counts = look(desks.received, cast.worker, Part.NEW).counts
    assert (counts[Part.NEW], counts[Part.WORKING]) == (0, 1)


def test_a_name_stays_hidden_where_the_story_does_not_go(referral, cast, move, look):
    referral.story_goes = False
    move(referral, Move.ACCEPT, cast.worker)

    assert names(look(desks.received, cast.worker, Part.WORKING)) == [referral.reference]


def test_the_waiting_list_is_in_the_order_of_when_it_is_to_start(make, cast, move, look):
    for name, start in (("Bo Later", date(2027, 3, 1)), ("Al Sooner", date(2027, 1, 4))):
        waiting = make.referral(sender=cast.teacher, service=cast.service, name=name)
        move(waiting, Move.PUT_ON_LIST, cast.worker, facts={"expected_start": start})

    assert names(look(desks.received, cast.worker, Part.WAITING)) == ["Al Sooner", "Bo Later"]


def test_a_no_stands_before_the_prevention_team_with_its_reason_and_its_day(
    cast, referral, move, look
):
    assert names(look(desks.review, cast.coordinator, Part.NOES)) == []
    decline(move, referral, cast)

    [row] = look(desks.review, cast.coordinator, Part.NOES).page.rows

    assert (row.name, row.reason, row.next_by) == ("", "no_places", Side.COORDINATOR)
    assert row.needs_reader
    assert row.due_on is not None
    assert names(look(desks.received, cast.worker, Part.PENDING_NO)) == [referral.reference]


def test_not_yet_placed_and_possible_duplicates_stand_there_too(make, cast, referral, look):
    referral.unplaced_at = LATER
    twice = make.referral(sender=cast.teacher, service=cast.service)
    assert twice.may_be_twice

    assert names(look(desks.review, cast.coordinator, Part.UNPLACED)) == [referral.reference]
    assert names(look(desks.review, cast.coordinator, Part.TWICE)) == [twice.reference]


def test_what_is_so_late_that_it_was_brought_to_them_stands_there_until_the_step_is_taken(
    session, cast, referral, move, look
):
    session.add(
        Escalation(
            partnership_id=referral.partnership_id,
            referral_id=referral.id,
            step=referral.next_step,
            due_on=referral.due_on,
            to=ToWhom.COORDINATORS,
            at=LATER,
        )
    )
    session.flush()
    assert names(look(desks.review, cast.coordinator, Part.BROUGHT)) == [referral.reference]

    move(referral, Move.ACCEPT, cast.worker)

    assert names(look(desks.review, cast.coordinator, Part.BROUGHT)) == []


def test_another_partnership_sees_nothing_of_it(make, cast, referral, move, look):
    referral.unplaced_at = LATER
    other = make.partnership(name="Another Partnership", host="other.example.org")
    there = make.person(organisation=make.organisation(partnership=other), roles=["coordinator"])

    for part in (Part.NOES, Part.UNPLACED, Part.BROUGHT, Part.TWICE):
        desk = look(desks.review, there, part)
        assert (desk.page.total, set(desk.counts.values())) == (0, {0})


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, {"Ned Needed", "Lou Late", "Ash Resting"}),
        ({"step": Step.OURS}, {"Ned Needed"}),
        ({"step": Step.OTHERS}, {"Lou Late", "Ash Resting"}),
        ({"is_late": True}, {"Lou Late"}),
        ({"step": Step.OURS, "is_late": True}, set()),
    ],
    ids=["all", "ours", "others", "late", "ours and late"],
)
def test_a_desk_can_be_narrowed(make, cast, move, look, wanted, expected):
    send = {"sender": cast.teacher, "service": cast.service}
    make.referral(**send, name="Ash Resting", due_on=date(2027, 1, 8))
    make.referral(**send, name="Lou Late")
    asked = make.referral(**send, name="Ned Needed")
    move(asked, Move.ASK_MORE, cast.worker, NEXT_MONTH - timedelta(days=1), note="Which school?")

    desk = look(desks.mine, cast.teacher, at=NEXT_MONTH, **wanted)

    assert set(names(desk)) == expected
    assert desk.page.total == len(expected)
    assert desk.counts[Part.OPEN] == 3


def test_a_page_holds_25_and_a_later_one_than_the_last_is_the_last(make, cast, look):
    for number in range(26):
        make.referral(sender=cast.teacher, service=cast.service, name=f"Child Number{number}")

    assert len(look(desks.mine, cast.teacher).page.rows) == 25
    last = look(desks.mine, cast.teacher, page=9)
    assert (last.page.number, last.page.pages, len(last.page.rows)) == (2, 2, 1)


@pytest.mark.parametrize(
    "which",
    [
        (desks.mine, "teacher", Part.OPEN),
        (desks.ours, "teacher", Part.OPEN),
        (desks.received, "worker", Part.NEW),
        (desks.received, "worker", Part.WORKING),
        (desks.review, "coordinator", Part.NOES),
    ],
    ids=["mine", "ours", "received new", "received in work", "review"],
)
def test_a_desk_costs_the_same_queries_for_three_as_for_thirty(session, make, cast, move, which):
    desk, who, part = which
    set_in_team(cast.teacher, cast.school.id, is_in=True)
    session.flush()

    def add(count):
        for number in range(count):
            each = make.referral(
                sender=cast.teacher, service=cast.service, name=f"Child Of{number}"
            )
            if part is Part.WORKING:
                move(each, Move.ACCEPT, cast.worker)
            if part is Part.NOES:
                decline(move, each, cast)

    def cost():
        session.expire_all()
        said = []
        reader = acting(getattr(cast, who))
        listen = (session.connection(), "before_cursor_execute", lambda *args: said.append(args[2]))
        event.listen(*listen)
        found = desk(session, Wanted(part=part), reader=reader, at=LATER)
        event.remove(*listen)
        return len(said), found.page.total

    add(3)
    few, total = cost()
    assert total == 3
    add(27)
    assert cost() == (few, 30)
    assert few <= 5


def test_no_row_of_a_desk_unlocks_more_than_the_name(session, make, cast, referral, look):
    session.flush()
    session.expunge_all()
    teacher = session.merge(cast.teacher)

    [row] = look(desks.mine, teacher).page.rows

    loaded = set(Referral.__table__.columns.keys()) & set(vars(row.referral))
    assert "status" in loaded
    assert not loaded & {"school", "wants", "going_well", "tried", "reach", "unsafe", "call_back"}
