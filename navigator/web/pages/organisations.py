"""One organisation, and every service it runs that the reader may see."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from base.clock import today
from navigator.db import session
from navigator.web.access import public
from navigator.web.finding import current_gazetteer
from navigator.web.partnership import current_actor
from navigator.web.shown_service import ShownService
from services_catalog.queries import get_organisation, services_of

bp = Blueprint("organisations", __name__, url_prefix="/organisations")


@bp.get("/<uuid:organisation_id>")
@public
def show(organisation_id: UUID) -> ResponseReturnValue:
    reader = current_actor()
    organisation = get_organisation(session(), organisation_id, reader=reader)
    rows = [
        ShownService(service=service, today=today(), gazetteer=current_gazetteer())
        for service in services_of(session(), organisation, reader=reader)
    ]
    return render_template("organisations/show.html", organisation=organisation, rows=rows)
