"""Where it happens, for whom it is there, and what may not be shown of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from services_catalog.codes import AreaKind, Delivery
from services_catalog.listing import ListedArea, ListedLocation, Listing
from services_catalog.open_referral.fixes.access import access_in
from services_catalog.open_referral.fixes.fixed import Code, shortened
from services_catalog.open_referral.fixes.flags import flag
from services_catalog.open_referral.fixes.points import point
from services_catalog.open_referral.fixes.postcodes import postcode
from services_catalog.open_referral.fixes.refuges import may_be_refuge
from services_catalog.open_referral.fixes.text import line, said
from services_catalog.open_referral.record import Record, first, parts, words
from services_catalog.open_referral.taking import Taking

REGIONS = ("city", "region", "state_province")
NATIONWIDE = frozenset(
    {"national", "nationwide", "england", "england and wales", "uk", "united kingdom"}
)


def locations_of(taking: Taking, record: Record) -> tuple[ListedLocation, ...]:
    """The places where it happens: a postal address is not one, nor is a virtual one."""
    found = (
        location_of(taking, place, next(parts(place, "addresses", "physical_addresses"), place))
        for place in places_of(record)
        if not is_elsewhere(place)
    )
    return tuple(dict.fromkeys(found))


def is_elsewhere(place: Record) -> bool:
    """Whether nobody goes there: it is for post, or only online."""
    kind = words(place, "location_type").casefold()
    return kind in {"postal", "virtual"} or flag(place.get("virtual")) is True


def location_of(taking: Taking, place: Record, address: Record) -> ListedLocation:
    """One place, its ward and point found from its postcode where the postcode is known."""
    sent = first(address, "postal_code", "postcode") or first(place, "postal_code", "postcode")
    code = taking.took("location.postcode", postcode(sent))
    placed = taking.context.places.postcode(code) if code else None
    if code and placed is None:
        taking.note("location.postcode", Code.POSTCODE_NOT_KNOWN, code)
    centre = (placed.latitude, placed.longitude) if placed else None
    sent_point = point(first(place, "latitude"), first(place, "longitude"), centre=centre)
    found = taking.took("location.point", sent_point)
    hidden = is_hidden(place)
    if hidden:
        taking.note("location", Code.LOCATION_HIDDEN)
    return ListedLocation(
        name=taking.took("location.name", line(first(place, "name"))),
        address=_address(address, keep=said(sent) if not code else ""),
        postcode=code,
        ward_code=placed.ward_code if placed else None,
        latitude=found[0] if found else None,
        longitude=found[1] if found else None,
        address_shown=not hidden,
    )


def is_hidden(place: Record) -> bool:
    """Whether the source asks that its address be kept to itself."""
    masked = flag(first_flag(place, "mask_exact_address", "location_masked")) is True
    return masked or flag(first_flag(place, "visible", "location_visible")) is False


def first_flag(record: Record, *names: str) -> object:
    return next((record[name] for name in names if flag(record.get(name)) is not None), None)


def access_of(record: Record) -> frozenset[str]:
    told = (
        words(item, name)
        for place in places_of(record)
        for item in parts(
            place, "accessibility", "accessibility_for_disabilities", "accessibilities"
        )
        for name in ("description", "details", "accessibility", "name")
    )
    return access_in("\n".join(told))


def areas_of(taking: Taking, sent: Iterable[Record]) -> tuple[ListedArea, ...]:
    """Local authorities by name or code, or everywhere; what is neither is left unstated."""
    found: dict[ListedArea, None] = {}
    for record in sent:
        texts = [said(record.get(name)) for name in ("name", "service_area", "uri", "extent")]
        area = next(filter(None, (_area(taking, text) for text in texts if text)), None)
        if area is not None:
            found[area] = None
        elif any(texts):
            taking.note("area", Code.AREA_NOT_KNOWN, shortened(next(filter(None, texts))))
    return tuple(found)


def delivery_of(stated: Iterable[str], locations: tuple[ListedLocation, ...]) -> frozenset[str]:
    """How it reaches people; a place it happens at says *at a location* by itself."""
    return frozenset(stated) | ({str(Delivery.LOCATION)} if locations else set())


def with_places_hidden(taking: Taking, listing: Listing) -> Listing:
    """Hide every address of what may be a refuge, whatever its feed says."""
    places = listing.locations
    names = [listing.name, listing.organisation.name, *(place.name for place in places)]
    if not may_be_refuge(names, [listing.summary, listing.description, listing.for_whom]):
        return listing
    taking.note("location", Code.REFUGE_HIDDEN)
    return replace(listing, locations=tuple(replace(p, address_shown=False) for p in places))


def places_of(record: Record) -> Iterator[Record]:
    for pairing in parts(record, "service_at_locations"):
        yield from parts(pairing, "location")
    yield from parts(record, "locations")


def _address(address: Record, *, keep: str) -> str:
    """The lines of an address, none twice; ``keep`` is a postcode that is not a whole one."""
    names = ("address_1", "address_2", "address_3", "address_4", *REGIONS)
    lines = [line(address.get(name)).value.strip(" ,") for name in names]
    lines += [line(keep).value]
    return ", ".join(dict.fromkeys(text for text in lines if text))


def _area(taking: Taking, text: str) -> ListedArea | None:
    if text.casefold() in NATIONWIDE:
        return ListedArea(kind=AreaKind.NATIONAL)
    code = taking.context.places.authority(text[:200])
    return ListedArea(kind=AreaKind.AUTHORITY, code=code) if code else None
