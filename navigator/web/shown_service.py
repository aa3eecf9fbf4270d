"""A listing as pages say it today: codes become words, and what is unknown is said to be so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from navigator.web.levels import current_levels, level_label
from navigator.web.reasons import reason_phrase
from navigator.web.words import label, say
from search.results import Reason, Result
from services_catalog.codes import (
    Access,
    AreaKind,
    Delivery,
    Freshness,
    Open,
    Prevention,
    Route,
    Scheme,
    Space,
)
from services_catalog.freshness import VERIFY_AFTER
from services_catalog.models import AreaServed, EvidenceRating, Location, Opening, Service
from services_catalog.places import Gazetteer
from services_catalog.reference import (
    RatingLevel,
    RatingScale,
    languages,
    needs,
    rating_scales,
    strengths,
)

DEMONSTRATION = "demonstration"
"""The feed whose listings are all invented."""

NOT_RATED = frozenset({"not_rated", "not_ratable"})

IN_ORDER: Mapping[Scheme, tuple[str, ...]] = {
    Scheme.PREVENTION: tuple(Prevention),
    Scheme.ROUTE: tuple(Route),
    Scheme.OPEN: tuple(Open),
    Scheme.ACCESS: tuple(Access),
}
"""The order in which the codes of a scheme are said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One rating with what its scale and level mean; both None where we do not know the scale."""

    given: EvidenceRating
    scale: RatingScale | None
    level: RatingLevel | None

    @property
    def is_rated(self) -> bool:
        return self.given.level not in NOT_RATED


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownService:
    service: Service
    today: date
    gazetteer: Gazetteer
    reasons: tuple[Reason, ...] = ()

    @property
    def is_invented(self) -> bool:
        return self.service.feed == DEMONSTRATION

    @property
    def is_closed_for_now(self) -> bool:
        return not self.service.is_live

    @property
    def freshness(self) -> Freshness:
        return self.service.freshness_on(self.today)

    @property
    def is_stale(self) -> bool:
        return self.freshness is not Freshness.CURRENT

    @property
    def check_due_on(self) -> date | None:
        """When it should be looked at again; None where nobody has looked yet."""
        checked = self.service.verified_on
        return (self.service.verify_by or checked + VERIFY_AFTER) if checked else None

    @property
    def space(self) -> Space:
        return self.service.space_on(self.today)

    @property
    def space_is_known(self) -> bool:
        return self.space is not Space.NOT_CONFIRMED

    @property
    def levels(self) -> list[str]:
        return [name for name, _ in self.levels_explained]

    @property
    def levels_explained(self) -> list[tuple[str, str]]:
        """Names and meanings in the words of the partnership, from least to most help."""
        stated = self.service.coded(Scheme.LEVEL)
        every = current_levels().scale.levels
        return [(level_label(one.level), one.meaning) for one in every if one.level in stated]

    @property
    def own_level_words(self) -> list[str]:
        """What its provider calls the levels it is for, in quotation marks; empty if not known."""
        stated = self.service.coded(Scheme.LEVEL)
        said = current_levels().said_by(self.service.organisation.name)
        return list(dict.fromkeys(f"“{each.wording}”" for each in said if each.level in stated))

    @property
    def needs(self) -> list[tuple[str, str]]:
        """Codes and labels."""
        return [(code, needs()[code].label) for code in self.service.needs if code in needs()]

    @property
    def strengths(self) -> list[str]:
        known = strengths()
        return [known[code].label for code in self.service.coded(Scheme.STRENGTH) if code in known]

    @property
    def languages(self) -> list[str]:
        known = languages()
        return [known.get(code, code) for code in self.service.coded(Scheme.LANGUAGE)]

    @property
    def prevention(self) -> list[str]:
        return self._labels(Scheme.PREVENTION)

    @property
    def routes(self) -> list[str]:
        if self.service.coded(Scheme.ROUTE) == (Route.PROFESSIONAL,):
            return [say("service.professionals_only")]
        return self._labels(Scheme.ROUTE)

    @property
    def access(self) -> list[str]:
        return self._labels(Scheme.ACCESS)

    @property
    def open_times(self) -> list[str]:
        return self._labels(Scheme.OPEN)

    @property
    def delivery(self) -> list[str]:
        return [label("delivery", code) for code in self._delivery if code != Delivery.LOCATION]

    @property
    def where(self) -> list[str]:
        """Where it happens, briefly: for a row of results."""
        if self.service.hides_its_addresses:
            return [say("place.private"), *self.delivery]
        named = dict.fromkeys(self.place_name(place) for place in self.shown_locations)
        return [*filter(None, named), *self.delivery]

    @property
    def shown_locations(self) -> list[Location]:
        return [place for place in self.service.locations if place.address_shown]

    @property
    def served(self) -> list[str]:
        """The areas people must live in; empty where nobody has said."""
        return [name for area in self.service.areas if (name := self._area(area))]

    @property
    def times(self) -> list[Opening]:
        return sorted(
            self.service.openings, key=lambda o: (o.weekday is None, o.weekday or 0, o.position)
        )

    @property
    def ratings(self) -> list[Rating]:
        """Ratings first, then what is said of having none."""
        found = [_rating(given) for given in self.service.evidence]
        return sorted(found, key=lambda rating: not rating.is_rated)

    @property
    def is_rated(self) -> bool:
        return any(rating.is_rated for rating in self.ratings)

    @property
    def why(self) -> list[str]:
        """The reasons why a search shows it, as phrases."""
        return [reason_phrase(reason, self.gazetteer) for reason in self.reasons]

    def place_name(self, place: Location) -> str:
        """The name of a place and its ward, as far as either is known and may be said."""
        ward = self.gazetteer.wards.get(place.ward_code or "")
        if ward is None:
            return place.name or place.postcode
        return f"{place.name}, {ward.name}" if place.name else ward.name

    @property
    def _delivery(self) -> tuple[str, ...]:
        return self.service.coded(Scheme.DELIVERY)

    def _labels(self, scheme: Scheme) -> list[str]:
        stated = self.service.coded(scheme)
        return [label(scheme, code) for code in IN_ORDER[scheme] if code in stated]

    def _area(self, area: AreaServed) -> str:
        match area.kind:
            case AreaKind.NATIONAL:
                return say("place.national")
            case AreaKind.WARD:
                ward = self.gazetteer.wards.get(area.code)
                return ward.name if ward else area.code
            case AreaKind.AREA:
                known = self.gazetteer.areas.get(area.code)
                return known.name if known else area.code
            case AreaKind.AUTHORITY:
                return self.gazetteer.authorities.get(area.code, area.code)


def shown(results: Iterable[Result], *, today: date, gazetteer: Gazetteer) -> list[ShownService]:
    return [
        ShownService(
            service=result.service, today=today, gazetteer=gazetteer, reasons=result.reasons
        )
        for result in results
    ]


def _rating(given: EvidenceRating) -> Rating:
    scale = rating_scales().get(given.scale)
    return Rating(given=given, scale=scale, level=scale.levels.get(given.level) if scale else None)
