"""What the levels of need mean here, and what others call them."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eligibility import LevelOfNeed
from navigator.web.access import public
from navigator.web.finding import search_for
from navigator.web.levels import current_levels, level_label
from search.request import SearchRequest
from services_catalog.reference import LevelWording

bp = Blueprint("levels", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLevel:
    """
    ``others`` are everyone's words for it, in quotation marks; ``by_provider`` those of one alone.

    ``count`` is how many services are for it.
    """

    code: str
    name: str
    meaning: str
    others: tuple[str, ...]
    by_provider: tuple[tuple[str, tuple[str, ...]], ...]
    count: int


@bp.get("/levels")
@public
def show() -> ResponseReturnValue:
    counts = search_for(SearchRequest(per_page=1)).facets.get("level", {})
    known = current_levels()
    return render_template(
        "levels/show.html",
        levels=[
            _shown(level, known.wordings, counts.get(level.level, 0))
            for level in known.scale.levels
        ],
        has_own_scale=known.has_own_scale,
    )


def _shown(level: LevelOfNeed, wordings: Iterable[LevelWording], count: int) -> ShownLevel:
    words: dict[str, list[str]] = {}
    for each in wordings:
        if each.level is level.level:
            words.setdefault(each.provider, []).append(f"“{each.wording}”")
    everyones = words.pop("", [])
    return ShownLevel(
        code=level.level,
        name=level_label(level.level),
        meaning=level.meaning,
        others=tuple(everyones),
        by_provider=tuple((provider, tuple(own)) for provider, own in sorted(words.items())),
        count=count,
    )
