"""Coming in: guesses are slowed, one sentence for every refusal, and an end is an end."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from navigator.accounts import passwords, sign_ins, throttle, tokens, totp
from navigator.accounts.models import FailedTry, User
from navigator.accounts.passwords import PasswordRefused
from navigator.accounts.permissions import ABSOLUTE_LIMIT, Role
from navigator.accounts.sign_in import (
    SignInRefused,
    WrongPassword,
    change_password,
    check_password,
    reset_password,
)
from navigator.accounts.throttle import LIMITS, TooManyTries, Try
from navigator.accounts.tokens import LinkClosed
from navigator.accounts.totp import CodeRefused
from tests.factories import NOON, PASSWORD

NEW = "gravel tulip onward moss"


@pytest.fixture
def ada(make) -> User:
    return make.person(email="ada@example.org", name="Ada Example")


def sign(session, user, key="key", *, at=NOON, is_full=True):
    return sign_ins.start(
        session, user, key_digest=key, is_full=is_full, browser="a browser", at=at
    )


def found(session, user, key="key", *, at=NOON):
    session.expire_all()
    return sign_ins.find(session, key, partnership_id=user.partnership_id, at=at)


@pytest.mark.parametrize("typed", ["ada@example.org", " ADA@example.org "])
def test_the_right_password_comes_in(session, ada, typed):
    assert check_password(session, typed, PASSWORD, partnership_id=ada.partnership_id) is ada


def test_check_04_a_password_never_grows_too_old(session, ada):
    ada.password_changed_at = NOON - timedelta(days=20 * 365)

    assert check_password(session, ada.email, PASSWORD, partnership_id=ada.partnership_id) is ada


def _disable(user):
    user.disabled_at = NOON


def _leave(user):
    for held in user.memberships:
        held.ended_at = NOON


def _lose_password(user):
    user.password_hash = None


@pytest.mark.parametrize(
    ("email", "password", "before"),
    [
        pytest.param("ada@example.org", "wrong", None, id="a wrong password"),
        pytest.param("nobody@example.org", PASSWORD, None, id="nobody"),
        pytest.param("ada@example.org", PASSWORD, _disable, id="disabled"),
        pytest.param("ada@example.org", PASSWORD, _leave, id="belongs nowhere"),
        pytest.param("ada@example.org", "", _lose_password, id="no password"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_check_02_every_refusal_is_the_same_sentence(session, ada, email, password, before):
    if before:
        before(ada)
    with pytest.raises(SignInRefused) as refused:
        check_password(session, email, password, partnership_id=ada.partnership_id)

    assert str(refused.value) == str(SignInRefused())


def test_nobody_comes_into_another_partnership(session, ada, make):
    other = make.partnership(name="Another", host="other.example.org")

    with pytest.raises(SignInRefused):
        check_password(session, ada.email, PASSWORD, partnership_id=other.id)


def test_check_05_a_hash_of_older_parameters_is_renewed_on_the_way_in(session, ada):
    before, hasher = ada.password_hash, passwords._Hashing.hasher
    passwords.use_hasher(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))

    check_password(session, ada.email, PASSWORD, partnership_id=ada.partnership_id)

    passwords.use_hasher(hasher)
    assert ada.password_hash != before
    assert "m=16,t=2" in ada.password_hash


def test_check_01_an_account_is_closed_to_guesses_and_frees_itself(session):
    def guess(at, address="10.0.0.1"):
        return throttle.count_try(
            session, Try.PASSWORD, account="ada@example.org", address=address, at=at
        )

    for n in range(LIMITS[Try.PASSWORD].account):
        guess(NOON + timedelta(seconds=n), address=f"10.0.0.{n}")

    with pytest.raises(TooManyTries, match="15 minutes") as refused:
        guess(NOON + timedelta(seconds=20), address="10.9.9.9")
    assert refused.value.seconds <= 30 * 60
    guess(NOON + timedelta(seconds=refused.value.seconds + 20))


def test_check_01_many_accounts_from_one_address_are_slowed_too(session):
    limit = LIMITS[Try.PASSWORD].address
    for n in range(limit):
        throttle.count_try(session, Try.PASSWORD, account=f"a{n}", address="10.0.0.1", at=NOON)

    with pytest.raises(TooManyTries):
        throttle.count_try(session, Try.PASSWORD, account="other", address="10.0.0.1", at=NOON)
    throttle.count_try(session, Try.PASSWORD, account="other", address="10.0.0.2", at=NOON)


def test_a_try_that_succeeds_does_not_count(session):
    for _ in range(3 * LIMITS[Try.PASSWORD].account):
        counted = throttle.count_try(
            session, Try.PASSWORD, account="ada", address="10.0.0.1", at=NOON
        )
        throttle.take_back(session, counted)

    assert session.scalars(select(FailedTry)).all() == []


def test_what_is_kept_of_a_guess_names_nobody(session):
    throttle.count_try(
        session, Try.PASSWORD, account="ada@example.org", address="10.0.0.1", at=NOON
    )

    rows = session.scalars(select(FailedTry)).all()
    assert not [row for row in rows if "ada" in row.digest or "10.0" in row.digest]
    assert throttle.forget_old(session, at=NOON + timedelta(hours=1)) == len(rows) == 2


def test_check_01_a_lockout_ends_no_session(session, ada):
    sign(session, ada)
    for n in range(LIMITS[Try.PASSWORD].account):
        throttle.count_try(session, Try.PASSWORD, account=ada.email, address=f"10.0.0.{n}", at=NOON)

    assert found(session, ada) is not None


def test_somebody_signed_in_acts_with_their_roles_for_their_organisation(session, ada):
    actor = sign_ins.actor_of(sign(session, ada))

    assert actor.user_id == ada.id
    assert actor.organisation_id == ada.memberships[0].organisation_id
    assert actor.roles == {Role.SIGNED_IN, Role.PRACTITIONER}
    assert actor.sees_professional


def test_check_09_before_the_second_factor_somebody_is_nobody(session, ada):
    actor = sign_ins.actor_of(sign(session, ada, is_full=False))

    assert (actor.user_id, actor.organisation_id, actor.roles) == (None, None, frozenset())
    assert not actor.sees_professional


@pytest.mark.parametrize(
    ("end", "key"),
    [
        pytest.param(lambda s, _: sign_ins.end(s, "key"), "key", id="signing out"),
        pytest.param(lambda s, u: sign_ins.end_all(s, u.id), "other", id="everywhere"),
        pytest.param(lambda _, u: _disable(u), "other", id="disabled"),
        pytest.param(
            lambda s, u: change_password(s, u, current=PASSWORD, new=NEW, keep="key", at=NOON),
            "other",
            id="another password, on other browsers",
        ),
    ],
)
def test_check_07_a_copied_cookie_is_dead(session, ada, end, key):
    for each in ("key", "other"):
        sign(session, ada, each)

    end(session, ada)
    session.flush()

    assert found(session, ada, key) is None


def test_a_new_password_leaves_the_browser_that_it_was_chosen_in(session, ada):
    sign(session, ada)
    change_password(session, ada, current=PASSWORD, new=NEW, keep="key", at=NOON)

    assert found(session, ada) is not None
    assert check_password(session, ada.email, NEW, partnership_id=ada.partnership_id)


def test_a_new_password_needs_the_old_one(session, ada):
    with pytest.raises(WrongPassword):
        change_password(session, ada, current="wrong", new=NEW, keep="", at=NOON)


@pytest.mark.parametrize(
    ("after", "is_open"),
    [
        pytest.param(timedelta(minutes=30, seconds=-1), True, id="nearly idle too long"),
        pytest.param(timedelta(minutes=30), False, id="idle too long"),
    ],
)
def test_check_08_a_session_ends_when_it_is_idle(session, ada, after, is_open):
    sign(session, ada)

    assert (found(session, ada, at=NOON + after) is not None) is is_open


def test_check_08_a_session_ends_in_the_end_however_busy(session, ada):
    made = sign(session, ada)
    at = NOON
    while at < NOON + ABSOLUTE_LIMIT:
        assert found(session, ada, at=at) is not None
        sign_ins.touch(session, made, at=at)
        session.flush()
        at += timedelta(minutes=29)

    assert found(session, ada, at=NOON + ABSOLUTE_LIMIT) is None
    assert sign_ins.forget_ended(session, at=NOON + 2 * ABSOLUTE_LIMIT) == 1


def test_an_administrator_is_idle_for_less_long(session, make):
    boss = make.person(roles=["administrator"])
    sign(session, boss)

    assert found(session, boss, at=NOON + timedelta(minutes=15)) is None


def test_a_link_for_a_new_password_opens_once(session, ada):
    raw = tokens.make_reset(session, ada, at=NOON)

    reset_password(session, raw, NEW, partnership_id=ada.partnership_id, at=NOON)

    assert check_password(session, ada.email, NEW, partnership_id=ada.partnership_id)
    with pytest.raises(LinkClosed):
        reset_password(session, raw, PASSWORD, partnership_id=ada.partnership_id, at=NOON)


@pytest.mark.parametrize(
    ("after", "newer", "elsewhere"),
    [
        pytest.param(timedelta(hours=1), False, False, id="an hour old"),
        pytest.param(timedelta(0), True, False, id="a newer one was asked for"),
        pytest.param(timedelta(0), False, True, id="another partnership"),
    ],
)
def test_check_10_a_link_is_closed(session, ada, make, after, newer, elsewhere):
    raw = tokens.make_reset(session, ada, at=NOON)
    assert len(raw) >= 43  # 256 bits
    if newer:
        tokens.make_reset(session, ada, at=NOON)
    other = make.partnership(name="Another", host="other.example.org")
    where = other.id if elsewhere else ada.partnership_id

    with pytest.raises(LinkClosed):
        reset_password(session, raw, NEW, partnership_id=where, at=NOON + after)


def test_a_password_that_is_refused_leaves_the_link_good(session, ada):
    raw = tokens.make_reset(session, ada, at=NOON)

    with pytest.raises(PasswordRefused), session.begin_nested():
        reset_password(session, raw, "12345678", partnership_id=ada.partnership_id, at=NOON)

    assert reset_password(session, raw, NEW, partnership_id=ada.partnership_id, at=NOON) is ada


@pytest.fixture
def with_app(session, ada) -> tuple[User, str, list[str]]:
    secret = totp.new_secret()
    codes = totp.confirm(session, ada, secret, code_of(secret, NOON), at=NOON)
    session.flush()
    return ada, secret, codes


def code_of(secret, at):
    return totp.pyotp.TOTP(secret).at(at)


def test_check_09_a_code_works_once(session, with_app):
    ada, secret, _ = with_app
    later = NOON + timedelta(minutes=2)

    totp.check_code(session, ada, code_of(secret, later), at=later)
    session.refresh(ada)

    with pytest.raises(CodeRefused):
        totp.check_code(session, ada, code_of(secret, later), at=later)


@pytest.mark.parametrize(
    ("off_by", "is_taken"),
    [(-60, False), (-30, True), (0, True), (30, True), (60, False)],
)
def test_check_09_clocks_may_differ_by_one_step(session, with_app, off_by, is_taken):
    ada, secret, _ = with_app
    later = NOON + timedelta(minutes=10)
    code = code_of(secret, later + timedelta(seconds=off_by))

    if is_taken:
        totp.check_code(session, ada, code, at=later)
    else:
        with pytest.raises(CodeRefused):
            totp.check_code(session, ada, code, at=later)


def test_check_09_the_code_that_set_it_up_does_not_also_sign_in(session, with_app):
    ada, secret, _ = with_app

    with pytest.raises(CodeRefused):
        totp.check_code(session, ada, code_of(secret, NOON), at=NOON)


def test_check_09_a_recovery_code_works_once_however_it_is_typed(session, with_app):
    ada, _, codes = with_app
    assert len(set(codes)) == 10

    totp.check_recovery_code(session, ada, f" {codes[0].upper().replace('-', ' ')}", at=NOON)

    assert totp.recovery_codes_left(session, ada) == 9
    with pytest.raises(CodeRefused):
        totp.check_recovery_code(session, ada, codes[0], at=NOON)


@pytest.mark.parametrize("code", ["", "0", "abcdef", "１２３４５６", "000000000000", "\x00"])
def test_what_is_no_code_is_refused(session, with_app, code):
    ada, _, _ = with_app

    for check in (totp.check_code, totp.check_recovery_code):
        with pytest.raises(CodeRefused):
            check(session, ada, code, at=NOON + timedelta(minutes=5))


def test_a_reset_does_not_take_the_second_factor_away(session, with_app):
    ada, _, _ = with_app
    raw = tokens.make_reset(session, ada, at=NOON)

    reset_password(session, raw, NEW, partnership_id=ada.partnership_id, at=NOON)

    assert ada.totp_confirmed_at == NOON
