"""load_referrals ..."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import LONDON
from navigator.accounts.models import User
from navigator.audit.models import AuditEntry
from navigator.audit.verification import verify
from navigator.referrals.absences import absences_in
from navigator.referrals.advice_calls import own_calls, waiting_calls
from navigator.referrals.codes import Status
from navigator.referrals.lifecycle import OPEN
from navigator.referrals.models import (
    Absence,
    AdviceCall,
    Referral,
    ReferralDraft,
    ReferralEvent,
)
from navigator.referrals.receiving import own_services
from navigator.referrals.working_days import is_working_day
from navigator.simulation import catalogue, second_partnership
from navigator.simulation.accounts import DemonstrationOnly, load_accounts
from navigator.simulation.catalogue import load_demonstration
from navigator.simulation.referring import loading
from navigator.simulation.referring.cast import chance_of
from navigator.simulation.referring.days import moment, working_days_before
from navigator.simulation.referring.loading import load_referrals
from navigator.simulation.referring.scenes import Tables, tables
from navigator.simulation.source_tables import rows
from services_catalog import gazetteer_loading
from services_catalog.models import Partnership
from tests.factories import NOON, TODAY

STANDING = set(Status) - {Status.DRAFT}
MADE = (Referral, ReferralDraft, ReferralEvent, AdviceCall, Absence, AuditEntry)
NUMBER = re.compile(r"\d[\d ]{8,}\d")
OF_DRAMA = re.compile(r"0117 496 0\d{3}|07700 900\d{3}")


def set_the_stage(session, monkeypatch):
    """Both partnerships with their people, and only those listings that somebody is sent to."""
    needed = {name for each in tables().scene for name in each.services}
    needed |= {each.service for each in (*tables().places, *tables().pause)}
    listed = [row for row in rows() if row.source_id in needed]
    monkeypatch.setattr(gazetteer_loading, "_shipped_postcodes", lambda: iter(()))
    for module in (catalogue, second_partnership):
        monkeypatch.setattr(module, "rows", lambda: listed)
        monkeypatch.setattr(module, "set_demonstration_criteria", lambda *_, **__: None)
    gazetteer_loading.load_geography(session)
    load_demonstration(session, at=NOON)
    load_accounts(session, at=NOON, is_production=False)


@pytest.fixture(scope="module")
def played(engine):
    """All of it, once; rolled back when the tests are done."""
    with (
        pytest.MonkeyPatch.context() as patched,
        engine.connect() as connection,
        Session(connection) as session,
    ):
        set_the_stage(session, patched)
        load_referrals(session, at=NOON, is_production=False)
        yield session


@pytest.fixture
def loaded(played):
    """As it was loaded: what a test changes is taken back."""
    with played.begin_nested() as step:
        yield played
        step.rollback()
    played.expire_all()


def partnerships(session) -> list[Partnership]:
    first, second = session.scalars(select(Partnership).order_by(Partnership.host.is_not(None)))
    return [first, second]


def referrals(session, partnership) -> list[Referral]:
    theirs = select(Referral).where(Referral.partnership_id == partnership.id)
    return session.scalars(theirs.order_by(Referral.sent_at)).all()


def acting(session, email) -> Actor:
    user = session.scalars(select(User).where(User.email == email)).one()
    held = user.memberships[0]
    return Actor(
        partnership_id=user.partnership_id,
        user_id=user.id,
        organisation_id=held.organisation_id,
        roles=frozenset(each.role for each in user.memberships),
    )


def counted(session) -> dict[str, int]:
    return {
        each.__tablename__: session.scalar(select(func.count()).select_from(each)) for each in MADE
    }


def test_every_row_is_played_to_its_end(loaded):
    begun = [each for each in loaded.scalars(select(Referral)) if each.previous_id is None]

    assert len(begun) == len(tables().scene)
    assert loaded.scalar(select(func.count()).select_from(ReferralDraft)) == len(
        [*tables().scene, *tables().draft]
    )


def test_every_status_is_there(loaded):
    first, second = partnerships(loaded)

    assert {each.status for each in referrals(loaded, first)} == STANDING
    assert len(referrals(loaded, second)) == len({e.status for e in referrals(loaded, second)}) == 8


def test_each_that_is_open_has_a_holder_a_next_step_and_its_day(loaded):
    found = [each for p in partnerships(loaded) for each in referrals(loaded, p)]
    still_open = [each for each in found if each.status in OPEN]

    assert len(still_open) > 25
    for each in still_open:
        assert each.holder.name.endswith(" Invented")
        assert None not in {each.next_step, each.next_by, each.due_on}, each.status


@pytest.mark.parametrize(
    ("least", "is_so"),
    [
        pytest.param(3, lambda each: each.due_on < TODAY, id="late"),
        pytest.param(1, lambda each: each.due_on == TODAY, id="to be answered today"),
        pytest.param(
            2,
            lambda each: each.status is Status.WAITING_LIST and each.expected_start > TODAY,
            id="waiting, with a start to come",
        ),
        pytest.param(1, lambda each: each.unplaced_at is not None, id="not yet placed"),
        pytest.param(1, lambda each: each.may_be_twice, id="perhaps sent twice"),
        pytest.param(1, lambda each: each.urgency is not None, id="urgent"),
        pytest.param(1, lambda each: each.must_not_contact, id="somebody must not know"),
        pytest.param(1, lambda each: each.named_only, id="closed to named people"),
        pytest.param(1, lambda each: each.unreviewed or each.bounces, id="refused before"),
    ],
)
def test_there_are_some_that_are(loaded, least, is_so):
    first, _ = partnerships(loaded)
    found = [each for each in referrals(loaded, first) if each.status in OPEN]

    assert sum(map(is_so, found)) >= least


def test_all_of_it_has_happened_on_working_days_and_in_order(loaded):
    moments = {}
    for each in loaded.scalars(select(ReferralEvent).order_by(ReferralEvent.number)):
        assert each.at <= NOON
        assert is_working_day(each.at.astimezone(LONDON).date())
        assert moments.get(each.referral_id, each.at) <= each.at
        moments[each.referral_id] = each.at


def test_nobody_and_no_number_is_real(loaded):
    for each in loaded.scalars(select(Referral)):
        assert re.search(r" Invented$|^[A-Z]\. [A-Z]\.$", each.young_person.name)
        said = f"{each.reach} {each.must_not_know} {each.school}"
        assert [number for number in NUMBER.findall(said) if not OF_DRAMA.fullmatch(number)] == []
        assert OF_DRAMA.fullmatch(each.call_back)
    for call in loaded.scalars(select(AdviceCall)):
        assert OF_DRAMA.fullmatch(call.phone)


def test_every_home_is_a_ward(loaded):
    assert all(each.ward_code for each in loaded.scalars(select(Referral)))


def test_one_provider_answers_for_several_services_full_and_paused_ones_among_them(loaded):
    services = own_services(loaded, acting(loaded, "provider@example.org"))

    assert len(services) > 5
    assert [each.name for each in services if each.is_paused] == ["Copperleaf Summer"]
    assert {each.name: each.free for each in services if each.places is not None} == {
        "Copperleaf Alongside": 0,
        "Southmead Street Football": 11,
    }


@pytest.mark.parametrize(
    "email", ["school.two@example.org", "school.two@other.example.org"], ids=["first", "second"]
)
def test_somebody_is_away_with_a_cover(loaded, email):
    actor = acting(loaded, email)
    [away] = absences_in(loaded, actor.organisation_id, today=TODAY)

    assert (away.user_id, away.cover_is_away) == (actor.user_id, False)
    assert away.first_day <= TODAY <= away.last_day


@pytest.mark.parametrize("host", ["", "other."], ids=["first", "second"])
def test_one_call_waits_and_another_is_done(loaded, host):
    adviser = acting(loaded, f"adviser@{host}example.org")
    [waiting] = waiting_calls(loaded, reader=adviser, at=NOON)
    done = select(AdviceCall).where(AdviceCall.adviser_id == adviser.user_id)

    assert waiting.talked_at is None
    assert [each.closed_at is not None for each in loaded.scalars(done)] == [True]


def test_whoever_asked_for_a_call_finds_it(loaded):
    assert len(own_calls(loaded, reader=acting(loaded, "practitioner@example.org"))) == 1


def test_the_record_of_acts_says_that_a_command_did_it_and_is_whole(loaded):
    entries = loaded.scalars(select(AuditEntry)).all()
    events = loaded.scalar(
        select(func.count())
        .select_from(ReferralEvent)
        .join(Referral)
        .where(Referral.previous_id.is_(None))
    )

    assert verify(loaded).fault is None
    assert len(entries) > events
    assert {(each.user_id, each.allowed) for each in entries} == {("", "yes")}
    assert all('"by":"command"' in each.facts.replace(" ", "") for each in entries)


def test_loading_twice_makes_nothing_twice(loaded):
    before = counted(loaded)

    for days in (0, 3):
        assert load_referrals(loaded, at=NOON + timedelta(days=days), is_production=False) == 0

    assert counted(loaded) == before


@pytest.fixture
def play_again(loaded, monkeypatch):
    """Load these scenes alone, as if none had been loaded."""

    def again(*scenes) -> list[Referral]:
        alone = Tables(scene=scenes, draft=(), places=(), pause=(), away=(), call=())
        monkeypatch.setattr(loading, "tables", lambda: alone)
        loaded.execute(delete(Referral))
        loaded.expire_all()
        load_referrals(loaded, at=NOON, is_production=False)
        return loaded.scalars(select(Referral)).all()

    return again


def as_told(found) -> list[tuple]:
    return sorted((e.young_person.name, e.sent_at, e.reach, e.due_on, e.status) for e in found)


def test_the_same_day_gives_the_same_again(loaded, play_again):
    scenes = tables().scene[:4]
    names = {each.name for each in scenes}
    before = as_told(
        each for each in loaded.scalars(select(Referral)) if each.young_person.name in names
    )

    assert as_told(play_again(*scenes)) == before


def test_what_somebody_has_changed_leaves_out_no_more_than_it_must(loaded, play_again):
    gone, kept = tables().scene[1], tables().scene[0]
    loaded.scalars(select(User).where(User.email == gone.sender)).one().disabled_at = NOON

    assert [each.young_person.name for each in play_again(gone, kept)] == [kept.name]


def test_check_13_none_is_made_in_production(loaded):
    loaded.execute(delete(Referral))

    with pytest.raises(DemonstrationOnly, match="not made in production"):
        load_referrals(loaded, at=NOON, is_production=True)

    assert loaded.scalars(select(Referral)).all() == []


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        pytest.param(date(2026, 11, 2), 0, date(2026, 11, 2), id="a Monday is itself"),
        pytest.param(date(2026, 11, 1), 0, date(2026, 10, 30), id="a Sunday is the Friday before"),
        pytest.param(date(2026, 11, 2), 1, date(2026, 10, 30), id="over a weekend"),
        pytest.param(date(2026, 5, 5), 1, date(2026, 5, 1), id="over a bank holiday"),
    ],
)
def test_working_days_before(day, count, expected):
    assert working_days_before(day, count) == expected


def test_whatever_happens_today_has_happened_before_it_is_loaded():
    early = datetime(2026, 11, 2, 0, 5, tzinfo=UTC)

    assert moment(early, 0, nth=3, chance=chance_of("somebody")) == early
    assert moment(early, 1, nth=3, chance=chance_of("somebody")) < early
