"""Up to three services side by side, and how each fits what was said of a young person."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from navigator.web.access import public
from navigator.web.carried import carried
from navigator.web.comparing import MOST_COMPARED, compared_rows
from navigator.web.named_services import NamedServices, named_services
from navigator.web.shortlist import shortlisted
from navigator.web.situation import current_situation
from services_catalog.models import Service

bp = Blueprint("compare", __name__)


@bp.get("/compare")
@public
def show() -> ResponseReturnValue:
    found = named_services(request.args.getlist("service"))
    if len(found.services) + found.over > MOST_COMPARED:
        return show_choice(found)
    columns = carried(found.services, current_situation())
    return render_template(
        "compare/show.html",
        found=found,
        columns=columns,
        rows=compared_rows(columns),
        without=[address_of([i for i in found.ids if i != each]) for each in found.ids],
        more=others(found),
        share=request.host_url.rstrip("/") + address_of(found.ids),
        most=MOST_COMPARED,
    )


def show_choice(found: NamedServices) -> ResponseReturnValue:
    """Too many were chosen: all of them, still ticked, to take some out."""
    page = render_template("compare/choose.html", found=found, most=MOST_COMPARED)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def others(found: NamedServices) -> list[tuple[Service, str]]:
    """What else is on somebody's list, each with the address that compares it too."""
    if len(found.services) >= MOST_COMPARED:
        return []
    kept = named_services(shortlisted()).services
    return [
        (each, address_of([*found.ids, each.id])) for each in kept if each.id not in set(found.ids)
    ]


def address_of(ids: Sequence[UUID]) -> str:
    return url_for("compare.show", service=list(ids))
