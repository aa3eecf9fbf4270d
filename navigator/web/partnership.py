"""Which partnership a request is for: its host name says so."""

from flask import Flask, g, request

from base.actor import Actor
from base.refusals import NotFound
from navigator.db import separate_session
from services_catalog.models import Partnership
from services_catalog.queries import partnership_for_host


class NoPartnership(NotFound):
    """The service has not been set up, or nobody has this host name."""


def init_app(app: Flask) -> None:
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


def current_actor() -> Actor:
    """Who is asking. Nobody signs in yet, so it is always a member of the public."""
    return Actor(partnership_id=current_partnership().id)


def _read(host: str) -> Partnership | None:
    """In a session of its own, so that what is read outlives the request's: error pages need it."""
    with separate_session() as own:
        found = partnership_for_host(own, host)
        own.expunge_all()
    return found


def _known_partnership() -> Partnership | None:
    """For the frame of a page, which must also stand when the database does not answer."""
    found: Partnership | None = g.get("partnership")
    return found
