"""Our own table: one listing a row, for those who keep a list rather than run a directory."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from services_catalog.codes import AreaKind, Cost, OrganisationKind, Scheme, Space, Visibility
from services_catalog.listing import (
    ListedArea,
    ListedEvidence,
    ListedLocation,
    ListedOrganisation,
    Listing,
)
from services_catalog.open_referral.fixes.codes import code_of, listed, scheme_code, yes_or_no
from services_catalog.open_referral.fixes.costs import cost_of
from services_catalog.open_referral.fixes.dates import day, past_day
from services_catalog.open_referral.fixes.fixed import Code, shortened
from services_catalog.open_referral.fixes.ids import source_id
from services_catalog.open_referral.fixes.numbers import whole_number
from services_catalog.open_referral.fixes.phones import (
    PhoneNumber,
    phone_numbers,
    without_repeats,
)
from services_catalog.open_referral.fixes.statuses import status_of
from services_catalog.open_referral.fixes.summaries import summary_of
from services_catalog.open_referral.fixes.text import line
from services_catalog.open_referral.parts.contacts import addresses_of, with_more_numbers
from services_catalog.open_referral.parts.identity import (
    organisation_of,
    required_id,
    required_name,
)
from services_catalog.open_referral.parts.places import (
    NATIONWIDE,
    delivery_of,
    location_of,
    with_places_hidden,
)
from services_catalog.open_referral.parts.schedules import open_times_of, openings_in_words
from services_catalog.open_referral.parts.terms import needs_of
from services_catalog.open_referral.parts.texts import ages_of, text_of
from services_catalog.open_referral.record import Record, words
from services_catalog.open_referral.taking import Taking
from services_catalog.reference import rating_scales

NAME = "template"
VOCABULARY = "words"

CODED = {
    "needs": Scheme.NEED,
    "strengths": Scheme.STRENGTH,
    "levels": Scheme.LEVEL,
    "prevention": Scheme.PREVENTION,
    "routes": Scheme.ROUTE,
    "delivery": Scheme.DELIVERY,
    "open_times": Scheme.OPEN,
    "languages": Scheme.LANGUAGE,
    "access": Scheme.ACCESS,
}


def id_of(record: Record) -> str:
    """The row's own id; where it has none, its organisation and name stand in."""
    own = source_id(record.get("id"))
    names = (words(record, "organisation"), words(record, "name"))
    return own or source_id("/".join(filter(None, names)).casefold()[:200])


def map_record(record: Record, taking: Taking) -> Listing:
    """
    Map one row.

    :raises RecordRefused: if it has no name, or none that could stand in for an id
    """
    name = required_name(taking, record, "name")
    found_id = required_id({"id": id_of(record)}, "id")
    if not source_id(record.get("id")):
        taking.note("id", Code.ID_FROM_NAME)
    url, email = addresses_of(taking, "service", record.get("website"), record.get("email"))
    lowest, highest = ages_of(taking, record.get("lowest_age"), record.get("highest_age"))
    phones = _phones(taking, record)
    text = text_of(taking, "description", record.get("description"))
    openings = openings_in_words(taking, record.get("opening_hours"))
    coded = {field: _codes(taking, record, field) for field in CODED}
    locations = _locations(taking, record)
    listing = Listing(
        feed=taking.context.feed,
        source_id=found_id,
        name=name,
        organisation=_organisation(taking, record),
        summary=text_of(taking, "summary", record.get("summary")) or summary_of(text),
        description=with_more_numbers(text, phones),
        led_by=taking.took("led_by", line(record.get("led_by"))),
        for_whom=text_of(taking, "for_whom", record.get("for_whom")),
        how_to_refer=text_of(taking, "how_to_refer", record.get("how_to_refer")),
        what_happens_next=text_of(taking, "what_happens_next", record.get("what_happens_next")),
        lowest_age=lowest,
        highest_age=highest,
        phone=phones[0].number if phones else "",
        email=email,
        url=url,
        cost=_cost(taking, record),
        cost_note=text_of(taking, "cost_note", record.get("cost_note")),
        dose=taking.took("dose", line(record.get("dose"))),
        length=taking.took("length", line(record.get("length"))),
        space=taking.took("space", code_of(record.get("space"), Space)) or Space.NOT_CONFIRMED,
        space_said_on=taking.took(
            "space_said_on", past_day(record.get("space_said_on"), on=taking.context.on)
        ),
        wait_weeks=taking.took("wait_weeks", whole_number(record.get("wait_weeks"))),
        owner=taking.took("owner", line(record.get("owner"))),
        verified_on=taking.took(
            "last_checked", past_day(record.get("last_checked"), on=taking.context.on)
        ),
        verify_by=taking.took("check_again_by", day(record.get("check_again_by"))),
        status=taking.took("status", status_of(record.get("status"))),
        visibility=taking.took("visible_to", code_of(record.get("visible_to"), Visibility))
        or Visibility.PUBLIC,
        needs=coded["needs"] | needs_of(taking, terms_of(record)),
        strengths=coded["strengths"],
        levels=coded["levels"],
        prevention=coded["prevention"],
        routes=coded["routes"],
        delivery=delivery_of(coded["delivery"], locations),
        open_times=coded["open_times"] | open_times_of(openings),
        languages=coded["languages"],
        access=coded["access"],
        areas=_areas(taking, record),
        locations=locations,
        openings=openings,
        evidence=_evidence(taking, record),
    )
    return with_places_hidden(taking, listing)


def terms_of(record: Record) -> Iterator[tuple[str, str]]:
    """What stands among the needs and is none of ours: a word of whoever keeps the table."""
    for item in listed(record.get("needs")):
        if item and scheme_code(item, Scheme.NEED).value is None:
            yield VOCABULARY, item


def _organisation(taking: Taking, record: Record) -> ListedOrganisation:
    named = {
        "name": record.get("organisation"),
        "url": record.get("organisation_website"),
        "email": record.get("organisation_email"),
        "description": record.get("organisation_description"),
    }
    found = organisation_of(taking, named, sent_id=None, service_id=id_of(record))
    kind = code_of(record.get("organisation_kind"), OrganisationKind)
    return replace(found, kind=taking.took("organisation_kind", kind) or OrganisationKind.UNKNOWN)


def _phones(taking: Taking, record: Record) -> tuple[PhoneNumber, ...]:
    found = taking.took("phone", phone_numbers(record.get("phone")))
    return without_repeats(found)


def _codes(taking: Taking, record: Record, field: str) -> frozenset[str]:
    items = listed(record.get(field))
    return frozenset(code for item in items for code in _codes_of(taking, record, field, item))


def _codes_of(taking: Taking, record: Record, field: str, item: str) -> frozenset[str]:
    """By our lists; a level also by what the words of this provider mean."""
    code = scheme_code(item, CODED[field])
    if code.value is None and CODED[field] is Scheme.LEVEL:
        provider = words(record, "organisation")
        if meant := taking.context.levels.levels_of(item, provider=provider):
            taking.note(field, Code.LEVEL_IN_OWN_WORDS, shortened(item))
            return frozenset(meant)
    known = taking.took(field, code)
    return frozenset({known}) if known else frozenset()


def _cost(taking: Taking, record: Record) -> Cost:
    """As coded; where only words say it, as plainly as they do."""
    coded = taking.took("cost", code_of(record.get("cost"), Cost))
    return coded or cost_of(words(record, "cost_note"))


def _locations(taking: Taking, record: Record) -> tuple[ListedLocation, ...]:
    """Several places stand in the same order in each of the three columns."""
    shown = not yes_or_no(record.get("address_hidden"))
    columns = [listed(record.get(c)) for c in ("place_name", "address", "postcode")]
    found = (
        location_of(taking, {"name": name}, {"address_1": address, "postal_code": code})
        for name, address, code in zip_longest(*columns, fillvalue="")
    )
    return tuple(replace(place, address_shown=shown) for place in found)


def _areas(taking: Taking, record: Record) -> tuple[ListedArea, ...]:
    found: dict[ListedArea, None] = {}
    for item in listed(record.get("area_served")):
        nationwide = item.casefold() in NATIONWIDE
        area = (
            ListedArea(kind=AreaKind.NATIONAL) if nationwide else taking.context.places.area(item)
        )
        if area is None:
            taking.note("area_served", Code.AREA_NOT_KNOWN, shortened(item))
        else:
            found[area] = None
    return tuple(found)


def _evidence(taking: Taking, record: Record) -> tuple[ListedEvidence, ...]:
    """``scale:level``, each of our rating tables."""
    found = []
    for item in listed(record.get("evidence")):
        scale, _, level = (piece.strip().casefold() for piece in item.partition(":"))
        if scale in rating_scales() and level in rating_scales()[scale].levels:
            found.append(ListedEvidence(scale=scale, level=level))
        else:
            taking.note("evidence", Code.CODE_NOT_KNOWN, shortened(item))
    return tuple(found)
