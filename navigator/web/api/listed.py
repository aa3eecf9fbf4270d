"""A listing as plain values for JSON."""

from datetime import date, time
from typing import Any
from uuid import UUID

from services_catalog.codes import Scheme
from services_catalog.models import Location, Opening, Service
from services_catalog.places import Gazetteer

MOST_KEPT = 5_000

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class KeptFacts:
    """
    What lists show of services, as made for one day, places and revision: most lists repeat some.

    Emptied when the day or the places change, or when it holds more than ``MOST_KEPT``.
    """

    def __init__(self) -> None:
        self._made_for: tuple[date, Gazetteer] | None = None
        self._facts: dict[tuple[UUID, int], dict[str, Any]] = {}

    def of(self, service: Service, *, today: date, gazetteer: Gazetteer) -> dict[str, Any]:
        made_for, facts = self._made_for, self._facts
        if made_for is None or made_for[0] != today or made_for[1] is not gazetteer:
            self._made_for, self._facts = (today, gazetteer), (facts := {})
        key = (service.id, service.revision)
        found = facts.get(key)
        if found is None:
            if len(facts) >= MOST_KEPT:
                facts.clear()
            found = facts[key] = listed_service(service, today=today, gazetteer=gazetteer)
        return found


def listed_service(service: Service, *, today: date, gazetteer: Gazetteer) -> dict[str, Any]:
    """What a list shows of a service; ``why`` is added by the search that found it."""
    return {
        "id": str(service.id),
        "name": service.name,
        "summary": service.summary,
        "organisation": service.organisation.name,
        "source": {"feed": service.feed, "id": service.source_id},
        "phone": service.phone,
        "email": service.email,
        "url": service.url,
        "levels": service.coded(Scheme.LEVEL),
        "ages": {"lowest": service.lowest_age, "highest": service.highest_age},
        "needs": service.coded(Scheme.NEED),
        "area": [
            {"kind": area.kind, "code": area.code, "name": gazetteer.name_of(area.kind, area.code)}
            for area in service.areas
        ],
        "delivery": service.coded(Scheme.DELIVERY),
        "space": {
            "status": service.space_on(today),
            "said_on": _day(service.space_said_on),
            "wait_weeks": service.wait_weeks,
        },
        "evidence": [
            {
                "scale": rating.scale,
                "level": rating.level,
                "subject": rating.subject,
                "rated_on": _day(rating.rated_on),
                "source": rating.source,
                "population": rating.population,
            }
            for rating in service.evidence
        ],
        "verified_on": _day(service.verified_on),
        "freshness": service.freshness_on(today),
    }


def whole_service(service: Service, *, today: date, gazetteer: Gazetteer) -> dict[str, Any]:
    return listed_service(service, today=today, gazetteer=gazetteer) | {
        "organisation_id": str(service.organisation_id),
        "description": service.description,
        "for_whom": service.for_whom,
        "led_by": service.led_by,
        "how_to_refer": service.how_to_refer,
        "what_happens_next": service.what_happens_next,
        "strengths": service.coded(Scheme.STRENGTH),
        "prevention": service.coded(Scheme.PREVENTION),
        "routes": service.coded(Scheme.ROUTE),
        "access": service.coded(Scheme.ACCESS),
        "languages": service.coded(Scheme.LANGUAGE),
        "open_times": service.coded(Scheme.OPEN),
        "openings": [_opening(opening) for opening in service.openings],
        "locations": [_location(place) for place in service.locations if place.address_shown],
        "cost": service.cost,
        "cost_note": service.cost_note,
        "dose": service.dose,
        "length": service.length,
        "owner": service.owner,
        "verify_by": _day(service.verify_by),
        "status": service.status,
    }


def _location(place: Location) -> dict[str, Any]:
    return {
        "name": place.name,
        "address": place.address,
        "postcode": place.postcode,
        "ward": place.ward_code,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _opening(opening: Opening) -> dict[str, Any]:
    return {
        "day": None if opening.weekday is None else DAYS[opening.weekday],
        "opens": _hour(opening.opens),
        "closes": _hour(opening.closes),
        "note": opening.note,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _hour(hour: time | None) -> str | None:
    return None if hour is None else hour.isoformat("minutes")
