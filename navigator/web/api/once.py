"""``Idempotency-Key``: what is sent again is answered again, and was done once."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, request

from base.clock import now
from base.refusals import Invalid
from navigator.db import session
from navigator.referrals.idempotency import (
    Answer,
    Asked,
    KeyTaken,
    keep_answer,
    kept_answer,
    take_key,
)
from navigator.web import csrf
from navigator.web.auditing import note
from navigator.web.partnership import current_actor
from navigator.web.signed_in import signed_in_person

HEADER = "Idempotency-Key"
LONGEST_KEY = 255
GOOD_KEY = re.compile(rf"[!-~]{{1,{LONGEST_KEY}}}")
DESCRIBED = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "description": (
        "A new one of your own for each thing to do. Sent again with the same key and body within "
        "7 days, a request that was done is answered as it was, and not done again."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
}

View = TypeVar("View", bound=Callable[..., Any])


class KeyMissing(Invalid):
    """A program that does not hear the answer could not try again without doing it twice."""


def for_each_key(view: View) -> View:
    """Do what this view does once for each key, for views that nobody gets to signed out."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> Response:  # noqa: ANN401  whatever the view takes
        _refuse_forged()
        asked, actor = _asked(), current_actor()
        if known := kept_answer(session(), asked, actor=actor):
            return _again(known)
        try:
            taken = take_key(session(), asked, actor=actor, at=now())
        except KeyTaken:
            session().rollback()
            if known := kept_answer(session(), asked, actor=actor):
                return _again(known)
            raise
        response: Response = view(*args, **kwargs)
        body = response.get_data(as_text=True)
        keep_answer(taken, Answer(status=response.status_code, body=body))
        return response

    return answered  # type: ignore[return-value]


def _asked() -> Asked:
    """What tells requests apart: for whom, what, where and with which body."""
    key = request.headers.get(HEADER, "")
    if not GOOD_KEY.fullmatch(key):
        raise KeyMissing(
            f"Send {HEADER}: 1 to {LONGEST_KEY} letters, digits and signs without spaces, new for "
            "each thing to do, and the same when you try again.",
            field=HEADER,
        )
    body = request.get_data(cache=True).decode("latin-1")
    organisation_id = current_actor().organisation_id
    return Asked(key=key, request=f"{organisation_id} {request.method} {request.path}\n{body}")


def _again(known: Answer) -> Response:
    object_id = (request.view_args or {}).get("referral_id")
    note("repeat_answer", object_kind="referral", object_id=object_id)
    return Response(known.body, known.status, mimetype="application/json")


def _refuse_forged() -> None:
    """The cookie of a browser comes along whoever asks for it; the key of a program does not."""
    if signed_in_person().token is None:
        csrf.protect.protect()
