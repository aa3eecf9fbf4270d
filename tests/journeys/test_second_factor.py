"""A code besides the password: once, not guessed, and nothing is open before it."""

import re
from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from navigator.accounts.models import RecoveryCode
from navigator.accounts.throttle import LIMITS, Try
from navigator.accounts.totp import RECOVERY_CODES, new_recovery_codes
from navigator.outbox.models import OutboxMail
from navigator.web.access import PUBLIC
from navigator.web.words import say
from tests.factories import NOON
from tests.journeys.coming_in import (
    NEW,
    cookie,
    has_app,
    is_signed_in,
    link_of_last_mail,
    page_of,
    send,
    type_code,
    type_password,
)
from tests.signing_in import sign_in

STEP = timedelta(seconds=30)


@pytest.fixture
def ada(make):
    return make.person(email="ada@example.org", name="Ada Example")


@pytest.fixture
def maker(ada, session):
    """What makes Ada's codes."""
    made = has_app(ada)
    session.commit()
    return made


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def set_up(client, person):
    """Go through the pages that set up an app; return the secret and the page of recovery codes."""
    type_password(client, person)
    page = client.page("/sign-in/set-up")
    secret = page.select_one(".app-secret").text.replace(" ", "")
    done = type_set_up(client, pyotp.TOTP(secret).now())
    return secret, page_of(done)


def type_set_up(client, code):
    return send(client, "/sign-in/set-up", code=code)


def shown_codes(page):
    return [code.text for code in page.select(".app-codes code")]


def test_the_first_time_an_app_is_set_up(client, ada, session):
    secret, page = set_up(client, ada)

    assert is_signed_in(client)
    assert len(shown_codes(page)) == RECOVERY_CODES
    session.expire_all()
    assert ada.totp_secret == secret
    assert page.select_one("main a.govuk-button")["href"] == "/"


def test_the_square_says_what_is_written_below_it(client, ada):
    type_password(client, ada)
    page = client.page("/sign-in/set-up")

    assert page.select_one(".app-square[role=img][aria-label] svg path")
    assert "data:" not in str(page.select_one("main"))
    again = client.page("/sign-in/set-up")
    assert page.select_one(".app-secret") == again.select_one(".app-secret")


def test_nobody_is_given_the_secret_that_somebody_else_has_seen(client, make, ada):
    seen = []
    for person in (ada, make.person()):
        type_password(client, person)
        seen.append(client.page("/sign-in/set-up").select_one(".app-secret").text)

    assert seen[0] != seen[1]


def test_a_wrong_first_code_sets_up_nothing(client, ada, session):
    type_password(client, ada)

    assert type_set_up(client, "000000").status_code == 422
    session.expire_all()
    assert ada.totp_confirmed_at is None
    assert not is_signed_in(client)


def test_a_code_lets_in_and_leads_on(client, ada, maker):
    answer = type_password(client, ada, next="/account/password")
    assert answer.headers["Location"] == "/sign-in/code?next=/account/password"

    done = type_code(client, maker.now(), next="/account/password")
    assert done.headers["Location"] == "/account/password"
    assert is_signed_in(client)


def test_check_06_a_code_gives_another_key(client, ada, maker):
    type_password(client, ada)
    before = cookie(client)
    type_code(client, maker.now())

    assert cookie(client) != before


def test_check_09_a_code_works_once(client, app, ada, maker, clock):
    code = maker.at(NOON)
    type_password(client, ada)
    assert type_code(client, code).status_code == 303

    thief = app.test_client()
    type_password(thief, ada)
    assert type_code(thief, code).status_code == 422
    assert not is_signed_in(thief)


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        pytest.param(-2, 422, id="two before"),
        pytest.param(-1, 303, id="the one before"),
        pytest.param(1, 303, id="the next"),
        pytest.param(2, 422, id="two ahead"),
    ],
)
def test_check_09_a_clock_may_be_a_little_wrong(client, ada, maker, clock, steps, status):
    type_password(client, ada)

    assert type_code(client, maker.at(NOON + steps * STEP)).status_code == status


def test_check_09_codes_cannot_be_guessed(client, ada, maker, clock):
    type_password(client, ada)
    most = LIMITS[Try.CODE].account
    wrong = [type_code(client, f"{n:06}").status_code for n in range(most)]

    assert wrong == [422] * most
    closed = type_code(client, maker.at(NOON))
    assert closed.status_code == 429
    clock.shift(timedelta(seconds=int(closed.headers["Retry-After"])))
    assert type_code(client, maker.now()).status_code == 303


def address(rule):
    return rule.build(dict.fromkeys(rule.arguments, uuid4()))[1]


WAY_IN = ("/sign-in/code", "/sign-in/set-up")


@pytest.mark.parametrize("before", ["set up", "not set up"])
def test_check_09_half_a_sign_in_opens_nothing(app, client, ada, request, before):
    if before == "set up":
        request.getfixturevalue("maker")
    type_password(client, ada)
    closed = [
        rule
        for rule in app.url_map.iter_rules()
        if app.view_functions[rule.endpoint].access not in {PUBLIC, "find_services"}
        and "GET" in rule.methods
    ]
    assert len(closed) > 4, "would prove little"

    for rule in closed:
        answer = client.get(address(rule))
        assert answer.status_code in {303, 401}, rule
        assert answer.headers.get("Location", WAY_IN[0]).startswith(WAY_IN), rule


def test_check_09_half_a_sign_in_is_told_apart_from_none_on_no_public_page(client, ada, maker):
    type_password(client, ada)

    assert ada.name not in client.get("/").text


def test_check_09_half_a_sign_in_acts_in_no_post(app, client, ada, maker):
    type_password(client, ada)
    token = client.page("/sign-in/code").select_one("input[name=csrf_token]")["value"]
    closed = [
        rule
        for rule in app.url_map.iter_rules()
        if app.view_functions[rule.endpoint].access not in {PUBLIC, "find_services"}
        and "POST" in rule.methods
    ]
    assert len(closed) > 4, "would prove little"

    for rule in closed:
        headers = {"X-CSRFToken": token}
        answer = client.post(address(rule), data={"csrf_token": token}, headers=headers)
        assert answer.status_code in {303, 401}, rule
        assert answer.headers.get("Location", WAY_IN[0]).startswith(WAY_IN), rule


def test_check_09_a_new_password_does_not_go_round_the_code(client, session, ada, maker):
    send(client, "/password/forgot", email=ada.email)
    send(client, link_of_last_mail(session), password=NEW)

    answer = type_password(client, ada, NEW)
    assert answer.headers["Location"] == "/sign-in/code"
    assert not is_signed_in(client)


def test_check_09_a_recovery_code_lets_in_once(client, app, session, ada, maker):
    code = new_recovery_codes(session, ada)[0]
    session.commit()
    type_password(client, ada)
    assert type_code(client, code.upper().replace("-", " ")).status_code == 303

    thief = app.test_client()
    type_password(thief, ada)
    assert type_code(thief, code).status_code == 422


def test_check_09_recovery_codes_are_kept_as_digests(session, ada, maker):
    codes = new_recovery_codes(session, ada)

    kept = " ".join(session.scalars(select(RecoveryCode.digest)))
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


@pytest.mark.parametrize("address", WAY_IN)
def test_nobody_else_is_asked_for_a_code(client, address):
    assert client.get(address).headers["Location"] == "/sign-in"
    token = client.page("/sign-in").select_one("input[name=csrf_token]")["value"]
    answer = client.post(address, data={"csrf_token": token, "code": "000000"})
    assert answer.headers["Location"] == "/sign-in"


def test_who_has_an_app_does_not_set_up_the_first_one_again(client, ada, maker):
    type_password(client, ada)

    assert client.get("/sign-in/set-up").headers["Location"] == "/sign-in/code"


def test_another_app_takes_over(client, session, ada, maker):
    sign_in(client, ada)
    page = client.page("/account/app")
    secret = page.select_one(".app-secret").text.replace(" ", "")
    before = cookie(client)

    answer = send(client, "/account/app", code=pyotp.TOTP(secret).now())

    assert len(shown_codes(page_of(answer))) == RECOVERY_CODES
    assert cookie(client) != before
    assert is_signed_in(client)
    session.expire_all()
    assert ada.totp_secret == secret != maker.secret
    assert session.scalars(select(OutboxMail.subject)).all() == [say("mail.new_app_subject")]


def test_a_wrong_code_of_another_app_leaves_the_old_one(client, session, ada, maker):
    sign_in(client, ada)
    answer = send(client, "/account/app", code="000000")

    assert answer.status_code == 422
    session.expire_all()
    assert ada.totp_secret == maker.secret


def test_new_recovery_codes_end_the_old_ones(client, session, ada, maker):
    old = new_recovery_codes(session, ada)
    session.commit()
    sign_in(client, ada)
    assert say("codes.left", count=len(old)) in client.get("/account/recovery-codes").text

    codes = shown_codes(page_of(send(client, "/account/recovery-codes")))

    assert len(set(codes) - set(old)) == RECOVERY_CODES
    assert all(re.fullmatch(r"[a-z0-9]{4}(-[a-z0-9]{4}){2}", code) for code in codes)
    type_password(client, ada)
    assert type_code(client, old[0]).status_code == 422
    assert type_code(client, codes[0]).status_code == 303


def test_recovery_codes_need_an_app(client, ada):
    sign_in(client, ada)

    assert send(client, "/account/recovery-codes").headers["Location"] == "/account/app"
