"""
What OpenID Connect asks of us: the authorization code flow, with PKCE, a state and a nonce.

Authlib speaks it; every call goes out through the guard. Nothing here knows who may come in: it
says whom the provider has seen, or that it cannot be believed.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jws import JWSRegistry

from navigator.web.issuers import (
    CALL_FAILURES,
    FAILURES,
    Described,
    Failed,
    Issuers,
    ProviderFailed,
)
from navigator.web.outward import guard

SCOPE = "openid email"
CLOCKS_DIFFER = timedelta(seconds=60)
SECRET_BYTES = 32
LONGEST = 254
"""Of a subject or an e-mail address: what is longer is neither."""

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "Ed25519", "EdDSA")  # fmt: skip
"""Signed with a key that only the provider has: never unsigned, never with a secret we share."""

SHOWS_SECOND_FACTOR = frozenset(
    {
        "mfa",
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
        "https://refeds.org/profile/mfa",
    }
)
EMAIL_IS_VERIFIED = ("email_verified", "xms_edov")
"""The second is what Microsoft Entra says where the owner of the e-mail domain is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What a provider knows us by. ``back`` is where it sends people back to."""

    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What must be the same when somebody comes back; kept in their browser session."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    at: datetime
    is_again: bool

    @classmethod
    def now(cls, *, at: datetime, is_again: bool) -> "Begun":
        """:param is_again: they are signed in, and must prove anew who they are"""
        return cls(
            state=secrets.token_urlsafe(SECRET_BYTES),
            nonce=secrets.token_urlsafe(SECRET_BYTES),
            verifier=secrets.token_urlsafe(SECRET_BYTES),
            at=at,
            is_again=is_again,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Whom the provider has seen. ``email`` is empty where it did not say that it is theirs."""

    issuer: str
    subject: str
    email: str
    showed_second_factor: bool


def send_there(party: Registered, described: Described, begun: Begun) -> str:
    """The address at the provider that the browser goes to."""
    again = {"prompt": "login", "max_age": "0"} if begun.is_again else {}
    with OAuth2Session(
        party.client_id, scope=SCOPE, redirect_uri=party.back, code_challenge_method="S256"
    ) as session:
        address, _ = session.create_authorization_url(
            described.authorization,
            state=begun.state,
            nonce=begun.nonce,
            code_verifier=begun.verifier,
            **again,
        )
    return str(address)


def come_back(
    party: Registered,
    issuers: Issuers,
    begun: Begun,
    answer: Mapping[str, str],
    *,
    at: datetime,
) -> Seen:
    """
    Return whom the provider has seen, from what it sent back with their browser.

    The caller has made sure that the state is that of ``begun``, and will not come again.

    :raises ProviderFailed: if it sent nobody, or what it says cannot be believed
    """
    described = issuers.describe(party.issuer, at=at)
    _check_answer(described, answer)
    with guard(_session_for(party, described), issuers.adapter) as session:
        token = _token(session, described, answer["code"], begun)
        claims = _claims(issuers, described, party, begun, token, at)
        told = claims if "email" in claims else _userinfo(session, described, claims["sub"])
    return Seen(
        issuer=described.issuer,
        subject=claims["sub"],
        email=_verified_email(told),
        showed_second_factor=_showed_second_factor(claims),
    )


def _check_answer(described: Described, answer: Mapping[str, str]) -> None:
    """:raises ProviderFailed: if it refused, or another provider sent this (RFC 9207)"""
    named = answer.get("iss", "" if described.names_itself else described.issuer)
    if "error" in answer or named != described.issuer or not answer.get("code"):
        raise ProviderFailed(Failed.REFUSED_THERE)


def _session_for(party: Registered, described: Described) -> OAuth2Session:
    methods = {True: "client_secret_post", False: "client_secret_basic"}
    return OAuth2Session(
        party.client_id,
        party.client_secret,
        redirect_uri=party.back,
        leeway=0,  # an access token may live for less than the minute that is usual here
        token_endpoint_auth_method=methods[described.takes_secret_in_body]
        if party.client_secret
        else "none",
    )


def _token(session: OAuth2Session, described: Described, code: str, begun: Begun) -> dict[str, Any]:
    try:
        found = session.fetch_token(
            described.token, grant_type="authorization_code", code=code,
            code_verifier=begun.verifier,
        )  # fmt: skip
    except CALL_FAILURES:
        raise ProviderFailed(Failed.NO_ANSWER) from None
    except FAILURES:
        raise ProviderFailed(Failed.CODE) from None
    return dict(found)


def _claims(
    issuers: Issuers,
    described: Described,
    party: Registered,
    begun: Begun,
    token: Mapping[str, Any],
    at: datetime,
) -> dict[str, Any]:
    """:raises ProviderFailed: unless the ID token is signed, ours, of now and of this sign-in"""
    try:
        decoded = _decoded(issuers, described, token["id_token"], at)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": described.issuer},
                "aud": {"essential": True, "value": party.client_id},
                "sub": {"essential": True},
            },
            {
                "nonce": begun.nonce,
                "client_id": party.client_id,
                "access_token": token.get("access_token"),
                "max_age": begun.is_again,
            },
        )
        claims.validate(now=int(at.timestamp()), leeway=int(CLOCKS_DIFFER.total_seconds()))
    except FAILURES:
        raise ProviderFailed(Failed.TOKEN) from None
    since = (begun.at - CLOCKS_DIFFER).timestamp()
    is_of_now = not begun.is_again or claims["auth_time"] >= since
    if not (is_of_now and _is_written(claims["sub"])):
        raise ProviderFailed(Failed.TOKEN)
    return dict(claims)


def _decoded(issuers: Issuers, described: Described, raw: str, at: datetime) -> jwt.Token:
    """A key that is not known yet is looked for once more, at the provider."""
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        return jwt.decode(raw, issuers.keys(described, at=at), registry=registry)
    except InvalidKeyIdError:
        return jwt.decode(raw, issuers.keys(described, at=at, anew=True), registry=registry)


def _userinfo(session: OAuth2Session, described: Described, subject: str) -> dict[str, Any]:
    """
    What the provider says besides, where it says it elsewhere.

    :raises ProviderFailed: if it does not answer, or speaks of somebody else
    """
    if described.userinfo is None:
        return {}
    try:
        told = dict(session.get(described.userinfo).json())
    except CALL_FAILURES:
        raise ProviderFailed(Failed.NO_ANSWER) from None
    except FAILURES:
        raise ProviderFailed(Failed.TOKEN) from None
    if told.get("sub") != subject:
        raise ProviderFailed(Failed.TOKEN)
    return told


def _verified_email(told: Mapping[str, Any]) -> str:
    email = told.get("email")
    is_theirs = any(str(told.get(name)).lower() in {"true", "1"} for name in EMAIL_IS_VERIFIED)
    return email if is_theirs and isinstance(email, str) and _is_written(email) else ""


def _is_written(text: str) -> bool:
    return len(text) <= LONGEST and text.isprintable()


def _showed_second_factor(claims: Mapping[str, Any]) -> bool:
    shown = [claims.get("acr"), *(claims.get("amr") or [])]
    return any(isinstance(each, str) and each in SHOWS_SECOND_FACTOR for each in shown)
