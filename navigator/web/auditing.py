"""
What of a request goes into the record of acts, and when.

A view that is not public is recorded in any case; what it noted itself is recorded as it noted it.
With an act the rows are added last, just before the commit, so that both happen or neither. A read
or a refusal is recorded in a short transaction of its own before the answer leaves: where that
fails, nobody gets the page.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from base.clock import now
from navigator.accounts.permissions import Permission
from navigator.audit.operations import NO_FACTS, Act, record
from navigator.db import FIRST_ERROR_STATUS, before_commit, separate_session, will_commit
from navigator.web.partnership import known_actor

REQUEST_ID = "X-Request-Id"
OWNER = "organisation_id"
"""What an address calls the organisation whose record it is: it sees refusals there as well."""


def init_app(app: Flask) -> None:
    app.before_request(_name_the_request)
    before_commit(app, _with_the_act)
    app.after_request(_on_its_own)


def note(
    act: str,
    *,
    object_kind: str = "",
    object_id: UUID | None = None,
    owner_id: UUID | None = None,
    facts: Mapping[str, str] = NO_FACTS,
    allowed: bool | None = None,
) -> None:
    """
    Say what this request does or reads, more exactly than its permission does.

    :param owner_id: the organisation whose record it is
    :param facts: codes alone
    :param allowed: where the status of the answer does not say it: who is led elsewhere was refused
    """
    noted = {
        "act": act,
        "object_kind": object_kind,
        "object_id": object_id,
        "owner_id": owner_id,
        "facts": facts,
    }
    known = {} if allowed is None else {"allowed": allowed}
    g.setdefault("acts", []).append(noted | known)


def request_id() -> str:
    """What this request is called in the record and in the log."""
    named: str = g.setdefault("request_id", uuid4().hex)
    return named


def _name_the_request() -> None:
    request_id()


def _with_the_act(session: Session, response: Response) -> None:
    record(session, _acts(response))


def _on_its_own(response: Response) -> Response:
    response.headers[REQUEST_ID] = request_id()
    acts = [] if will_commit(response) else _acts(response)
    if acts:
        if "session" in g:
            g.session.rollback()  # nothing of it is kept, and it may hold what we now need
        with separate_session() as own, own.begin():
            record(own, acts)
    return response


def _acts(response: Response) -> list[Act]:
    noted: list[dict[str, Any]] = g.pop("acts", None) or _by_its_permission()
    if not noted:
        return []
    actor = known_actor()
    allowed = response.status_code < FIRST_ERROR_STATUS
    return [
        Act(
            at=now(),
            partnership_id=actor.partnership_id if actor else None,
            user_id=actor.user_id if actor else None,
            organisation_id=actor.organisation_id if actor else None,
            address=request.remote_addr or "",
            request_id=request_id(),
            **{"allowed": allowed, **each},
        )
        for each in noted
    ]


def _by_its_permission() -> list[dict[str, Any]]:
    """A view that is not public is recorded, whatever it forgot to say."""
    if g.pop("recorded", False):
        return []
    view = current_app.view_functions.get(request.endpoint or "")
    access = getattr(view, "access", None)
    if not isinstance(access, Permission):
        return []
    g.recorded = True
    ids = {k: v for k, v in (request.view_args or {}).items() if isinstance(v, UUID)}
    return [
        {
            "act": str(access),
            "object_kind": request.endpoint or "",
            "object_id": next(iter(ids.values()), None),
            "owner_id": ids.get(OWNER),
            "facts": {"method": request.method},
        }
    ]
