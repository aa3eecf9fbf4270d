"""Open Referral UK 3.0 and 1.0 ..."""

from datetime import date, time

import pytest

from services_catalog.codes import AreaKind, Cost, Status
from services_catalog.listing import ListedArea, ListedOpening
from services_catalog.open_referral import oruk1, oruk3
from services_catalog.open_referral.fixes.fixed import Code
from services_catalog.open_referral.taking import Reason, RecordRefused

SERVICE = {"id": "s1", "name": "Example Club", "status": "active"}
ORGANISATION = {"organization": {"id": "o1", "name": "Example Trust"}}
BOTH = pytest.mark.parametrize("dialect", [oruk1, oruk3], ids=["oruk1", "oruk3"])
PLACE = {
    "location_type": "physical",
    "name": "Example Hall",
    "addresses": [{"address_1": "1 Example Road", "city": "Bristol", "postal_code": "bs1 5tr"}],
}


def codes(taking):
    return [adjustment.code for adjustment in taking.adjustments]


@BOTH
def test_the_least_a_service_can_be(taking, dialect):
    listing = dialect.map_record(SERVICE | ORGANISATION, taking)

    assert (listing.source_id, listing.name, listing.status) == ("s1", "Example Club", Status.LIVE)
    assert listing.organisation.name == "Example Trust"
    assert taking.adjustments == []


@BOTH
@pytest.mark.parametrize(
    ("record", "reason"),
    [
        pytest.param({"name": "Example Club"}, Reason.NO_ID, id="no id"),
        pytest.param({"id": "", "name": "Example Club"}, Reason.NO_ID, id="an empty id"),
        pytest.param({"id": "s1"}, Reason.NO_NAME, id="no name"),
        pytest.param({"id": "s1", "name": " \u00a0"}, Reason.NO_NAME, id="a name of spaces"),
        pytest.param({"id": "s1", "name": {"en": "x"}}, Reason.NO_NAME, id="a name that is none"),
    ],
)
def test_what_lacks_an_id_or_a_name_is_refused(taking, dialect, record, reason):
    with pytest.raises(RecordRefused) as refused:
        dialect.map_record(record, taking)

    assert refused.value.reason is reason


@BOTH
@pytest.mark.parametrize("junk", [None, "", 7, "x", [], [[]], {}, [None], [{}], {"id": None}, True])
def test_no_part_of_a_record_can_break_the_rest(context, taking, dialect, junk):
    whole = SERVICE | ORGANISATION
    fields = (
        *("organization", "description", "url", "email", "status", "fees", "minimum_age"),
        *("assured_date", "schedules", "regular_schedules", "service_areas", "languages"),
        *("service_at_locations", "contacts", "phones", "cost_options", "attributes", "alert"),
        *("pc_targetAudience", "pc_metadata", "eligibilitys", "service_taxonomys"),
    )

    listing = dialect.map_record(whole | dict.fromkeys(fields, junk), taking)

    assert listing.name == "Example Club"


@BOTH
def test_a_missing_organisation_is_not_stated(taking, dialect):
    listing = dialect.map_record(SERVICE, taking)

    assert (listing.organisation.name, listing.organisation.source_id) == (
        "Not stated",
        "not-stated:s1",
    )
    assert codes(taking) == [Code.ORGANISATION_MISSING]


@BOTH
def test_who_assured_it_is_never_kept(taking, dialect):
    assurer = "assurer@council.example.org"
    record = {"assurer_email": assurer, "pc_metadata": {"assured_by": assurer}}

    listing = dialect.map_record(SERVICE | ORGANISATION | record, taking)

    assert assurer not in repr(listing)
    assert assurer not in repr(taking.adjustments)


@BOTH
def test_the_day_it_was_assured_is_the_day_it_was_checked(taking, dialect):
    listing = dialect.map_record(SERVICE | {"assured_date": "2026-09-02"}, taking)

    assert listing.verified_on == date(2026, 9, 2)


@BOTH
def test_audiences_become_needs_and_the_rest_are_counted(taking, dialect):
    sent = [{"id": "80425", "audienceType": "Homeless"}, {"id": "7", "audienceType": "Men "}]

    listing = dialect.map_record(SERVICE | {"pc_targetAudience": sent}, taking)

    assert listing.needs == {"housing"}
    assert taking.unknown_terms == [("placecube_audience", "Men")]


@BOTH
def test_a_place_gets_its_ward_from_its_postcode(taking, dialect):
    at = {"service_at_locations": [{"location": PLACE}]}

    [place] = dialect.map_record(SERVICE | at, taking).locations

    assert (place.postcode, place.ward_code) == ("BS1 5TR", "E05010892")
    assert (place.address, place.address_shown) == ("1 Example Road, Bristol", True)
    assert (place.latitude, place.longitude) == (51.4527, -2.6015)


@BOTH
def test_a_refuge_shows_no_address(taking, dialect):
    at = {"service_at_locations": [{"location": PLACE}, {"location": PLACE | {"name": "Two"}}]}

    listing = dialect.map_record(SERVICE | at | {"name": "Example Refuge"}, taking)

    assert [place.address_shown for place in listing.locations] == [False, False]
    assert Code.REFUGE_HIDDEN in codes(taking)


@BOTH
def test_areas_served_are_authorities_or_not_stated(taking, dialect):
    sent = [{"name": "Bristol", "uri": "http://www.example.com"}, {"name": "Our patch"}, {}]

    listing = dialect.map_record(SERVICE | {"service_areas": sent}, taking)

    assert listing.areas == (ListedArea(kind=AreaKind.AUTHORITY, code="E06000023"),)
    assert codes(taking).count(Code.AREA_NOT_KNOWN) == 1


@BOTH
def test_the_first_number_is_to_ring_and_others_are_in_the_text(taking, dialect):
    phones = [{"number": "0808 157 0001"}, {"number": "Night line: 0117 496 0123"}]
    record = {"description": "Help.", "contacts": [{"phones": phones}]}

    listing = dialect.map_record(SERVICE | record, taking)

    assert listing.phone == "0808 157 0001"
    assert listing.description == "Help.\n\nPhone:\n- Night line: 0117 496 0123"


@BOTH
def test_a_web_address_in_the_email_field_is_moved(taking, dialect):
    listing = dialect.map_record(SERVICE | {"email": "https://example.org/us"}, taking)

    assert (listing.url, listing.email) == ("https://example.org/us", "")
    assert Code.URL_MOVED in codes(taking)


def test_oruk3_reads_ages_fees_and_what_has_no_field_of_its_own(taking):
    record = {
        "minimum_age": 11,
        "maximum_age": 104,
        "fees": "Free",
        "alert": "Closed on Friday.",
        "eligibility_description": "<p>Anyone</p>",
        "application_process": "Ring us",
    }

    listing = oruk3.map_record(SERVICE | record, taking)

    assert (listing.lowest_age, listing.highest_age) == (11, None)
    assert (listing.cost, listing.cost_note) == (Cost.FREE, "Free")
    assert listing.description == "Please note: Closed on Friday."
    assert (listing.for_whom, listing.how_to_refer) == ("Anyone", "Ring us")


def test_oruk3_reads_regular_times(taking):
    weekly = {"freq": "WEEKLY", "byday": "TU,SA", "opens_at": "17:00", "closes_at": "19:30:00"}
    monthly = {"freq": "MONTHLY", "byday": "1MO", "notes": "Music."}
    over = {"byday": "FR", "valid_to": "2020-01-01"}

    listing = oruk3.map_record(SERVICE | {"schedules": [weekly, monthly, over]}, taking)

    assert listing.openings == (
        ListedOpening(weekday=1, opens=time(17), closes=time(19, 30)),
        ListedOpening(weekday=5, opens=time(17), closes=time(19, 30)),
        ListedOpening(weekday=0, note="Once a month. Music"),
    )
    assert listing.open_times == {"day", "evening", "weekend"}
    assert codes(taking).count(Code.SCHEDULE_OVER) == 1


def test_oruk3_reads_terms_by_their_own_vocabulary(taking):
    terms = [
        {"taxonomy_term": {"name": "Mentoring", "term_uri": "http://id.esd.org.uk/service/627"}},
        {"taxonomy_term": {"name": "Knitting", "taxonomy": "Our words"}},
    ]

    listing = oruk3.map_record(SERVICE | {"attributes": terms}, taking)

    assert listing.needs == {"trusted_adult"}
    assert taking.unknown_terms == [("Our words", "Knitting")]


def test_oruk3_takes_a_virtual_place_for_online(taking):
    at = {"service_at_locations": [{"location": {"location_type": "virtual", "name": "Web"}}]}

    listing = oruk3.map_record(SERVICE | at, taking)

    assert (listing.delivery, listing.locations) == ({"online"}, ())


def test_oruk1_reads_eligibility_and_how_people_attend(taking):
    record = {
        "eligibilitys": [{"minimum_age": 18, "maximum_age": 11, "eligibility": "Carers"}],
        "attending_access": "Drop-in",
        "attending_type": "Phone",
        "pc_attendingAccess_additionalInfo": "Numbers are limited",
    }

    listing = oruk1.map_record(SERVICE | record, taking)

    assert (listing.lowest_age, listing.highest_age) == (11, 18)
    assert (listing.for_whom, listing.how_to_refer) == ("Carers", "Drop-in")
    assert listing.routes == {"open_access"}
    assert listing.delivery == {"phone"}
    assert listing.description == "Taking part: Numbers are limited"
