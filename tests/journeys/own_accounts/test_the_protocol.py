"""What we ask of a real provider, and what it says; nothing of it needs a database."""

import time
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from base.clock import now
from navigator.web.issuers import Failed, Issuers, ProviderFailed
from navigator.web.openid import Begun, Registered, come_back, send_there
from navigator.web.outward import GuardedAdapter

BACK = "http://127.0.0.1:5000/sign-in/with/somewhere/back"


@pytest.fixture
def issuers() -> Issuers:
    return Issuers(GuardedAdapter(allow_loopback=True))


@pytest.fixture
def party(issuer) -> Registered:
    return Registered(
        issuer=issuer, client_id="navigator", client_secret="a secret of the tests", back=BACK
    )


@pytest.fixture
def sign_in(issuers, at_provider):
    """Go there and come back; ``between`` may change what was begun, or the answer."""

    def go(party, who="ada", *, is_again=False, between=lambda begun, answer: (begun, answer)):
        begun = Begun.now(at=now(), is_again=is_again)
        address = send_there(party, issuers.describe(party.issuer, at=now()), begun)
        begun, answer = between(begun, at_provider(address, who))
        return come_back(party, issuers, begun, answer, at=now())

    return go


def test_asks_for_a_code_with_pkce_a_state_and_a_nonce(issuers, party):
    begun = Begun.now(at=now(), is_again=False)

    address = send_there(party, issuers.describe(party.issuer, at=now()), begun)

    asked = {name: each[0] for name, each in parse_qs(urlsplit(address).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid email"
    assert (asked["state"], asked["nonce"]) == (begun.state, begun.nonce)
    assert begun.verifier not in address


@pytest.mark.parametrize("client", ["navigator", "open"])
def test_somebody_is_seen(party, sign_in, client):
    secret = party.client_secret if client == "navigator" else None

    seen = sign_in(replace(party, client_id=client, client_secret=secret))

    assert (seen.issuer, seen.subject) == (party.issuer, "ada")
    assert seen.email == "ada@school.example.org"
    assert not seen.showed_second_factor


def test_a_second_factor_that_was_shown_is_seen(party, sign_in):
    assert sign_in(party, "ada-with-code").showed_second_factor


@pytest.mark.parametrize("who", ["ada-unverified", "silent"])
def test_an_address_that_is_not_verified_is_none(party, sign_in, who):
    assert sign_in(party, who).email == ""


def test_who_is_signed_in_is_asked_anew(party, sign_in):
    assert sign_in(party, is_again=True).subject == "ada"


@pytest.mark.parametrize(
    ("between", "failed"),
    [
        pytest.param(
            lambda begun, answer: (replace(begun, nonce="another"), answer), Failed.TOKEN,
            id="another nonce",
        ),
        pytest.param(
            lambda begun, answer: (replace(begun, verifier="v" * 43), answer), Failed.CODE,
            id="another verifier",
        ),
        pytest.param(
            lambda begun, answer: (begun, answer | {"code": "made-up"}), Failed.CODE,
            id="a code that is made up",
        ),
        pytest.param(
            lambda begun, answer: (begun, answer | {"iss": "https://other.example.org"}),
            Failed.REFUSED_THERE,
            id="the answer of another issuer",
        ),
        pytest.param(
            lambda begun, answer: (begun, {k: v for k, v in answer.items() if k != "iss"}),
            Failed.REFUSED_THERE,
            id="an answer that does not name its issuer",
        ),
        pytest.param(
            lambda begun, answer: (begun, {k: v for k, v in answer.items() if k != "code"}),
            Failed.REFUSED_THERE,
            id="no code",
        ),
    ],
)  # fmt: skip
def test_an_answer_that_was_changed_lets_nobody_in(party, sign_in, between, failed):
    with pytest.raises(ProviderFailed) as refused:
        sign_in(party, between=between)

    assert refused.value.failed is failed


def test_a_code_works_once(issuers, party, sign_in):
    kept = {}

    def keep(begun, answer):
        kept.update(begun=begun, answer=answer)
        return begun, answer

    sign_in(party, between=keep)

    with pytest.raises(ProviderFailed) as refused:
        come_back(party, issuers, kept["begun"], kept["answer"], at=now())
    assert refused.value.failed is Failed.CODE


def test_a_code_that_is_too_old_lets_nobody_in(party, sign_in):
    def wait(begun, answer):
        time.sleep(2.1)  # the provider counts whole seconds
        return begun, answer

    with pytest.raises(ProviderFailed) as refused:
        sign_in(replace(party, client_id="hasty"), between=wait)
    assert refused.value.failed is Failed.CODE


def test_who_is_refused_there_comes_back_with_nothing(party, sign_in):
    with pytest.raises(ProviderFailed) as refused:
        sign_in(party, "nobody-there")
    assert refused.value.failed is Failed.REFUSED_THERE


def test_a_wrong_secret_lets_nobody_in(party, sign_in):
    with pytest.raises(ProviderFailed) as refused:
        sign_in(replace(party, client_secret="another"))
    assert refused.value.failed is Failed.CODE


@pytest.mark.parametrize(("late", "is_let_in"), [(100, True), (130, False)])
def test_clocks_may_differ_by_a_minute(issuers, party, at_provider, late, is_let_in):
    """The provider's tokens live for a minute."""
    begun = Begun.now(at=now(), is_again=False)
    address = send_there(party, issuers.describe(party.issuer, at=now()), begun)
    answer = at_provider(address, "ada")
    at = now() + timedelta(seconds=late)

    if is_let_in:
        assert come_back(party, issuers, begun, answer, at=at).subject == "ada"
    else:
        with pytest.raises(ProviderFailed):
            come_back(party, issuers, begun, answer, at=at)
