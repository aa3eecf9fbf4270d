"""One service: everything said of it, and how sure we are."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import today
from navigator.db import session
from navigator.web.access import public
from navigator.web.finding import current_gazetteer
from navigator.web.partnership import current_actor
from navigator.web.search_form import address_of, read_address
from navigator.web.shown_rules import shown_rules
from navigator.web.shown_service import ShownService
from navigator.web.situation import current_situation
from navigator.web.steps import shown_steps
from search.request import SearchRequest
from services_catalog.criteria_queries import criteria_of
from services_catalog.queries import get_service

bp = Blueprint("services", __name__, url_prefix="/services")


@bp.get("/<uuid:service_id>")
@public
def show(service_id: UUID) -> ResponseReturnValue:
    reader = current_actor()
    service = get_service(session(), service_id, reader=reader)
    rules = criteria_of(session(), service, reader=reader)
    has_results = bool(request.args) or current_situation() is not None
    came_from = read_address(request.args, current_gazetteer()) if has_results else None
    wanted = came_from.wanted if came_from else SearchRequest()
    back = address_of(wanted) if came_from else ""
    address = url_for("services.show", service_id=service_id)
    return render_template(
        "services/show.html",
        back=back or url_for("search.home"),
        address=address + "".join(back.partition("?")[1:]),
        came_from_results=came_from is not None,
        shown=ShownService(service=service, today=today(), gazetteer=current_gazetteer()),
        rules=shown_rules(rules, service, gazetteer=current_gazetteer()),
        steps=shown_steps(service, wanted),
        share=request.host_url.rstrip("/") + address,
    )
