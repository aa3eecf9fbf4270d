"""Too many tries are refused, others go on; where they cannot be counted, nobody comes in."""

import pytest
from sqlalchemy.exc import OperationalError

from navigator.accounts import throttle
from navigator.accounts.throttle import LIMITS, Try
from tests.journeys.trust.cells import FORM, KIND
from tests.signing_in import csrf_token


def test_check_37_too_many_tries_from_one_address_are_refused_there_alone(asking):
    """
    One proxy is trusted: what it says last counts, not what was said to it.

    Links are asked for, since a wrong password takes long to look at; check 1 has those.
    """
    for number in range(LIMITS[Try.RESET].address):
        claimed = f"10.9.8.{number}, " if number % 2 else ""
        answer = ask_for_a_link(asking, f"nobody-{number}", address=f"{claimed}192.0.2.1")
        assert answer.status == 303, number

    for address in ("192.0.2.1", "10.9.9.9, 192.0.2.1"):
        refused = ask_for_a_link(asking, "another", address=address)
        assert refused.status == 429, address
        most = LIMITS[Try.RESET].within.total_seconds()
        assert 0 < int(refused.headers["retry-after"]) <= most
    assert ask_for_a_link(asking, "another", address="192.0.2.2").status == 303
    assert asking.server.ask("GET", "/", {"X-Forwarded-For": "192.0.2.1"}).status == 200


@pytest.fixture
def no_store(monkeypatch):
    def fail(*_, **__):
        raise OperationalError("INSERT INTO failed_try", {}, Exception("it is down"))

    monkeypatch.setattr(throttle, "_refuse_more_than", fail)


def test_check_37_where_tries_cannot_be_counted_nobody_comes_in(client, make, no_store):
    person = make.person()
    token = csrf_token(client, "/sign-in")

    typed = {"csrf_token": token, "email": person.email, "password": "staple horse battery lamp"}
    answer = client.post("/sign-in", data=typed)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert client.get("/account").status_code == 303


def test_check_37_and_everybody_can_read(client, no_store):
    assert client.get("/").status_code == 200
    assert client.get("/needs").status_code == 200


def ask_for_a_link(asking, name: str, *, address: str):
    caller = asking.callers[KIND["signed out"]]
    body = f"csrf_token={caller.token}&email={name}@example.org"
    headers = {"Content-Type": FORM, "X-Forwarded-For": address, **caller.headers}
    return asking.server.ask("POST", "/password/forgot", headers, body)
