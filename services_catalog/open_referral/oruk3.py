"""Open Referral UK 3.0, and the parts of HSDS 3 that its feeds send besides."""

from collections.abc import Iterator

from services_catalog.codes import Delivery
from services_catalog.listing import Listing
from services_catalog.open_referral.fixes.costs import cost_of
from services_catalog.open_referral.fixes.dates import past_day
from services_catalog.open_referral.fixes.deliveries import deliveries_in
from services_catalog.open_referral.fixes.html import plain_text
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
    places_of,
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

NAME = "oruk3"


def id_of(record: Record) -> str:
    return source_id(first(record, "id"))


def map_record(record: Record, taking: Taking) -> Listing:
    """
    Map one service, full or as a list shows it.

    :raises RecordRefused: if it has no id or no name
    """
    found_id = required_id(record, "id")
    name = required_name(taking, record, "name")
    organisation = organisation_of(
        taking,
        part(record, "organization"),
        sent_id=record.get("organization_id"),
        service_id=found_id,
    )
    url, email = addresses_of(taking, "service", record.get("url"), record.get("email"))
    lowest, highest = ages_of(taking, record.get("minimum_age"), record.get("maximum_age"))
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
        summary=text_of(taking, "summary", record.get("summary")) or summary_of(text),
        description=with_more_numbers(_with_what_has_no_field(taking, record, text), phones),
        for_whom=text_of(taking, "for_whom", record.get("eligibility_description")),
        how_to_refer=text_of(taking, "how_to_refer", record.get("application_process")),
        what_happens_next=with_note("", "Waiting time", line(record.get("wait_time")).value),
        lowest_age=lowest,
        highest_age=highest,
        phone=phones[0].number if phones else "",
        email=email,
        url=url,
        cost=cost_of(fees, (option.get("amount") for option in parts(record, "cost_options"))),
        cost_note=fees,
        verified_on=taking.took(
            "verified_on", past_day(record.get("assured_date"), on=taking.context.on)
        ),
        status=taking.took("status", status_of(record.get("status"))),
        needs=needs_of(taking, terms_of(record)),
        delivery=delivery_of(_stated_deliveries(record), locations),
        open_times=open_times_of(openings),
        languages=languages_of(taking, record),
        access=access_of(record),
        areas=areas_of(taking, parts(record, "service_areas")),
        locations=locations,
        openings=openings,
    )
    return with_places_hidden(taking, listing)


def _schedules(record: Record) -> Iterator[Record]:
    yield from parts(record, "schedules")
    for pairing in parts(record, "service_at_locations"):
        yield from parts(pairing, "schedules")


def terms_of(record: Record) -> Iterator[tuple[str, str]]:
    yield from audiences_of(record)
    for attribute in parts(record, "attributes"):
        term = part(attribute, "taxonomy_term")
        where = f"{words(term, 'term_uri')} {words(term, 'taxonomy')}"
        vocabulary = vocabulary_of(where, otherwise=words(term, "taxonomy")[:80] or "words")
        if name := line(first(term, "term_uri" if vocabulary == "esd" else "name", "name")).value:
            yield vocabulary, name


def _stated_deliveries(record: Record) -> frozenset[str]:
    told = [words(schedule, "attending_type") for schedule in _schedules(record)]
    virtual = any(words(p, "location_type").casefold() == "virtual" for p in places_of(record))
    online = {str(Delivery.ONLINE)} if virtual else set()
    return deliveries_in("\n".join(told)) | online


def _with_what_has_no_field(taking: Taking, record: Record, text: str) -> str:
    for title, field in (("Please note", "alert"), ("Accreditations", "accreditations")):
        text = with_note(text, title, taking.took(field, plain_text(record.get(field))))
    return with_note(text, "Interpreters", line(record.get("interpretation_services")).value)
