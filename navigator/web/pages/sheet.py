"""A sheet about one service for a young person to keep. It says nothing about the young person."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import today
from base.refusals import NotFound
from navigator.db import session
from navigator.web.access import public
from navigator.web.finding import current_gazetteer
from navigator.web.opening_times import times_said
from navigator.web.partnership import current_actor
from navigator.web.shown_service import ShownService
from navigator.web.words import say
from services_catalog.codes import Route, Scheme, Visibility
from services_catalog.queries import get_service

bp = Blueprint("sheet", __name__, url_prefix="/services")

OWN_WAYS = frozenset({Route.OPEN_ACCESS, Route.SELF})

LONGEST_TEXT = 180
"""Letters. More of it would not leave the sheet on one page in large type."""

SENTENCE_ENDS = (". ", "! ", "? ", ".\n", "\n")
MOST_TIMES = 4
MOST_PLACES = 2


class NoSheet(NotFound):
    """A young person may not be told of it by name: it is listed for professionals alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is said of a service to a young person."""

    shown: ShownService

    @property
    def way_in(self) -> str:
        """Who has to ask for it: a code of ``words.toml``, section ``sheet_way``."""
        routes = frozenset(self.shown.service.coded(Scheme.ROUTE))
        if not routes:
            return "unknown"
        if routes & OWN_WAYS:
            return "yourself"
        return "family" if Route.FAMILY in routes else "worker"

    @property
    def is_private(self) -> bool:
        """Nobody may be told where it is: then it may matter who finds the sheet."""
        return self.shown.service.hides_its_addresses

    @property
    def summary(self) -> str:
        return shortened(self.shown.service.summary)

    @property
    def first_visit(self) -> str:
        return shortened(self.shown.service.what_happens_next)

    @property
    def times(self) -> list[str]:
        return self._times[:MOST_TIMES]

    @property
    def has_more_times(self) -> bool:
        return len(self._times) > MOST_TIMES

    @property
    def places(self) -> list[str]:
        """Addresses that may be shown, each on one line."""
        return [
            ", ".join(filter(None, (place.name, place.address, place.postcode)))
            for place in self.shown.shown_locations[:MOST_PLACES]
        ]

    @property
    def _times(self) -> list[str]:
        return times_said(self.shown.times) or self.shown.open_times


@bp.get("/<uuid:service_id>/sheet")
@public
def show(service_id: UUID) -> ResponseReturnValue:
    service = get_service(session(), service_id, reader=current_actor())
    shown = ShownService(service=service, today=today(), gazetteer=current_gazetteer())
    return render_template(
        "sheet/show.html",
        sheet=sheet_of(shown),
        shown=shown,
        back=url_for("services.show", service_id=service_id),
        address=request.host_url.rstrip("/") + request.path,
        today=today(),
    )


def sheet_of(shown: ShownService) -> Sheet:
    """:raises NoSheet: if it is not for the public to know of"""
    if shown.service.visibility is not Visibility.PUBLIC:
        raise NoSheet(say("sheet.not_public"))
    return Sheet(shown=shown)


def shortened(text: str) -> str:
    """The whole sentences at its start that fit on a page in large type."""
    if len(text) <= LONGEST_TEXT:
        return text
    start = text[:LONGEST_TEXT]
    end = max(start.rfind(mark) for mark in SENTENCE_ENDS) + 1
    return start[:end].strip() or f"{start.rsplit(' ', 1)[0]}\N{HORIZONTAL ELLIPSIS}"
