"""Every view says who may use it; one that does not is refused when the app starts."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask

from navigator.accounts.permissions import Permission

PUBLIC = "public"

View = TypeVar("View", bound=Callable[..., Any])


class AccessNotDeclared(Exception):
    """A view was registered that says neither ``@public`` nor ``@requires``."""


def public(view: View) -> View:
    """Anyone may use it, signed in or not."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Only roles that the permission table gives ``permission`` may use it."""

    def declare(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return declare


def refuse_undeclared(app: Flask) -> None:
    """:raises AccessNotDeclared: naming every view that does not say who may use it"""
    silent = sorted(
        endpoint
        for endpoint, view in app.view_functions.items()
        if getattr(view, "access", None) is None
    )
    if silent:
        raise AccessNotDeclared(f"Say @public or @requires on: {', '.join(silent)}")
