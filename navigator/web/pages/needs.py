"""Every need as a way in."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from navigator.web.access import public
from navigator.web.finding import search_for
from search.request import SearchRequest
from services_catalog.reference import Need, need_groups, needs

bp = Blueprint("needs", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedGroup:
    code: str
    label: str
    needs: tuple[Need, ...]


@bp.get("/needs")
@public
def show() -> ResponseReturnValue:
    everything = search_for(SearchRequest(per_page=1))
    return render_template(
        "needs/show.html", groups=needs_by_group(), counts=everything.facets.get("need", {})
    )


def needs_by_group() -> list[NeedGroup]:
    return [
        NeedGroup(
            code=code,
            label=label,
            needs=tuple(need for need in needs().values() if need.group == code),
        )
        for code, label in need_groups().items()
    ]
