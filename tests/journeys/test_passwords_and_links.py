"""Passwords, and the links of mails: they open once, for a while, and change nothing by opening."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from alembic import command
from sqlalchemy import select
from sqlalchemy.orm import Session

from base.clock import now
from navigator import create_app
from navigator.accounts import tokens
from navigator.accounts.models import SingleUseToken
from navigator.accounts.throttle import LIMITS, Try
from navigator.db import alembic_config, make_engine
from navigator.outbox.models import OutboxMail
from navigator.web.words import say
from tests import factories
from tests.databases import postgresql_url
from tests.factories import PASSWORD
from tests.journeys.coming_in import (
    NEW,
    cookie,
    is_signed_in,
    link_of_last_mail,
    page_of,
    send,
    type_password,
)
from tests.pages import PageClient
from tests.signing_in import sign_in


@pytest.fixture
def con(make):
    return make.person(email="con@example.org", name="Con Example", roles=["commissioner"])


def ask(client, email, **more):
    return send(client, "/password/forgot", email=email, **more)


@pytest.fixture
def link(client, session, con):
    """The path of a link for another password of Con's."""
    ask(client, con.email)
    return link_of_last_mail(session)


def test_a_link_leads_to_another_password(client, con, link):
    answer = send(client, link, password=NEW)

    assert answer.headers["Location"] == "/password/chosen"
    assert type_password(client, con).status_code == 422
    assert type_password(client, con, NEW).status_code == 303


def test_check_10_opening_a_link_changes_nothing(client, session, link):
    before = session.scalars(select(SingleUseToken.used_at)).all()
    for _ in range(3):
        client.page(link)
        client.head(link)

    assert session.scalars(select(SingleUseToken.used_at)).all() == before == [None]
    assert send(client, link, password=NEW).status_code == 303


def test_check_10_a_link_works_once(client, link):
    token = client.page(link).select_one("main input[name=csrf_token]")["value"]
    typed = {"csrf_token": token, "password": NEW}

    assert client.post(link, data=typed).status_code == 303
    assert client.post(link, data=typed).status_code == 404
    assert client.get(link).status_code == 404


def test_check_10_a_link_is_long_and_kept_as_a_digest(session, link):
    raw = link.rpartition("/")[2]

    assert len(raw) >= 43, "256 bits"
    assert raw not in " ".join(session.scalars(select(SingleUseToken.digest)))


def test_check_10_a_link_closes_by_itself(client, link):
    with time_machine.travel(now() + timedelta(hours=1), tick=False):
        assert client.get(link).status_code == 404


def test_check_10_a_newer_link_closes_the_older(client, session, con, link):
    ask(client, con.email)

    assert client.get(link).status_code == 404
    client.page(link_of_last_mail(session))


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_check_10_the_host_of_a_link_is_never_of_the_request(app, client, session, con, header):
    page = client.page("/password/forgot")
    typed = {"csrf_token": page.select_one("main input[name=csrf_token]")["value"]}
    headers = {header: "evil.example", "Cookie": f"navigator={cookie(client)}"}
    sender = app.test_client(use_cookies=False)
    sender.post("/password/forgot", data=typed | {"email": con.email}, headers=headers)

    [mail] = session.scalars(select(OutboxMail)).all()
    assert "http://127.0.0.1:5000/password/choose/" in mail.body
    assert "evil" not in mail.body


def test_check_10_the_host_of_a_link_is_that_of_the_partnership(app, make, session):
    other = make.partnership(name="Another", host="other.example.org")
    person = make.person(organisation=make.organisation(partnership=other), roles=["commissioner"])
    app.config["NAVIGATOR"] = replace(
        app.config["NAVIGATOR"], public_address="https://navigator.example.org"
    )
    there = app.test_client()
    page = there.get("/password/forgot", base_url="http://other.example.org")
    token = page_of(page).select_one("main input[name=csrf_token]")["value"]
    there.post(
        "/password/forgot",
        base_url="http://other.example.org",
        data={"csrf_token": token, "email": person.email},
    )

    [mail] = session.scalars(select(OutboxMail)).all()
    assert "https://other.example.org/password/choose/" in mail.body


def test_somebody_without_an_account_is_told_so_by_mail_alone(client, session):
    ask(client, "nobody@example.org")

    [mail] = session.scalars(select(OutboxMail)).all()
    assert mail.address == "nobody@example.org"
    assert "/password/" not in mail.body


def test_no_mail_names_anybody(client, session, con, link):
    send(client, link, password=NEW)
    ask(client, "nobody@example.org")

    mails = session.scalars(select(OutboxMail)).all()
    assert len(mails) == 3
    for mail in mails:
        assert con.name not in mail.subject + mail.body
        assert con.email not in mail.subject + mail.body


def test_check_37_links_cannot_be_asked_for_without_end(client, con):
    most = LIMITS[Try.RESET].account
    statuses = [ask(client, con.email).status_code for _ in range(most + 1)]

    assert statuses == [303] * most + [429]
    assert ask(client, "else@example.org").status_code == 303, "nobody else is held up"


def test_check_07_another_password_ends_every_other_sign_in(client, app, con, link):
    elsewhere = sign_in(app.test_client(), con)
    assert is_signed_in(elsewhere)

    send(client, link, password=NEW)

    assert not is_signed_in(elsewhere)


EASY = {
    "a row of figures": "12345678",
    "password": "Password1!",
    "the partnership": "Example Safeguarding Partnership",
    "their e-mail": "con@example.org",
    "one letter": "aaaaaaaaaaaaaaaa",
    "too short": "short",
    "too long": "x" * 1_001,
    "nothing": "",
}


def test_check_03_an_easy_password_is_refused_and_the_link_stays_good(client, link):
    for why, password in EASY.items():
        assert send(client, link, password=password).status_code == 422, why

    assert send(client, link, password=NEW).status_code == 303


def test_check_03_a_huge_password_is_refused_at_once(client, link):
    assert send(client, link, password="x" * 1_000_000).status_code == 413


WELL_CHOSEN = [
    pytest.param("gravel tulip onward moss" * 3, id="longer than bcrypt reads"),
    pytest.param("q7 onward tulip " * 12, id="192 characters"),
    pytest.param("  gravel tulip onward  ", id="spaces around it"),
    pytest.param("gravel 🌷 onward 🪨 moss", id="emoji"),
    pytest.param("grävel tülip önward", id="umlauts"),
]


@pytest.mark.parametrize("password", WELL_CHOSEN)
def test_check_03_a_good_password_counts_to_its_last_character(client, con, link, password):
    assert send(client, link, password=password).status_code == 303

    assert type_password(client, con, password[:-1]).status_code == 422
    assert type_password(client, con, password + "x").status_code == 422
    assert type_password(client, con, password).status_code == 303


def test_check_03_the_same_letters_of_another_keyboard_are_the_same_password(client, con, link):
    composed = "grävel tülip önward"
    assert send(client, link, password=unicodedata.normalize("NFC", composed)).status_code == 303

    typed = unicodedata.normalize("NFD", composed)
    assert type_password(client, con, typed).status_code == 303


def test_check_05_what_is_kept_is_argon2id(session, con):
    assert con.password_hash.startswith("$argon2id$v=19$")


def test_changing_it_needs_the_one_before_and_leaves_this_browser(client, app, session, con):
    sign_in(client, con)
    elsewhere, before = sign_in(app.test_client(), con), cookie(client)
    page = "/account/password"

    assert send(client, page, current="wrong", password=NEW).status_code == 422
    assert send(client, page, current=PASSWORD, password="12345678").status_code == 422
    assert is_signed_in(elsewhere)

    done = send(client, page, current=PASSWORD, password=NEW)
    assert done.headers["Location"] == "/account?done=password"
    assert say("account_done.password") in client.get(done.headers["Location"]).text
    assert not is_signed_in(elsewhere)
    assert cookie(client) != before
    assert session.scalars(select(OutboxMail.subject)).all() == [
        say("mail.password_changed_subject")
    ]


def test_the_password_of_somebody_signed_in_cannot_be_guessed(client, con):
    sign_in(client, con)
    most = LIMITS[Try.PASSWORD].account
    tried = [
        send(client, "/account/password", current=f"wrong {n}", password=NEW).status_code
        for n in range(most + 1)
    ]

    assert tried == [422] * most + [429]


PROVED = ["/account/app", "/account/recovery-codes"]


@pytest.mark.parametrize("address", PROVED)
def test_check_11_what_matters_is_asked_for_twice(client, con, address):
    long_ago = now() - timedelta(minutes=11)
    with time_machine.travel(long_ago, tick=False):
        sign_in(client, con)

    asked = client.get(address)
    assert asked.headers["Location"] == f"/sign-in/again?next={address}"
    assert send(client, "/sign-in/again", current="wrong", next=address).status_code == 422
    assert client.get(address).status_code == 303

    before = cookie(client)
    proved = send(client, "/sign-in/again", current=PASSWORD, next=address)
    assert proved.headers["Location"] == address
    assert cookie(client) != before
    assert client.get(address).status_code == 200


def test_check_11_making_a_key_is_asked_for_twice_and_keeps_what_was_typed(client, make):
    person = make.person(roles=["commissioner"])
    with time_machine.travel(now() - timedelta(minutes=11), tick=False):
        sign_in(client, person)

    typed = {"name": "Our website", "days": "90", "scopes": "find_services"}
    asked = send(client, "/account/keys", **typed)
    assert asked.headers["Location"] == "/sign-in/again?next=/account/keys"

    send(client, "/sign-in/again", current=PASSWORD, next="/account/keys")
    page = client.page("/account/keys")
    assert page.select_one("#name")["value"] == "Our website"
    assert page.select_one("#days option[selected]")["value"] == "90"


@pytest.fixture(params=["sqlite", "postgresql"])
def own_app(request, tmp_path, settings, compiled_templates):
    """An app on a database of its own: its requests really commit, and really meet."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'own.db'}" if is_sqlite else postgresql_url(tmp_path)
    engine = make_engine(url)
    command.upgrade(alembic_config(engine), "head")
    made = create_app(replace(settings, database_url=url))
    made.jinja_env.bytecode_cache = compiled_templates
    made.test_client_class = PageClient
    yield made, engine
    made.extensions["engine"].dispose()
    engine.dispose()


def test_check_10_of_two_that_use_a_link_at_once_one_wins(own_app):
    app, engine = own_app
    with Session(engine) as session:
        factories.use(session)
        person = factories.Make.person(roles=["commissioner"])
        raw = tokens.make_reset(session, person, at=now())
        session.commit()
    address = f"/password/choose/{raw}"

    def use(n):
        client = app.test_client()
        return send(client, address, password=f"{NEW} {n}").status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(use_or_late, [use] * 2, range(2)))
    assert statuses == [303, 404]


def use_or_late(use, n):
    """The page of a link that somebody else has just used is not there any more."""
    try:
        return use(n)
    except AssertionError:
        return 404
