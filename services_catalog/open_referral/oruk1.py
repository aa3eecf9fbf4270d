"""Open Referral UK 1.0, as Placecube's Open Place directories send it."""

from collections.abc import Iterator

from services_catalog.codes import Route
from services_catalog.listing import Listing
from services_catalog.open_referral.fixes.costs import cost_of
from services_catalog.open_referral.fixes.dates import past_day
from services_catalog.open_referral.fixes.deliveries import deliveries_in
from services_catalog.open_referral.fixes.ids import source_id
from services_catalog.open_referral.fixes.statuses import status_of
from services_catalog.open_referral.fixes.summaries import summary_of
from services_catalog.open_referral.fixes.text import line
from services_catalog.open_referral.parts.contacts import addresses_of, phones_of, with_more_numbers
from services_catalog.open_referral.parts.identity import (
    organisation_of,
    required_id,
    required_name,
)
from services_catalog.open_referral.parts.places import (
    access_of,
    areas_of,
    delivery_of,
    locations_of,
    with_places_hidden,
)
from services_catalog.open_referral.parts.schedules import open_times_of, openings_of
from services_catalog.open_referral.parts.terms import (
    audiences_of,
    languages_of,
    needs_of,
    vocabulary_of,
)
from services_catalog.open_referral.parts.texts import ages_of, fees_of, text_of, with_note
from services_catalog.open_referral.record import Record, first, part, parts, words
from services_catalog.open_referral.taking import Taking

NAME = "oruk1"
ROUTES = (("drop", Route.OPEN_ACCESS), ("referral", Route.PROFESSIONAL))


def id_of(record: Record) -> str:
    return source_id(first(record, "id", "serviceId"))


def map_record(record: Record, taking: Taking) -> Listing:
    """
    Map one service, full or as a list shows it.

    :raises RecordRefused: if it has no id or no name
    """
    found_id = required_id(record, "id", "serviceId")
    name = required_name(taking, record, "name")
    organisation = organisation_of(
        taking,
        part(record, "organization"),
        sent_id=record.get("organization_id"),
        service_id=found_id,
    )
    url, email = addresses_of(taking, "service", record.get("url"), record.get("email"))
    eligible = next(parts(record, "eligibilitys", "eligibilities"), {})
    lowest, highest = ages_of(taking, eligible.get("minimum_age"), eligible.get("maximum_age"))
    phones = phones_of(taking, (record, *parts(record, "contacts")))
    locations = locations_of(taking, record)
    openings = openings_of(taking, _schedules(record))
    text = text_of(taking, "description", record.get("description"))
    fees = fees_of(taking, record)
    listing = Listing(
        feed=taking.context.feed,
        source_id=found_id,
        name=name,
        organisation=organisation,
        summary=summary_of(text),
        description=with_more_numbers(_with_what_has_no_field(taking, record, text), phones),
        for_whom=text_of(taking, "for_whom", eligible.get("eligibility")),
        how_to_refer=text_of(taking, "how_to_refer", record.get("attending_access")),
        lowest_age=lowest,
        highest_age=highest,
        phone=phones[0].number if phones else "",
        email=email,
        url=url,
        cost=cost_of(fees, (option.get("amount") for option in parts(record, "cost_options"))),
        cost_note=fees,
        verified_on=taking.took("verified_on", past_day(_assured(record), on=taking.context.on)),
        status=taking.took("status", status_of(record.get("status"))),
        needs=needs_of(taking, terms_of(record)),
        routes=_routes(record),
        delivery=delivery_of(deliveries_in(_attending(record)), locations),
        open_times=open_times_of(openings),
        languages=languages_of(taking, record),
        access=access_of(record),
        areas=areas_of(taking, parts(record, "service_areas")),
        locations=locations,
        openings=openings,
    )
    return with_places_hidden(taking, listing)


def _routes(record: Record) -> frozenset[str]:
    """What feeds write of how people attend, as far as it says who may start it."""
    written = words(record, "attending_access").casefold()
    return frozenset(str(route) for sign, route in ROUTES if sign in written)


def _assured(record: Record) -> object:
    return first(record, "assured_date") or first(part(record, "pc_metadata"), "date_assured")


def _attending(record: Record) -> str:
    return words(record, "attending_type", "deliverable_type")


def _schedules(record: Record) -> Iterator[Record]:
    yield from parts(record, "regular_schedules")
    for pairing in parts(record, "service_at_locations"):
        yield from parts(pairing, "regular_schedules")


def terms_of(record: Record) -> Iterator[tuple[str, str]]:
    yield from audiences_of(record)
    for link in parts(record, "service_taxonomys", "service_taxonomies"):
        term = part(link, "taxonomy")
        named = words(term, "vocabulary")
        vocabulary = vocabulary_of(f"{named} {words(term, 'id')}", otherwise=named[:80] or "words")
        if name := line(first(term, "id" if vocabulary == "esd" else "name", "name")).value:
            yield vocabulary, name


def _with_what_has_no_field(taking: Taking, record: Record, text: str) -> str:
    taking_part = line(record.get("pc_attendingAccess_additionalInfo")).value
    accredited = text_of(taking, "accreditations", record.get("accreditations"))
    return with_note(with_note(text, "Taking part", taking_part), "Accreditations", accredited)
