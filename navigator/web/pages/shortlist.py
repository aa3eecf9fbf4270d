"""The list that somebody keeps, the list that a link names, and either of them on paper."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import today
from navigator.web.access import public
from navigator.web.carried import carried
from navigator.web.comparing import MOST_COMPARED
from navigator.web.finding import current_gazetteer
from navigator.web.named_services import NamedServices, named_services
from navigator.web.own_path import own_path
from navigator.web.shortlist import (
    MOST_KEPT,
    add_to_shortlist,
    clear_shortlist,
    remove_from_shortlist,
    shortlisted,
)
from navigator.web.shown_service import ShownService
from services_catalog.models import Service
from services_catalog.queries import ServiceNotFound

bp = Blueprint("shortlist", __name__)


@bp.get("/shortlist")
@public
def show() -> ResponseReturnValue:
    return show_own()


@bp.post("/shortlist/add")
@public
def add() -> ResponseReturnValue:
    found = named_services(request.form.getlist("service"))
    if not found.services:
        raise ServiceNotFound("We could not find that service.")
    too_many = add_to_shortlist(found.ids)
    return show_own(too_many=too_many) if too_many else lead_back()


@bp.post("/shortlist/remove")
@public
def remove() -> ResponseReturnValue:
    """What is no longer listed can be taken off as well, so nothing is looked up."""
    unwanted = set(request.form.getlist("service"))
    remove_from_shortlist(each for each in shortlisted() if str(each) in unwanted)
    return lead_back()


@bp.post("/shortlist/clear")
@public
def clear() -> ResponseReturnValue:
    clear_shortlist()
    return lead_back()


@bp.get("/list")
@public
def shared() -> ResponseReturnValue:
    found = named_services(request.args.getlist("service"))
    return render_template(
        "shortlist/shared.html",
        found=found,
        rows=rows_of(found.services),
        ticked=ticked(found),
        address=address_of(found.ids),
        most=MOST_KEPT,
        **links_of(found),
    )


@bp.get("/list/print")
@public
def for_the_file() -> ResponseReturnValue:
    found = named_services(request.args.getlist("service"))
    return render_template(
        "shortlist/print.html",
        found=found,
        rows=carried(found.services),
        today=today(),
        most=MOST_KEPT,
        **links_of(found),
    )


def show_own(*, too_many: int = 0) -> ResponseReturnValue:
    """:param too_many: how many services were to be saved and did not fit"""
    kept = shortlisted()
    found = named_services(kept)
    gone = [str(each) for each in kept if each not in set(found.ids)]
    page = render_template(
        "shortlist/show.html",
        found=found,
        rows=rows_of(found.services),
        ticked=ticked(found),
        gone=gone,
        too_many=too_many,
        came_from=own_path(request.form.get("back", ""), otherwise=""),
        address=url_for("shortlist.show"),
        most=MOST_KEPT,
        **links_of(found),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if too_many else HTTPStatus.OK


def lead_back() -> ResponseReturnValue:
    back = own_path(request.form.get("back", ""), otherwise=url_for("shortlist.show"))
    return redirect(back, code=HTTPStatus.SEE_OTHER)


def rows_of(services: Sequence[Service]) -> list[ShownService]:
    places = current_gazetteer()
    return [ShownService(service=each, today=today(), gazetteer=places) for each in services]


def ticked(found: NamedServices) -> list[UUID]:
    """So few that they can all be compared are ticked already."""
    return found.ids if len(found.ids) <= MOST_COMPARED else []


def address_of(ids: Sequence[UUID]) -> str:
    """The link that can be passed on: ids of services and nothing else."""
    return url_for("shortlist.shared", service=list(ids))


def links_of(found: NamedServices) -> dict[str, str]:
    return {
        "share": request.host_url.rstrip("/") + address_of(found.ids),
        "for_the_file": url_for("shortlist.for_the_file", service=found.ids),
    }
