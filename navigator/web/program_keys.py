"""The key of a program: ``Authorization: Bearer pn_…``, for the JSON alone."""

from datetime import datetime
from functools import partial
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session

from base.actor import Actor
from base.clock import now
from navigator.accounts import api_tokens, throttle
from navigator.accounts.api_tokens import TokenNotGood
from navigator.accounts.models import ApiToken
from navigator.accounts.throttle import Try
from navigator.db import afterwards, separate_session
from navigator.db import session as request_session
from navigator.web.auditing import note
from navigator.web.partnership import current_partnership

API = "/api/"
SCHEME = "bearer"


def brings_key() -> bool:
    """Whether a program says who it is. On pages for people, a key is nothing."""
    return request.path.startswith(API) and "Authorization" in request.headers


def token_of_key() -> tuple[Actor, ApiToken]:
    """
    Return whom the key of this request acts for, and the key.

    :raises TokenNotGood: whatever is wrong with it; that is counted, so that none can be guessed
    :raises TooManyTries: if there were too many of those from this network address
    """
    scheme, _, raw = request.headers.get("Authorization", "").partition(" ")
    key = raw.strip() if scheme.lower() == SCHEME else ""
    at = now()
    try:
        found = api_tokens.find(
            request_session(), key, partnership_id=current_partnership().id, at=at
        )
    except TokenNotGood:
        note("use_token")
        request_session().rollback()
        with separate_session() as own, own.begin():
            throttle.count_try(own, Try.API_TOKEN, address=request.remote_addr or "", at=at)
        raise
    afterwards(partial(_touch, id_=found.id, at=at))
    return api_tokens.actor_of(found), found


def _touch(own: Session, *, id_: UUID, at: datetime) -> None:
    if (found := own.get(ApiToken, id_)) is not None:
        api_tokens.touch(own, found, at=at)
