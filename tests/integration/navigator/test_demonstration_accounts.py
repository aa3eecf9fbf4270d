"""load_accounts ..."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from click import ClickException
from sqlalchemy import func, select

from base.actor import Actor
from config import Mode
from navigator.accounts import sign_ins, totp
from navigator.accounts.models import Membership, User
from navigator.accounts.permissions import GIVEN, needs_second_factor
from navigator.accounts.sign_in import check_password
from navigator.accounts.totp import CodeRefused
from navigator.referrals.advice_roll import advisers
from navigator.simulation import accounts, second_partnership
from navigator.simulation.accounts import (
    PASSWORD,
    DemonstrationOnly,
    code_now,
    demonstration_users,
    invented_people,
    load_accounts,
    refuse_in_production,
    secret_of,
)
from services_catalog.gazetteer_loading import load_geography
from services_catalog.models import Organisation, Partnership, Service
from tests.factories import NOON


@pytest.fixture
def no_listings(monkeypatch):
    """The second partnership without its listings, for what does not depend on them."""
    monkeypatch.setattr(second_partnership, "LISTED", frozenset())


@pytest.fixture
def loaded(session, partnership, no_listings) -> list[Partnership]:
    """Both partnerships, with their people; the first is the one that the tests have anyway."""
    load_accounts(session, at=NOON, is_production=False)
    by_host = select(Partnership).where(Partnership.host == second_partnership.HOST)
    return [partnership, session.scalars(by_host).one()]


def test_each_role_is_there_in_both_partnerships(session, loaded):
    held = defaultdict(set)
    for each in session.scalars(select(Membership)):
        held[each.partnership_id].add(each.role)

    assert held == {each.id: set(GIVEN) for each in loaded}


def test_each_partnership_has_an_adviser_who_can_be_rung_on_working_days(session, loaded):
    for partnership in loaded:
        [adviser] = advisers(session, reader=Actor(partnership_id=partnership.id), at=NOON)
        assert adviser.duty_ends(NOON) is not None, NOON


def test_each_partnership_has_the_organisations_that_work_together(session, loaded):
    for partnership in loaded:
        kinds = [
            kind
            for kind, _ in session.execute(
                select(Organisation.kind, Organisation.id)
                .join(Membership, Membership.organisation_id == Organisation.id)
                .where(Organisation.partnership_id == partnership.id)
                .distinct()
            )
        ]
        assert sorted(kinds) == [
            "council", "health", "police", "school", "school", "voluntary", "voluntary",
        ]  # fmt: skip


def test_their_names_say_that_they_are_invented(session, loaded):
    names = session.scalars(select(User.name)).all()

    assert len(names) == 22
    assert all(name.endswith(" Invented") for name in names)
    assert all(each.email.endswith("example.org") for each in invented_people())


def test_everybody_comes_in_with_the_password_and_a_code_where_one_is_needed(session, loaded):
    for partnership in loaded:
        for user in demonstration_users(session, partnership_id=partnership.id):
            found = check_password(session, user.email, PASSWORD, partnership_id=partnership.id)
            roles = {held.role for held in sign_ins.current_memberships(found)}
            assert (found.totp_confirmed_at is not None) == needs_second_factor(roles)
            if needs_second_factor(roles):
                totp.check_code(session, found, code_now(found, at=NOON), at=NOON)


def test_a_code_that_was_used_gives_way_to_the_next_that_is_taken(session, loaded):
    [user, *_] = demonstration_users(session, partnership_id=loaded[0].id)

    for _ in range(2):
        totp.check_code(session, user, code_now(user, at=NOON), at=NOON)
        session.refresh(user)

    assert code_now(user, at=NOON) == ""
    later = NOON + timedelta(seconds=totp.STEP_SECONDS)
    totp.check_code(session, user, code_now(user, at=later), at=later)
    with pytest.raises(CodeRefused):
        totp.check_code(session, user, code_now(user, at=NOON), at=NOON)


def test_a_second_start_changes_nothing_that_somebody_has_changed(session, loaded):
    [user, *_] = demonstration_users(session, partnership_id=loaded[0].id)
    user.name, user.password_hash = "Somebody Else", "another"
    before = session.scalar(select(func.count()).select_from(Membership))

    assert load_accounts(session, at=NOON, is_production=False) == 0

    session.flush()
    session.refresh(user)
    assert (user.name, user.password_hash) == ("Somebody Else", "another")
    assert session.scalar(select(func.count()).select_from(Membership)) == before


def test_the_second_partnership_has_a_few_listings_of_its_own(session, partnership):
    load_geography(session)

    for _ in range(2):
        load_accounts(session, at=NOON, is_production=False)

    listed = session.scalars(select(Service.partnership_id)).all()
    assert len(listed) == 13
    assert partnership.id not in listed


def test_takes_one_slow_hash_however_many_there_are(session, no_listings, monkeypatch):
    taken = []
    hashed = accounts.passwords.hashed
    monkeypatch.setattr(accounts.passwords, "hashed", lambda it: taken.append(it) or hashed(it))

    load_accounts(session, at=NOON, is_production=False)
    load_accounts(session, at=NOON, is_production=False)

    assert taken == [PASSWORD]


def test_secrets_of_codes_are_always_the_same():
    assert secret_of("practitioner@example.org") == "KYYOUFFTP2MIHHDLWUP2ZC7E5R6LKN3Q"


def test_check_13_none_is_made_in_production(session):
    with pytest.raises(DemonstrationOnly, match="not made in production"):
        load_accounts(session, at=NOON, is_production=True)

    assert session.scalars(select(User)).all() == []


def test_check_13_production_does_not_start_where_there_is_one(session, loaded):
    with pytest.raises(DemonstrationOnly, match="Start production on a new database"):
        refuse_in_production(session)


def test_production_starts_where_there_is_none(session, make):
    make.person(email="ada@example.org")

    refuse_in_production(session)


@pytest.fixture
def start(app, monkeypatch):
    """``flask start`` up to the server, without what takes long."""
    module = import_module("navigator.cli.start")
    for slow in ("load_geography", "load_demonstration", "mend_index"):
        monkeypatch.setattr(module, slow, lambda *_, **__: None)
    monkeypatch.setattr(module.command, "upgrade", lambda *_: None)

    def prepare(settings):
        with app.app_context():
            module.prepare(settings)

    return prepare


def test_check_13_flask_start_refuses_production_on_a_demonstration(
    start, session, settings, loaded
):
    session.commit()

    with pytest.raises(ClickException, match="Start production on a new database"):
        start(replace(settings, mode=Mode.PRODUCTION))


def test_flask_start_makes_the_accounts_in_a_demonstration_alone(
    start, session, settings, partnership, no_listings
):
    start(replace(settings, mode=Mode.PRODUCTION))
    assert session.scalars(select(User)).all() == []

    start(settings)
    assert len(session.scalars(select(User)).all()) == 22


@pytest.mark.parametrize("mode", Mode)
def test_check_13_the_doctor_finds_them_where_real_people_are(app, session, settings, loaded, mode):
    session.commit()
    settings.instance.mkdir(exist_ok=True)
    app.config["NAVIGATOR"] = replace(settings, mode=mode)

    said = app.test_cli_runner().invoke(args=["doctor"]).output

    assert ("FAILED accounts" in said) is (mode is Mode.PRODUCTION)
    assert ("Set NAVIGATOR_DATABASE_URL to a new" in said) is (mode is Mode.PRODUCTION)


def test_the_doctor_finds_none_where_there_is_none(app, session, settings, partnership, make):
    make.person(email="ada@example.org")
    session.commit()
    app.config["NAVIGATOR"] = replace(settings, mode=Mode.PRODUCTION)

    assert "ok     accounts" in app.test_cli_runner().invoke(args=["doctor"]).output
