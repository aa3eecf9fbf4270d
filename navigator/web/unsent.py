"""
What somebody had typed when their session was over: kept for them, and for nobody else.

A form that comes too late is kept on the server, locked, under the key of that browser. Once the
same person has signed in again, the page of that form has it: ``unsent()``. Passwords, codes and
files are never kept.
"""

import json
import re
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask, g, request, session
from flask.globals import request_ctx
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from navigator.db import SAFE_METHODS
from navigator.secrets.columns import current_ring
from navigator.secrets.key_ring import CannotUnlock
from navigator.web.own_path import own_path
from navigator.web.signed_in import current_person

UNSENT = "unsent"
PURPOSE = "browser_session.unsent"
NEVER_KEPT = frozenset({"csrf_token", "next", "back", "password", "current", "code"})
"""What says where a form leads, and the names that boxes for passwords and codes always have."""

ID = re.compile(r"[0-9]{1,9}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Typed = MultiDict[str, str]


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"unsent": unsent})


def unsent() -> Typed:
    """What the person had typed into the form of this page; empty where nothing waits for them."""
    if "unsent" not in g:
        g.unsent = _typed()
    found: Typed = g.unsent
    return found


def keep_unsent(user_id: UUID) -> None:
    """Keep what this request sent, for the page that its form is on."""
    sent = request.form.items(multi=True)
    typed = [[name, text] for name, text in sent if name not in NEVER_KEPT]
    if typed and (page := _page_of_form()):
        kept = {"user": str(user_id), "page": page, "typed": typed}
        session[UNSENT] = current_ring().lock(json.dumps(kept), purpose=PURPOSE)


def forget_unsent() -> None:
    session.pop(UNSENT, None)


def is_sent_now() -> None:
    """The form that was waiting is sent: it waits no more."""
    if UNSENT in session and _kept().get("page") == page_of_form():
        forget_unsent()


def forget_of_others(user_id: UUID) -> None:
    """Somebody signs in: what another person had typed here is gone."""
    if UNSENT in session and _kept().get("user") != str(user_id):
        forget_unsent()


def page_of_form() -> str:
    """
    The page that this request comes back to: one that is read, on this website.

    Of its query only ids and numbers stay: it will stand in the address of the sign-in page.
    """
    return _page_of_form() or "/"


def has_form() -> bool:
    """Whether what is sent comes from a form on a page that can be shown again."""
    return bool(_page_of_form())


def _page_of_form() -> str:
    """Empty where a mere button was sent, and nothing says which page it is on."""
    if request.method in SAFE_METHODS or _can_be_read(request.path):
        kept = [each for each in request.args.items(multi=True) if ID.fullmatch(each[1])]
        return "?".join(filter(None, (request.path, urlencode(kept))))
    return own_path(request.form.get("back", ""), otherwise="")


def _typed() -> Typed:
    person = current_person()
    if person is None or request.method not in SAFE_METHODS or UNSENT not in session:
        return MultiDict()
    kept = _kept()
    is_theirs = kept.get("user") == str(person.actor.user_id) and kept.get("page") == page_of_form()
    return MultiDict([(name, text) for name, text in kept["typed"]] if is_theirs else ())


def _kept() -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(
            current_ring().unlock(session.get(UNSENT, ""), purpose=PURPOSE)
        )
    except (CannotUnlock, ValueError):
        return {}
    return kept


def _can_be_read(path: str) -> bool:
    adapter = request_ctx.url_adapter
    if adapter is None:
        return False
    try:
        adapter.match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True
