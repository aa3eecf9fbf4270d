"""Which partnership a request is for: its host name says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask, current_app, g, request

from base.actor import Actor
from base.clock import now
from base.refusals import NotFound
from navigator.db import separate_session
from services_catalog.models import Partnership
from services_catalog.queries import partnership_for_host

KEPT_FOR = timedelta(seconds=30)
"""A change to a partnership shows after this at the latest."""

MOST_KEPT = 100
"""Host names whose partnership is remembered: anyone can make up more."""


class NoPartnership(NotFound):
    """The service has not been set up, or nobody has this host name."""


def init_app(app: Flask) -> None:
    app.extensions["partnerships"] = {}
    app.context_processor(lambda: {"partnership": _known_partnership()})


def current_partnership() -> Partnership:
    """
    The partnership of this request.

    :raises NoPartnership: if there is none for this host
    """
    if "partnership" not in g:
        g.partnership = _read(request.host.partition(":")[0].lower())
    if g.partnership is None:
        raise NoPartnership("This address does not belong to any partnership.")
    found: Partnership = g.partnership
    return found


@contextmanager
def speaking_for(partnership: Partnership) -> Iterator[None]:
    """Outside requests: within it, ``current_partnership()`` is this one."""
    g.partnership = partnership
    try:
        yield
    finally:
        g.pop("partnership", None)


def current_actor() -> Actor:
    """
    Who is asking: somebody signed in, else a member of the public.

    :raises NoPartnership: if there is none for this host
    """
    asking: Actor | None = g.get("actor")
    return asking or Actor(partnership_id=current_partnership().id)


def put_actor(actor: Actor) -> None:
    """Say who is asking (``navigator.web.signed_in`` has found out)."""
    g.actor = actor


def known_actor() -> Actor | None:
    """Who is asking, where the host is one of ours; None where it is not."""
    try:
        return current_actor()
    except NoPartnership:
        return None


def _read(host: str) -> Partnership | None:
    """Remember it for a moment: every request asks, and it hardly ever changes."""
    kept = current_app.extensions["partnerships"]
    if host in kept and kept[host][1] > now() - KEPT_FOR:
        remembered: Partnership = kept[host][0]
        return remembered
    with separate_session() as own:
        found = partnership_for_host(own, host)
        own.expunge_all()
    if found is not None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[host] = (found, now())
    return found


def _known_partnership() -> Partnership | None:
    """For the frame of a page, which must also stand when the database does not answer."""
    found: Partnership | None = g.get("partnership")
    return found
