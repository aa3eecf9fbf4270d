"""What the page of results by fit is made of: the groups, what was told, and what to ask."""

from base.clock import today
from eligibility import Fact
from navigator.web.finding import current_gazetteer
from navigator.web.search_form import address_of
from navigator.web.shown_match import ShownMatch, shown_groups
from navigator.web.shown_situation import Ask, ask, what_was_told
from search.results import Matches


def parts_by_fit(found: Matches) -> dict[str, object]:
    back = address_of(found.request)
    *open_groups, closed = shown_groups(found, today=today(), gazetteer=current_gazetteer())

    def asked(match: ShownMatch, fact: Fact) -> Ask:
        return ask(fact, row=match.row, back=back)

    return {
        "open_groups": open_groups,
        "closed": closed,
        "told": what_was_told(found.request),
        "back": back,
        "ask": asked,
    }
