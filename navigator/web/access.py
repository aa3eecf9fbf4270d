"""
Every view says who may use it; one that does not is refused when the app starts.

A view that names a permission is open to whoever has a role that the table gives it. Who is signed
out is asked to sign in, and comes back to where they were, with what they had typed.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import NotAllowed
from navigator.accounts.permissions import Permission, Role, relation_for
from navigator.accounts.sign_ins import is_proved
from navigator.db import SAFE_METHODS
from navigator.web.auditing import note
from navigator.web.program_keys import API
from navigator.web.signed_in import (
    current_person,
    half_signed_in,
    lately_signed_in,
    why_unknown,
)
from navigator.web.unsent import has_form, is_sent_now, keep_unsent, page_of_form

PUBLIC = "public"

View = TypeVar("View", bound=Callable[..., Any])


class AccessNotDeclared(Exception):
    """A view was registered that says neither ``@public`` nor ``@requires``."""


class NotTheirs(NotAllowed):
    """None of their roles may do this."""


class NotSignedIn(NotAllowed):
    """A program asked for what is not public, without a key."""


def public(view: View) -> View:
    """Anyone may use it, signed in or not."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def requires(permission: Permission, *, proved: bool = False) -> Callable[[View], View]:
    """
    Only roles that the permission table gives ``permission`` may use it.

    :param proved: they must have typed their password or a code within the last minutes
    """

    def declare(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        view.proved = proved  # type: ignore[attr-defined]
        return view

    return declare


def init_app(app: Flask) -> None:
    app.before_request(_check)


def ask_to_send_again() -> ResponseReturnValue | None:
    """
    Show a form again that was too old, with what was typed into it.

    None where it may not be from a page of ours, or nobody is signed in: nothing is kept then.
    """
    person = current_person()
    is_own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not (is_own and _permission_needed() and has_form()):
        return None
    if person is None or person.actor.user_id is None:
        return None
    keep_unsent(person.actor.user_id)
    return redirect(page_of_form(), HTTPStatus.SEE_OTHER)


def refuse_undeclared(app: Flask) -> None:
    """:raises AccessNotDeclared: naming every view that does not say who may use it"""
    silent = sorted(
        endpoint
        for endpoint, view in app.view_functions.items()
        if getattr(view, "access", None) is None
    )
    if silent:
        raise AccessNotDeclared(f"Say @public or @requires on: {', '.join(silent)}")


def _check() -> ResponseReturnValue | None:
    permission = _permission_needed()
    return _check_person(permission) if permission else None


def _permission_needed() -> Permission | None:
    """None where anybody may ask for this."""
    view = current_app.view_functions.get(request.endpoint or "")
    permission = getattr(view, "access", None)
    if not isinstance(permission, Permission):
        return None
    return None if relation_for({Role.PUBLIC}, permission) is not None else permission


def _needs_proof() -> bool:
    return getattr(current_app.view_functions[request.endpoint or ""], "proved", False)


def _check_person(permission: Permission) -> ResponseReturnValue | None:
    if (failure := why_unknown()) is not None:
        raise failure
    person = current_person()
    if person is None:
        return _ask_to_sign_in(permission)
    if not person.may(permission):
        raise NotTheirs("Your role here does not let you do this. Ask your administrator.")
    if _needs_proof() and not _has_proved():
        return _ask_again(permission)
    if request.method not in SAFE_METHODS:
        is_sent_now()
    return None


def _ask_to_sign_in(permission: Permission) -> ResponseReturnValue:
    if request.path.startswith(API):
        raise NotSignedIn("Send a key: Authorization: Bearer, a space, and the key.")
    _note_refused(permission, why="signed_out")
    if half_signed_in() is not None:
        return redirect(url_for("second_factor.code"), HTTPStatus.SEE_OTHER)
    _keep_what_was_sent()
    return redirect(url_for("sign_in.show", next=page_of_form()), HTTPStatus.SEE_OTHER)


def _ask_again(permission: Permission) -> ResponseReturnValue:
    _note_refused(permission, why="not_proved")
    _keep_what_was_sent()
    return redirect(url_for("sign_in.again", next=page_of_form()), HTTPStatus.SEE_OTHER)


def _has_proved() -> bool:
    """:raises NotTheirs: what is asked of people twice, the key of a program may not do at all"""
    person = current_person()
    if person is None or person.sign_in is None:
        raise NotTheirs("Sign in to do this: the key of a program may not.")
    return is_proved(person.sign_in, at=now())


def _keep_what_was_sent() -> None:
    """For the person whose session it was, and nobody else."""
    if request.method not in SAFE_METHODS and (user_id := lately_signed_in()) is not None:
        keep_unsent(user_id)


def _note_refused(permission: Permission, *, why: str) -> None:
    note(
        permission,
        object_kind=request.endpoint or "",
        facts={"method": request.method, "why": why},
        allowed=False,
    )
