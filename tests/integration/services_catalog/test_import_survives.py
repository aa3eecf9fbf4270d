"""What every importer must survive (a real feed has sent each of these)."""

import json
from datetime import date, time
from uuid import uuid1, uuid5

import pytest
from sqlalchemy import select

from navigator.web.api.services import bp
from services_catalog.codes import Status
from services_catalog.models import Authority, Organisation, Postcode, Service, Ward
from services_catalog.open_referral.fixes.fixed import Code
from tests.feeds_by_hand import HSDS1, OUTPOST, write
from tests.integration.services_catalog.bringing_in import ORUK3, bring_in, write_json

CENTRE = {"latitude": 51.4527, "longitude": -2.6015}
STAFF = "a.person@council.example.org"
PALACE = (51.50101, -0.141563)


@pytest.fixture(autouse=True)
def bristol(session):
    """Two postcodes: one that is live, one that was withdrawn."""
    session.add(Authority(code="E06000023", name="Bristol, City of"))
    session.flush()
    session.add(Ward(code="E05010892", name="Central", authority_code="E06000023", **CENTRE))
    session.flush()
    for code, live in (("BS1 5TR", True), ("BS12 1AA", False)):
        placed = {"ward_code": "E05010892", "authority_code": "E06000023", **CENTRE}
        session.add(Postcode(code=code, live=live, **placed))
    session.flush()


class Brought:
    def __init__(self, session, report):
        self.report = report
        self.services = {each.source_id: each for each in session.scalars(select(Service))}

    @property
    def service(self):
        [found] = self.services.values()
        return found


@pytest.fixture
def bring(session, public, tmp_path):
    """Import records of Open Referral UK 3.0, and look at what came of them."""

    def run(*records):
        path = write_json(tmp_path, *(ORUK3 | record for record in records))
        return Brought(session, bring_in(session, public, path))

    return run


def at(postcode="BS1 5TR", **place):
    address = {"address_1": "1 Example Road", "postal_code": postcode}
    return {"service_at_locations": [{"location": {"addresses": [address], **place}}]}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param((-1, -1), (None, None), id="minus one"),
        pytest.param((4, 104), (4, None), id="104"),
        pytest.param((25, None), (25, None), id="null"),
        pytest.param((0, 0), (0, 0), id="zero"),
        pytest.param((18, 11), (11, 18), id="swapped"),
        pytest.param(("eleven", [1]), (None, None), id="no numbers"),
    ],
)
def test_survives_ages_of_minus_one_104_and_null(bring, sent, kept):
    service = bring({"minimum_age": sent[0], "maximum_age": sent[1]}).service

    assert (service.lowest_age, service.highest_age) == kept


def test_survives_empty_strings_as_if_nothing_had_been_said(bring):
    names = ("description", "url", "email", "fees", "assured_date", "minimum_age", "status")
    lists = ("service_areas", "languages", "contacts", "schedules", "cost_options", "organization")

    brought = bring(dict.fromkeys((*names, *lists), ""), {"id": "2"})

    empty, absent = brought.services["1"], brought.services["2"]
    for name in ("description", "url", "email", "cost", "verified_on", "lowest_age", "status"):
        assert getattr(empty, name) == getattr(absent, name), name
    assert brought.report.adjustments == {Code.ORGANISATION_MISSING: 2}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("2025-09-02T12:06:15.654", date(2025, 9, 2), id="no time zone"),
        pytest.param("2025-06-30T23:30:00Z", date(2025, 7, 1), id="late in June, in UTC"),
        pytest.param("2025-09-02T23:30:00+05:00", date(2025, 9, 2), id="another zone"),
        pytest.param("02/09/2025", date(2025, 9, 2), id="as written in Britain"),
        pytest.param("soon", None, id="no date"),
    ],
)
def test_survives_moments_without_a_time_zone(bring, sent, kept):
    assert bring({"assured_date": sent}).service.verified_on == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("example.org/a", "https://example.org/a", id="no scheme"),
        pytest.param("http:/example.org", "http://example.org", id="a slash short"),
        pytest.param("Warmley Community Centre", "", id="a name"),
        pytest.param("javascript:alert(1)", "", id="a script"),
        pytest.param("http://[::1", "", id="half an address"),
        pytest.param({"href": "example.org"}, "", id="a record"),
    ],
)
def test_survives_web_addresses_without_a_scheme_and_garbage(bring, sent, kept):
    assert bring({"url": sent}).service.url == kept


def test_survives_html_with_embedded_images(bring):
    image = f'<img src="data:image/png;base64,{"A" * 145_000}" onerror="alert(1)">'
    html = f"<style>p {{}}</style><h1>Tea</h1>{image}<p onclick='x()'>Come in.<script>y()</script>"

    service = bring({"description": html}).service

    assert service.description == "Tea\n\nCome in."


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(6378, id="a number"),
        pytest.param("6378", id="a number as text"),
        pytest.param("club-6378/a", id="a word"),
        pytest.param(str(uuid1()), id="a UUID of version 1"),
        pytest.param(str(uuid5(uuid1(), "x")).upper(), id="a UUID of version 5, in capitals"),
        pytest.param("11111111-2222-3333-c444-555555555555", id="no variant of RFC 4122"),
    ],
)
def test_survives_ids_that_are_no_uuid_of_version_4(session, public, tmp_path, bring, sent):
    service = bring({"id": sent}).service

    assert service.source_id == str(sent)
    assert service.id.version == 4
    again = bring_in(session, public, tmp_path / "feed.json")
    assert again.put == {"unchanged": 1}


def test_survives_one_id_with_changed_content(bring):
    brought = bring({"name": "While paging"}, {"name": "Edited while paging"})

    assert brought.service.name == "Edited while paging"
    assert brought.report.adjustments[Code.DUPLICATE_CHANGED] == 1


def test_survives_totals_that_move_while_paging(session, public, tmp_path):
    first = write_json(
        tmp_path / "feed", ORUK3, name="1.json", total_items=5875, page_number=1, last_page=False
    )
    twice = (ORUK3, ORUK3 | {"id": "2"})
    write_json(
        tmp_path / "feed", *twice, name="2.json", total_items=5889, page_number=2, last_page=True
    )

    report = bring_in(session, public, first.parent)

    assert (report.put, report.duplicates, report.refusals) == ({"added": 2}, 1, [])
    assert report.adjustments[Code.TOTALS_DIFFER] == 1
    assert report.adjustments[Code.PAGES_MISSING] == 0


def test_survives_organisations_that_are_not_there(session, bring):
    bring({"organization_id": "gone"}, {"id": "2", "organization_id": "gone"}, {"id": "3"})

    found = session.scalars(select(Organisation).order_by(Organisation.source_id)).all()
    assert [(each.source_id, each.name) for each in found] == [
        ("gone", "Not stated"),
        ("not-stated:3", "Not stated"),
    ]


def test_survives_blank_foreign_keys(session, public, tmp_path):
    blank = {"eligibility.csv": "id,service_id,eligibility\n,,Adults\n , ,Men\ne1,s1,Anyone\n"}
    nobody = {
        "services.csv": HSDS1["services.csv"] + ",,Example Nobody,Has no id.,,,,,,,\n",
        "organizations.csv": HSDS1["organizations.csv"] + ",Example Nameless,Has no id.,,\n",
    }

    report = bring_in(session, public, write(HSDS1 | blank | nobody, tmp_path / "set"))

    said = dict(session.execute(select(Service.source_id, Service.for_whom)).all())
    assert said == {"s1": "Anyone", "s2": "", "s3": ""}
    assert "Example Nameless" not in set(session.scalars(select(Organisation.name)))
    assert report.adjustments[Code.ROW_NOT_LINKED] == 3
    assert [refused.reason for refused in report.refusals] == ["no_id"]


@pytest.mark.parametrize(
    ("sent", "kept", "code"),
    [
        pytest.param((51.4530, -2.6010), (51.4530, -2.6010), None, id="right"),
        pytest.param((-2.6010, 51.4530), (51.4530, -2.6010), Code.POINT_SWAPPED, id="swapped"),
        pytest.param((0, 0), (51.4527, -2.6015), Code.POINT_NOT_USABLE, id="zero"),
        pytest.param(("0.0", ""), (51.4527, -2.6015), Code.POINT_NOT_USABLE, id="half of it"),
        pytest.param(PALACE, (51.4527, -2.6015), Code.POINT_FROM_POSTCODE, id="default"),
        pytest.param((100, 101), (51.4527, -2.6015), Code.POINT_NOT_USABLE, id="off the planet"),
        pytest.param(("x", None), (51.4527, -2.6015), Code.POINT_NOT_USABLE, id="no numbers"),
        pytest.param(("nan", "inf"), (51.4527, -2.6015), Code.POINT_NOT_USABLE, id="not finite"),
    ],
)
def test_survives_coordinates_swapped_zero_default_and_off_the_planet(bring, sent, kept, code):
    brought = bring(at(latitude=sent[0], longitude=sent[1]))

    [place] = brought.service.locations
    assert (place.latitude, place.longitude) == kept
    assert brought.report.adjustments.keys() - {Code.ORGANISATION_MISSING} == {code} - {None}


def test_survives_a_default_point_beside_a_postcode_that_is_not_known(bring):
    brought = bring(at("MK18 2FW", latitude=51.501364, longitude=-0.14189))

    [place] = brought.service.locations
    assert (place.latitude, place.longitude) == (None, None)
    assert brought.report.adjustments[Code.POINT_DEFAULT] == 1


@pytest.mark.parametrize(
    ("sent", "kept", "ward"),
    [
        pytest.param("BS1 5TR", "BS1 5TR", "E05010892", id="as it should be"),
        pytest.param("bs15tr\n\n", "BS1 5TR", "E05010892", id="as it was typed"),
        pytest.param("BS12 1AA", "BS12 1AA", "E05010892", id="withdrawn"),
        pytest.param("LU7 ONY", "LU7 0NY", None, id="the letter O for a nought"),
        pytest.param("BS9 1ZZ", "BS9 1ZZ", None, id="one that there is not"),
        pytest.param("BS13", "", None, id="the outward half"),
        pytest.param("AB1, AB2", "", None, id="two halves"),
    ],
)
def test_survives_postcodes_with_a_letter_o_half_fake_and_withdrawn(bring, sent, kept, ward):
    [place] = bring(at(sent)).service.locations

    assert (place.postcode, place.ward_code) == (kept, ward)
    assert kept or sent.split(",")[0] in place.address


@pytest.mark.parametrize(
    ("opens", "closes", "kept"),
    [
        pytest.param("18:58", "18:00", (None, None), id="closes before it opens"),
        pytest.param("00:00", "00:00", (None, None), id="noughts"),
        pytest.param("hh:mm:ss", "", (None, None), id="the form's own words"),
        pytest.param("22:00", "02:00", (time(22), time(2)), id="over midnight"),
        pytest.param("9:00am", "5pm", (time(9), time(17)), id="am and pm"),
    ],
)
def test_survives_times_that_contradict_each_other(bring, opens, closes, kept):
    schedule = {"byday": "TU", "opens_at": opens, "closes_at": closes}

    [opening] = bring({"schedules": [schedule]}).service.openings

    assert (opening.weekday, opening.opens, opening.closes) == (1, *kept)


def test_survives_a_phone_number_with_its_label(bring):
    phones = [{"number": "Example MAPS: 0117 496 0123"}, {"number": "ring the office"}]

    service = bring({"contacts": [{"phones": phones}]}).service

    assert service.phone == "0117 496 0123"
    assert "Example MAPS: 0117 496 0123" in service.description


def test_survives_mojibake(bring):
    sent = {
        "name": "Attorney\u00e2\u20ac\u2122s Caf\u00c3\u00a9",
        "description": "a\u200b\ufeffb\x00",
    }

    service = bring(sent).service

    assert (service.name, service.description) == ("Attorney\u2019s Caf\u00e9", "ab")


@pytest.fixture
def everything_shown(session, client):
    """Every page and every answer that a listing is part of, as one text."""

    def show():
        session.commit()
        [service] = session.scalars(select(Service))
        texts = [
            client.get(f"/services/{service.id}").text,
            client.get(f"/organisations/{service.organisation_id}").text,
            json.dumps(client.get(f"{bp.url_prefix}/services/{service.id}").json),
            json.dumps(client.get(f"{bp.url_prefix}/services").json),
        ]
        assert all("Example" in text for text in texts[:3])
        return "\n".join(texts)

    return show


def test_survives_masked_locations(session, public, tmp_path, everything_shown):
    place = OUTPOST["locations"][0] | {"name": "Rose House", "address_1": "9 Hidden Lane"}
    write_json(tmp_path, OUTPOST | {"locations": [place]})

    bring_in(session, public, tmp_path / "feed.json")

    shown = everything_shown()
    hidden = ("Rose House", "Hidden Lane", "BS1 5TR", "51.45", "-2.6")
    assert [words for words in hidden if words in shown] == []


def test_survives_refuges_that_give_their_address(bring, everything_shown):
    bring(at("BS1 5TR", name="Rose House") | {"name": "Example Women's Refuge"})

    shown = everything_shown()
    assert [words for words in ("Rose House", "Example Road", "BS1 5TR") if words in shown] == []


def test_survives_staff_addresses_which_are_never_shown_nor_published_again(
    bring, everything_shown
):
    brought = bring(
        {
            "assurer_email": STAFF,
            "pc_metadata": {"assured_by": STAFF},
            "contacts": [{"name": STAFF, "email": STAFF, "phones": [{"number": STAFF}]}],
            "organization": {"id": "1", "name": "Example Trust", "contacts": [{"email": STAFF}]},
            "metadata": [{"updated_by": STAFF}],
        }
    )

    assert STAFF not in everything_shown()
    assert STAFF not in json.dumps(brought.report.as_json())
    assert STAFF in brought.service.source.document


def test_survives_every_status_that_feeds_send(bring):
    sent = ("active", "inactive", "defunct", "temporarily closed", "", None, "Open?")

    brought = bring(*({"id": str(n), "status": each} for n, each in enumerate(sent)))

    assert [brought.services[str(n)].status for n in range(len(sent))] == [
        Status.LIVE,
        Status.ENDED,
        Status.ENDED,
        Status.TEMPORARILY_CLOSED,
        Status.LIVE,
        Status.LIVE,
        Status.LIVE,
    ]
