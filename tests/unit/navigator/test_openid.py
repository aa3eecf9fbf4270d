"""What a provider says is believed only if all of it is right: each row breaks one thing."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from navigator.web.issuers import Failed, Issuers, ProviderFailed
from navigator.web.openid import Begun, Registered, come_back
from navigator.web.outward import GuardedAdapter
from tests.crooked_provider import (
    CLIENT,
    KEY,
    OTHER_KEY,
    Answer,
    as_json,
    crooked_provider,
    signed,
    signed_with_the_public_key,
    unsigned,
)

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
NOON = int(AT.timestamp())
DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture(scope="module")
def running():
    with crooked_provider() as provider:
        yield provider


@pytest.fixture
def provider(running):
    """One that does everything right, until a test says otherwise."""
    running.answers.clear()
    running.asked.clear()
    running.describe()
    running.publish(KEY)
    running.give(signed(running.claims(at=NOON)))
    return running


@pytest.fixture
def issuers() -> Issuers:
    return Issuers(GuardedAdapter(allow_loopback=True, seconds=5))


@pytest.fixture
def returned(provider, issuers):
    """``returned(at=...)``: whom the provider has seen."""

    def come(*, at=AT, **changes):
        party = Registered(
            issuer=provider.address, client_id=CLIENT, client_secret="the-secret", back="back"
        )
        begun = {"state": "state", "nonce": "nonce", "verifier": "verifier", "at": AT}
        again = Begun(**begun, is_again=changes.pop("is_again", False))
        return come_back(party, issuers, again, {"code": "code"} | changes, at=at)

    return come


def failed(returned, **kwargs) -> Failed:
    with pytest.raises(ProviderFailed) as refused:
        returned(**kwargs)
    return refused.value.failed


def test_somebody_is_seen(provider, returned):
    seen = returned()

    assert (seen.issuer, seen.subject) == (provider.address, "ada")
    assert seen.email == "ada@school.example.org"
    assert "/userinfo" not in provider.asked


WRONG_CLAIMS = {
    "another issuer": {"iss": "https://other.example.org"},
    "an issuer with a stroke more": {"iss": "http://127.0.0.1/"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "somebody-else"},
    "another audience, though we asked": {"aud": "somebody-else", "azp": CLIENT},
    "several audiences, none of them ours": {"aud": ["a", "b"], "azp": CLIENT},
    "several audiences, and who asked is not said": {"aud": [CLIENT, "b"]},
    "several audiences, and another asked": {"aud": [CLIENT, "b"], "azp": "b"},
    "ours, though another asked": {"azp": "b"},
    "no audience": {"aud": None},
    "an audience in figures": {"aud": [1]},
    "over": {"exp": NOON - 61},
    "never over": {"exp": None},
    "over at no number": {"exp": float("nan")},
    "over at a word": {"exp": "later"},
    "of tomorrow": {"iat": NOON + 61},
    "of no time": {"iat": None},
    "not good yet": {"nbf": NOON + 61},
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "nobody": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject in figures": {"sub": 7},
    "an endless subject": {"sub": "a" * 255},
    "a subject that cannot be written": {"sub": "a\0b"},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "amr that is no list": {"amr": "mfa"},
}


@pytest.mark.parametrize("changes", WRONG_CLAIMS.values(), ids=WRONG_CLAIMS)
def test_a_token_with_something_wrong_in_it_is_not_believed(provider, returned, changes):
    provider.give(signed(provider.claims(at=NOON, **changes)))

    assert failed(returned) is Failed.TOKEN


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "b"], "azp": CLIENT},
        {"exp": NOON - 59},
        {"iat": NOON + 59},
    ],
    ids=["one audience in a list", "several, and we asked", "just over", "just ahead"],
)
def test_a_token_that_is_right_in_another_way_is_believed(provider, returned, changes):
    provider.give(signed(provider.claims(at=NOON, **changes)))

    assert returned().subject == "ada"


WRONG_SIGNATURES = {
    "none at all": unsigned,
    "the public key as a secret": signed_with_the_public_key,
    "another key of the same name": lambda claims: signed(claims, key=OTHER_KEY),
    "a key that nobody knows": lambda claims: signed(claims, kid="unknown"),
    "cut off": lambda claims: signed(claims).rpartition(".")[0] + ".",
    "no token": lambda _: "",
    "no text": lambda _: 7,
    "five parts": lambda _: "a.b.c.d.e",
}


@pytest.mark.parametrize("token", WRONG_SIGNATURES.values(), ids=WRONG_SIGNATURES)
def test_a_token_that_the_provider_did_not_sign_is_not_believed(provider, returned, token):
    provider.give(token(provider.claims(at=NOON)))

    assert failed(returned) is Failed.TOKEN


def test_keys_are_remembered_and_asked_for_once_more_where_one_is_new(provider, returned):
    returned()
    returned()
    assert provider.asked.count("/keys") == 1

    newer = type(KEY).generate_key(2048, {"kid": "newer"}, auto_kid=False)
    provider.publish(KEY, newer)
    provider.give(signed(provider.claims(at=NOON), key=newer, kid="newer"))

    assert returned().subject == "ada"
    assert provider.asked.count("/keys") == 2


def test_what_it_says_of_itself_is_remembered_for_some_minutes(provider, issuers):
    for minutes in (0, 4):
        issuers.describe(provider.address, at=AT + timedelta(minutes=minutes))
    assert provider.asked.count(DISCOVERY) == 1

    issuers.describe(provider.address, at=AT + timedelta(minutes=5))
    assert provider.asked.count(DISCOVERY) == 2


def test_that_it_did_not_answer_is_remembered_for_a_moment(provider, issuers):
    provider.answers[DISCOVERY] = Answer(status=500)
    for seconds in (0, 29, 30):
        with pytest.raises(ProviderFailed):
            issuers.describe(provider.address, at=AT + timedelta(seconds=seconds))

    assert provider.asked.count(DISCOVERY) == 2


INSIDE = {
    "the machine of the cloud": "https://169.254.169.254/latest",
    "this computer": "https://127.0.0.1/",
    "another port of it": "https://127.0.0.1:9/",
    "the network around it": "https://10.0.0.1/",
    "not locked": "http://login.example.org/",
    "a file": "file:///etc/passwd",
    "no address": "somewhere",
    "nothing": "",
}


@pytest.mark.parametrize("address", INSIDE.values(), ids=INSIDE)
@pytest.mark.parametrize(
    "name", ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"]
)
def test_check_30_a_provider_leads_to_no_address_inside(provider, returned, name, address):
    provider.describe(**{name: address})

    assert failed(returned) is Failed.ADDRESSES
    assert provider.asked == [DISCOVERY]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        pytest.param(Answer(chunks=(b"<html>",)), Failed.NO_ANSWER, id="a page"),
        pytest.param(Answer(chunks=(b"",)), Failed.NO_ANSWER, id="nothing"),
        pytest.param(Answer(chunks=(b"\xff\xfe\x00",)), Failed.NO_ANSWER, id="noise"),
        pytest.param(Answer(chunks=(b"[" * 500_000,)), Failed.ADDRESSES, id="a deep hole"),
        pytest.param(as_json([]), Failed.ADDRESSES, id="a list"),
        pytest.param(as_json("text"), Failed.ADDRESSES, id="a text"),
        pytest.param(as_json({}), Failed.ADDRESSES, id="nothing in it"),
        pytest.param(as_json({"issuer": 7}), Failed.ADDRESSES, id="figures"),
        pytest.param(Answer(chunks=(b"x" * 1_000_001,)), Failed.NO_ANSWER, id="too much"),
        pytest.param(Answer(status=404), Failed.NO_ANSWER, id="not there"),
        pytest.param(
            Answer(status=302, headers={"Location": "/moved"}), Failed.NO_ANSWER, id="elsewhere"
        ),
    ],
)
@pytest.mark.parametrize("path", [DISCOVERY, "/keys", "/token", "/userinfo"])
def test_an_answer_that_makes_no_sense_is_a_failure_with_a_name(
    provider, returned, path, answer, why
):
    provider.give(signed(provider.claims(at=NOON, email=None)))
    provider.answers[path] = answer

    got = failed(returned)
    assert got in ({why} if path == DISCOVERY else {Failed.NO_ANSWER, Failed.TOKEN, Failed.CODE})
    assert "/moved" not in provider.asked


@pytest.mark.parametrize("value", [7, None, [], {}, True, "https://[", "\ud800", "\0"])
@pytest.mark.parametrize("name", ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_what_it_says_of_itself_may_be_of_any_kind(provider, returned, name, value):
    provider.describe(**{name: value})

    assert failed(returned) is Failed.ADDRESSES


@pytest.mark.parametrize(
    "keys", [7, [], [7], [{}], [{"kty": "oct", "k": "c2VjcmV0"}], [{"kty": "RSA"}], {"kty": "RSA"}]
)
def test_keys_may_be_of_any_kind(provider, returned, keys):
    provider.answers["/keys"] = as_json({"keys": keys})

    assert failed(returned) is Failed.TOKEN


def test_another_issuer_than_the_one_that_was_asked_is_not_believed(provider, returned):
    provider.describe(issuer="https://login.example.org")

    assert failed(returned) is Failed.ADDRESSES


@pytest.mark.parametrize(
    ("said", "email"),
    [
        ({"email_verified": True}, "ada@school.example.org"),
        ({"email_verified": "true"}, "ada@school.example.org"),
        ({"email_verified": None, "xms_edov": 1}, "ada@school.example.org"),
        ({"email_verified": False}, ""),
        ({"email_verified": "false"}, ""),
        ({"email_verified": "yes"}, ""),
        ({"email_verified": []}, ""),
        ({"email_verified": None}, ""),
        ({"email": 7}, ""),
        ({"email": "a" * 255}, ""),
        ({"email": "a\0@school.example.org"}, ""),
    ],
)
@pytest.mark.parametrize("elsewhere", [False, True], ids=["in the token", "asked for"])
def test_an_address_counts_only_if_it_is_said_to_be_verified(
    provider, returned, said, email, elsewhere
):
    claims = provider.claims(at=NOON, **said)
    if elsewhere:
        provider.answers["/userinfo"] = as_json(claims)
        claims = provider.claims(at=NOON, email=None, email_verified=None)
    provider.give(signed(claims))

    assert returned().email == email


def test_what_is_said_of_somebody_else_does_not_count(provider, returned):
    provider.give(signed(provider.claims(at=NOON, email=None)))
    provider.answers["/userinfo"] = as_json(provider.claims(at=NOON, sub="grace"))

    assert failed(returned) is Failed.TOKEN


@pytest.mark.parametrize(
    ("said", "is_shown"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "https://refeds.org/profile/mfa"}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", ["mfa"]]}, False),
        ({"amr": []}, False),
        ({"acr": "mfa-not"}, False),
        ({"acr": ["mfa"]}, False),
        ({}, False),
    ],
)
def test_a_second_factor_is_shown_only_in_words_that_mean_it(provider, returned, said, is_shown):
    provider.give(signed(provider.claims(at=NOON, **said)))

    assert returned().showed_second_factor is is_shown


@pytest.mark.parametrize(
    ("auth_time", "is_believed"),
    [(NOON, True), (NOON - 59, True), (NOON - 61, False), (None, False), ("now", False),
     (float("nan"), False)],
)  # fmt: skip
def test_who_must_prove_it_anew_has_just_done_so(provider, returned, auth_time, is_believed):
    provider.give(signed(provider.claims(at=NOON, auth_time=auth_time)))

    if is_believed:
        assert returned(is_again=True).subject == "ada"
    else:
        assert failed(returned, is_again=True) is Failed.TOKEN


@pytest.mark.parametrize(
    "changes", [{"error": "access_denied"}, {"code": ""}, {"iss": "https://other.example.org"}]
)
def test_what_comes_back_without_a_code_of_this_issuer_is_refused(provider, returned, changes):
    assert failed(returned, **changes) is Failed.REFUSED_THERE
    assert "/token" not in provider.asked


def test_no_log_and_no_name_of_a_value_holds_a_secret(provider, returned, caplog):
    provider.give(signed(provider.claims(at=NOON)), access_token="the-access-token")
    with caplog.at_level(logging.DEBUG):
        returned(code="the-code")
        party = Registered(issuer="i", client_id="c", client_secret="the-secret", back="b")
        begun = Begun.now(at=AT, is_again=False)
        logging.getLogger("tests").debug("%r %r", party, begun)

    for secret in ("the-access-token", "the-code", "the-secret", begun.nonce, begun.verifier):
        assert secret not in caplog.text
