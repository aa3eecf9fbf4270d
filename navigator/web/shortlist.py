"""The services that somebody keeps at hand: ids alone, in their browser session on the server."""

from collections.abc import Iterable
from uuid import UUID

from flask import Flask
from flask import session as kept
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from base.refusals import NotFound

KEPT_AS = "shortlist"
MOST_KEPT = 20

NOBODY_KNOWN = (NotFound, SQLAlchemyError, HTTPException)
"""No partnership for this host, or the database does not answer: pages of errors ask as well."""


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(shortlist_count=shortlist_count, is_shortlisted=is_shortlisted)


def shortlisted() -> tuple[UUID, ...]:
    """Ids, in the order of adding."""
    return tuple(UUID(each) for each in kept.get(KEPT_AS, ()))


def is_shortlisted(service_id: UUID) -> bool:
    return service_id in shortlisted()


def shortlist_count() -> int:
    """For the frame of every page, an error page too."""
    try:
        return len(shortlisted())
    except NOBODY_KNOWN:
        return 0


def add_to_shortlist(ids: Iterable[UUID]) -> int:
    """Keep these too, each once, and return how many did not fit."""
    wanted = tuple(dict.fromkeys((*shortlisted(), *ids)))
    _keep(wanted[:MOST_KEPT])
    return max(0, len(wanted) - MOST_KEPT)


def remove_from_shortlist(ids: Iterable[UUID]) -> None:
    unwanted = set(ids)
    _keep(tuple(each for each in shortlisted() if each not in unwanted))


def clear_shortlist() -> None:
    _keep(())


def _keep(ids: tuple[UUID, ...]) -> None:
    """A list that is empty is not kept at all."""
    if ids:
        kept[KEPT_AS] = [str(each) for each in ids]
    elif KEPT_AS in kept:
        del kept[KEPT_AS]
