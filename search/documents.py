"""
A service as the index holds it: its words, and the exact terms that filters and facets read.

Not knowing is a term too (``age:unknown``, ``serves:not_stated``), so that nothing is lost for
what nobody has said. A place that is not to be shown leaves neither words nor terms. A rule is a
term too (``rules.py``), so that what fits can be found without reading a listing.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from types import MappingProxyType

from eligibility import Criterion
from eligibility.criteria import InArea
from search.evidence import evidence_band
from search.index import FIELDS, Document
from search.rules import rule_terms
from search.tokens import acronyms
from services_catalog.codes import (
    AreaKind,
    Delivery,
    Freshness,
    Open,
    Scheme,
    Space,
    Status,
    Visibility,
)
from services_catalog.freshness import SPACE_LAPSES_AFTER, VERIFY_AFTER, WITHDRAWN_AFTER
from services_catalog.models import Location, Opening, Service
from services_catalog.places import Gazetteer, outward_of
from services_catalog.reference import needs

MAKING = 2
"""Raise it when a service would be made into a different document."""

OLDEST = 26
"""Ages are a term for each year; this one stands for itself and everything above."""

EVENING = time(18)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKEND = ("sat", "sun")
AROUND = frozenset({"near", "serves"})
REMOTE = frozenset({Delivery.ONLINE, Delivery.PHONE})

WAITS: Mapping[str, int | None] = MappingProxyType({"short": 4, "some": 12, "long": None})
"""Bands of a wait by their last week; what screens say of them stands in the table of words."""


def vocabulary() -> str:
    """A mark that differs when documents would be made differently: the index is then rebuilt."""
    labels = [f"{need.code}={need.label}" for need in needs().values()]
    made_of = repr((MAKING, dict(FIELDS), labels, sorted(acronyms())))
    return hashlib.sha256(made_of.encode()).hexdigest()[:16]


def document_for(
    service: Service, *, today: date, gazetteer: Gazetteer, criteria: Sequence[Criterion]
) -> Document:
    """:param criteria: the rules that are in force for it"""
    places = frozenset(_places(service, gazetteer))
    return Document(
        id=service.id,
        revision=service.revision,
        fields={
            "name": service.name,
            "needs": ". ".join(needs()[code].label for code in service.needs if code in needs()),
            "summary": service.summary,
            "organisation": service.organisation.name,
            "place": ". ".join(_place_words(service, gazetteer)),
            "description": "\n".join(_prose(service)),
        },
        terms=frozenset(_terms(service, today))
        | rule_terms(criteria)
        | places
        | frozenset(_around(places, criteria, gazetteer)),
        lapses_on=lapses_on(service, today=today),
    )


def lapses_on(service: Service, *, today: date) -> date | None:
    """Return the first day after today on which its terms change by themselves; None is never."""
    day = timedelta(days=1)
    changes = []
    if service.verified_on is not None:
        due = service.verify_by or service.verified_on + VERIFY_AFTER
        changes += [due + day, due + WITHDRAWN_AFTER + day]
    if service.space_said_on is not None:
        changes.append(service.space_said_on + SPACE_LAPSES_AFTER + day)
    return min((change for change in changes if change > today), default=None)


def age_term(age: int) -> str:
    return f"age:{min(max(age, 0), OLDEST)}"


def _term(kind: str, code: str) -> str:
    return f"{kind}:{'_'.join(code.split())}"


def _place_words(service: Service, gazetteer: Gazetteer) -> Iterator[str]:
    for place in _shown(service):
        yield from (place.name, outward_of(place.postcode) or "")
        yield from gazetteer.place_names(place.ward_code or "")
    for area in service.areas:
        if area.kind is AreaKind.WARD:
            yield from gazetteer.place_names(area.code)
        elif area.code in gazetteer.areas:
            yield gazetteer.areas[area.code].name


def _prose(service: Service) -> tuple[str, ...]:
    return (
        service.description,
        service.for_whom,
        service.led_by,
        service.how_to_refer,
        service.what_happens_next,
    )


def _shown(service: Service) -> list[Location]:
    return [place for place in service.locations if place.address_shown]


def _terms(service: Service, today: date) -> Iterator[str]:
    yield f"partnership:{service.partnership_id.hex}"
    yield "see:public" if service.visibility is Visibility.PUBLIC else "see:professionals"
    yield from _state(service, today)
    yield from _coded(service)
    yield from _ages(service)
    yield from _times(service)
    yield f"tested:{evidence_band((each.scale, each.level) for each in service.evidence)}"


def _state(service: Service, today: date) -> Iterator[str]:
    freshness = service.freshness_on(today)
    yield "state:withdrawn" if freshness is Freshness.LONG_OVERDUE else "state:live"
    yield f"freshness:{freshness}"
    yield f"space:{service.space_on(today)}"
    yield from _wait(service, today)
    if service.status is Status.TEMPORARILY_CLOSED:
        yield "closed:temporarily"


def _wait(service: Service, today: date) -> Iterator[str]:
    """The wait was said together with the space: it lapses with it."""
    weeks = service.wait_weeks
    if weeks is not None and service.space_on(today) is not Space.NOT_CONFIRMED:
        yield next(f"wait:{band}" for band, last in WAITS.items() if last is None or weeks <= last)


def _coded(service: Service) -> Iterator[str]:
    yield from (_term("need", code) for code in service.needs)
    yield from (_term("strength", code) for code in service.coded(Scheme.STRENGTH))
    yield from (_term("delivery", code) for code in service.coded(Scheme.DELIVERY))
    yield from (_term("access", code) for code in service.coded(Scheme.ACCESS))
    yield from _known("access", service.coded(Scheme.ROUTE))
    yield from _known("level", service.coded(Scheme.LEVEL))
    yield from _known("language", service.coded(Scheme.LANGUAGE))


def _known(kind: str, codes: Iterable[str]) -> list[str]:
    return [_term(kind, code) for code in codes] or [f"{kind}:unknown"]


def _ages(service: Service) -> list[str]:
    """One term a year. An end that nobody has stated is open; neither stated is unknown."""
    if service.lowest_age is None and service.highest_age is None:
        return ["age:unknown"]
    lowest = min(service.lowest_age or 0, OLDEST)
    highest = OLDEST if service.highest_age is None else min(service.highest_age, OLDEST)
    return [age_term(age) for age in range(lowest, highest + 1)]


def _times(service: Service) -> Iterator[str]:
    """*At weekends* without a day stands for both days; an evening without a day, for none."""
    said = service.coded(Scheme.OPEN)
    for opening in service.openings:
        if opening.weekday is not None:
            yield f"day:{DAYS[opening.weekday]}"
        if _is_evening(opening):
            yield "evening:yes"
            if opening.weekday is not None:
                yield f"evening_on:{DAYS[opening.weekday]}"
    if Open.EVENING in said:
        yield "evening:yes"
    if Open.WEEKEND in said and not any(o.weekday in {5, 6} for o in service.openings):
        yield from (f"day:{day}" for day in WEEKEND)


def _is_evening(opening: Opening) -> bool:
    """Whether it runs past six. Closing before it opens is closing after midnight."""
    if opening.opens is None and opening.closes is None:
        return False
    if opening.opens is not None and opening.opens >= EVENING:
        return True
    if opening.closes is None or opening.opens == opening.closes:
        return False
    past_midnight = opening.opens is not None and opening.closes < opening.opens
    return past_midnight or opening.closes > EVENING


def _places(service: Service, gazetteer: Gazetteer) -> Iterator[str]:
    """*Not stated* is what nobody has said and no place tells, or what is done from afar."""
    near = frozenset(home for place in _shown(service) for home in _homes_near(place, gazetteer))
    yield from (f"near:{home}" for home in near)
    yield from (_term("held_in", place.ward_code or "unknown") for place in _shown(service))
    for area in service.areas:
        yield _term("serves", "everywhere" if area.kind is AreaKind.NATIONAL else area.code)
    if not service.areas and (not near or is_remote(service)):
        yield "serves:not_stated"


def _around(
    places: Iterable[str], criteria: Iterable[Criterion], gazetteer: Gazetteer
) -> Iterator[str]:
    """The authorities that it serves or is near, in part at least, or that a rule speaks of."""
    codes = {code for kind, _, code in (term.partition(":") for term in places) if kind in AROUND}
    for leaf in (leaf for criterion in criteria for leaf in criterion.leaves()):
        if isinstance(leaf, InArea):
            codes |= leaf.wards | leaf.authorities | leaf.areas
    for code in codes:
        yield from (f"around:{each}" for each in gazetteer.authorities_of(code))


def is_remote(service: Service) -> bool:
    return not REMOTE.isdisjoint(service.coded(Scheme.DELIVERY))


def _homes_near(place: Location, gazetteer: Gazetteer) -> frozenset[str]:
    """The homes near a place's point, else near the middle of its ward or outward code."""
    if place.latitude is not None and place.longitude is not None:
        return gazetteer.homes_near(place.latitude, place.longitude)
    homes = gazetteer.homes
    home = homes.get(place.ward_code or "") or homes.get(outward_of(place.postcode) or "")
    return gazetteer.homes_near(home.latitude, home.longitude) if home else frozenset()
