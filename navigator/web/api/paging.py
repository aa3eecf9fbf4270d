"""The paging envelope of Open Referral UK 3.0, and the notices beside it."""

from typing import Any

from eligibility import Situation
from navigator.web.alarm import alarm_notice
from navigator.web.reasons import notice_sentence
from navigator.web.safeguarding import alarms_raised
from search.results import Matches, SearchResults


def paging(found: SearchResults | Matches) -> dict[str, Any]:
    """``contents`` and what else a list holds are for the caller to add."""
    wanted, size = found.request, len(found.results)
    return {
        "total_items": found.total,
        "total_pages": found.pages,
        "page_number": wanted.page,
        "size": size,
        "first_page": wanted.page == 1,
        "last_page": wanted.page >= found.pages,
        "empty": not size,
    }


def beside(found: SearchResults | Matches) -> dict[str, Any]:
    """What means that somebody must be rung stands first among the notices."""
    situation = found.situation if isinstance(found, Matches) else Situation(age=found.request.age)
    alarm = alarm_notice(alarms_raised(found.request.words), situation)
    said = [{"code": notice, "sentence": notice_sentence(notice)} for notice in found.notices]
    return {"facets": found.facets, "notices": [alarm, *said] if alarm else said}
