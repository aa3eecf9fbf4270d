"""Who has an account shows in no answer: not in its words, its headers, or the work it takes."""

import re

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from navigator.accounts import passwords
from tests.factories import NOON
from tests.journeys.coming_in import send

NONCE = re.compile(r"nonce-[^']+'|nonce=\"[^\"]+\"|value=\"[^\"]{60,}\"")
FORMS = [
    pytest.param("/sign-in", {"password": "wrong password"}, id="signing in"),
    pytest.param("/password/forgot", {}, id="a new password"),
]
COUNTED = ("INSERT", "UPDATE", "DELETE", "a password")


def answers_for(client, make, address, **typed):
    """The answer to somebody known, unknown, disabled, and gone: with what differs always out."""
    known, disabled, gone = (make.person(roles=["commissioner"]) for _ in range(3))
    disabled.disabled_at = gone.memberships[0].ended_at = NOON
    emails = [known.email, "nobody@example.org", disabled.email, gone.email]
    for email in emails:
        answer = send(client, address, email=email, **typed)
        yield (
            answer.status_code,
            NONCE.sub("", answer.text).replace(email, "EMAIL"),
            {
                name: value
                for name, value in answer.headers.items()
                if name not in {"X-Request-Id", "Content-Security-Policy", "Set-Cookie"}
                and name != "Content-Length"
            },
        )


@pytest.mark.parametrize(("address", "typed"), FORMS)
def test_check_02_who_has_an_account_shows_nowhere(client, make, address, typed):
    answers = list(answers_for(client, make, address, **typed))

    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)


@pytest.fixture
def work(connection):
    """``work()``: what was written, and which passwords were checked, since it was last asked."""
    done, before = [], passwords._Hashing.hasher

    class Counting(PasswordHasher):
        def verify(self, *given):
            done.append("a password")
            return super().verify(*given)

    passwords.use_hasher(Counting(time_cost=1, memory_cost=8, parallelism=1))
    event.listen(connection, "before_cursor_execute", lambda *told: done.append(told[2]))

    def since():
        found = [each.split("(")[0] for each in done if each.startswith(COUNTED)]
        done.clear()
        return sorted(found)

    yield since
    passwords.use_hasher(before)


@pytest.mark.parametrize(("address", "typed"), FORMS)
def test_check_02_it_takes_as_much_work_for_nobody(client, make, work, address, typed):
    known = make.person(roles=["commissioner"])
    send(client, address, email="warm@example.org", **typed)
    work()
    taken = []
    for email in (known.email, "nobody@example.org"):
        send(client, address, email=email, **typed)
        taken.append(work())

    assert taken[0] == taken[1]
    assert len(taken[0]) > 2, "would prove nothing"
