"""The steps of signing in, as somebody takes them on the pages."""

import re

import pyotp
from bs4 import BeautifulSoup
from sqlalchemy import select

from navigator.outbox.models import OutboxMail
from tests.factories import NOON, PASSWORD

NEW = "gravel tulip onward moss"


def send(client, address, *, page=None, headers=None, **typed):
    """Fill in the form of a page, and send it."""
    found = client.page(page or address).select_one("main input[name=csrf_token]")
    data = {"csrf_token": found["value"], **typed}
    return client.post(address, data=data, headers=headers or {})


def type_password(client, person, password=PASSWORD, **more):
    return send(client, "/sign-in", email=person.email, password=password, **more)


def type_code(client, code, **more):
    return send(client, "/sign-in/code", code=code, **more)


def has_app(person) -> pyotp.TOTP:
    """Let somebody have set up an app, and return what it makes codes with."""
    person.totp_secret, person.totp_confirmed_at = pyotp.random_base32(), NOON
    person.totp_step = 0
    return pyotp.TOTP(person.totp_secret)


def link_of_last_mail(session) -> str:
    """The path of the link in the mail that was put into the outbox last."""
    session.expire_all()
    bodies = [
        mail.body for mail in session.scalars(select(OutboxMail).order_by(OutboxMail.made_at))
    ]
    return re.search(r"http://127\.0\.0\.1:5000(/\S+)", bodies[-1])[1]


def signs_out(client):
    token = client.page("/account").select_one("form[action='/sign-out'] input[name=csrf_token]")
    return client.post("/sign-out", data={"csrf_token": token["value"]})


def cookie(client) -> str:
    found = client.get_cookie("navigator")
    return found.value if found else ""


def is_signed_in(client) -> bool:
    answer = client.get("/account")
    return answer.status_code == 200


def page_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")
