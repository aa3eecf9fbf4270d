"""Outpost's own answers, as Buckinghamshire and other councils send them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from services_catalog.codes import Cost, Route
from services_catalog.listing import ListedLocation, Listing
from services_catalog.open_referral.fixes.costs import cost_of
from services_catalog.open_referral.fixes.flags import flag
from services_catalog.open_referral.fixes.ids import source_id
from services_catalog.open_referral.fixes.statuses import status_of
from services_catalog.open_referral.fixes.summaries import summary_of
from services_catalog.open_referral.fixes.text import line
from services_catalog.open_referral.fixes.web_addresses import web_address
from services_catalog.open_referral.parts.contacts import addresses_of, phones_of, with_more_numbers
from services_catalog.open_referral.parts.identity import (
    organisation_of,
    required_id,
    required_name,
)
from services_catalog.open_referral.parts.places import (
    access_of,
    delivery_of,
    locations_of,
    with_places_hidden,
)
from services_catalog.open_referral.parts.schedules import open_times_of, openings_of
from services_catalog.open_referral.parts.terms import needs_of
from services_catalog.open_referral.parts.texts import ages_of, fees_of, text_of, with_note
from services_catalog.open_referral.record import Record, part, parts
from services_catalog.open_referral.taking import Taking

NAME = "outpost"
VOCABULARY = "outpost"
SIGNS = frozenset(
    {"target_directories", "suitabilities", "needs_referral", "age_band_all", "send_needs"}
)
AGE_BANDS: Mapping[str, tuple[int, int | None]] = MappingProxyType(
    {
        "age_band_under_2": (0, 1),
        "age_band_2": (2, 2),
        "age_band_3_4": (3, 4),
        "age_band_5_7": (5, 7),
        "age_band_8_plus": (8, None),
    }
)


def id_of(record: Record) -> str:
    return source_id(record.get("id"))


def map_record(record: Record, taking: Taking) -> Listing:
    """
    Map one service. Its contacts are people: their numbers are for ringing, nothing else is taken.

    :raises RecordRefused: if it has no id or no name
    """
    found_id = required_id(record, "id")
    name = required_name(taking, record, "name")
    organisation = organisation_of(
        taking,
        part(record, "organisation", "organization"),
        sent_id=record.get("organisation_id"),
        service_id=found_id,
    )
    url, email = addresses_of(taking, "service", record.get("url"), record.get("email"))
    lowest, highest = _ages(taking, record)
    phones = phones_of(taking, _who_can_be_rung(record))
    locations = _locations(taking, record)
    openings = openings_of(taking, parts(record, "regular_schedules"))
    text = text_of(taking, "description", record.get("description"))
    cost, fees = _cost(taking, record)
    listing = Listing(
        feed=taking.context.feed,
        source_id=found_id,
        name=name,
        organisation=organisation,
        summary=summary_of(text),
        description=with_more_numbers(_with_what_has_no_field(taking, record, text), phones),
        lowest_age=lowest,
        highest_age=highest,
        phone=phones[0].number if phones else "",
        email=email,
        url=url,
        cost=cost,
        cost_note=fees,
        status=taking.took("status", status_of(record.get("status"))),
        needs=needs_of(taking, terms_of(record)),
        routes=routes_of(record.get("needs_referral")),
        delivery=delivery_of((), locations),
        open_times=open_times_of(openings),
        access=access_of(record),
        locations=locations,
        openings=openings,
    )
    return with_places_hidden(taking, listing)


def terms_of(record: Record) -> Iterator[tuple[str, str]]:
    for term in parts(record, "taxonomies", "suitabilities", "send_needs"):
        if name := line(term.get("name")).value:
            yield VOCABULARY, name


def routes_of(needs_referral: object) -> frozenset[str]:
    """A service that needs no referral is open to all; where nobody has said, nobody knows."""
    needed = flag(needs_referral)
    if needed is None:
        return frozenset()
    return frozenset({str(Route.PROFESSIONAL if needed else Route.OPEN_ACCESS)})


def _ages(taking: Taking, record: Record) -> tuple[int | None, int | None]:
    """As stated; where neither end is, as the bands that are ticked say."""
    stated = ages_of(taking, record.get("min_age"), record.get("max_age"))
    ticked = [ages for name, ages in AGE_BANDS.items() if flag(record.get(name)) is True]
    if stated != (None, None) or not ticked:
        return stated
    return ticked[0][0], ticked[-1][1]


def _who_can_be_rung(record: Record) -> Iterator[Record]:
    for contact in parts(record, "contacts"):
        if flag(contact.get("visible")) is not False:
            yield {"phones": [{"number": contact.get("phone")}]}


def _locations(taking: Taking, record: Record) -> tuple[ListedLocation, ...]:
    """A point is a pair in the order of maps: longitude, latitude."""
    placed = []
    for place in parts(record, "locations"):
        pair = part(place, "geometry").get("coordinates")
        longitude, latitude, *_ = (*pair, "", "") if isinstance(pair, list) else ("", "")
        placed.append({"latitude": latitude, "longitude": longitude, **place})
    return locations_of(taking, {"locations": placed})


def _cost(taking: Taking, record: Record) -> tuple[Cost, str]:
    options = [
        {**option, "amount_description": option.get("cost_type")}
        for option in parts(record, "cost_options")
    ]
    fees = fees_of(taking, {"cost_options": options})
    found = cost_of(fees, (option.get("amount") for option in options))
    free = flag(record.get("free")) is True
    return (Cost.FREE if free and found is Cost.UNKNOWN else found), fees


def _with_what_has_no_field(taking: Taking, record: Record, text: str) -> str:
    offer = text_of(taking, "local_offer", part(record, "local_offer").get("description"))
    text = with_note(text, "Special educational needs", offer)
    links = [_link(taking, link) for link in parts(record, "links")]
    items = "".join(f"\n- {link}" for link in links if link)
    return with_note(text, "More", items)


def _link(taking: Taking, link: Record) -> str:
    found = taking.took("links", web_address(link.get("url")))
    label = line(link.get("label")).value
    return f"{label}: {found}" if found and label else found
