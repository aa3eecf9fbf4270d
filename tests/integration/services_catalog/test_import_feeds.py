"""Importing a feed ..."""

import json
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, text

from services_catalog.models import Organisation, Service
from services_catalog.open_referral import importing, template
from services_catalog.open_referral.columns_table import read_column_table
from services_catalog.open_referral.fixes.fixed import Code
from services_catalog.open_referral.taking import Reason
from services_catalog.operations import Put, put_listings
from tests.integration.services_catalog import bringing_in

FEEDS = Path(__file__).resolve().parents[3] / "../shared/data/feeds"
FOODBANKS = Path(template.__file__).parent / "columns" / "foodbanks.csv"
SERVICE = {"id": "1", "name": "Example Club", "status": "active"}
REAL = pytest.mark.skipif(not FEEDS.exists(), reason="the real feeds are not beside this checkout")


@pytest.fixture
def bring_in(session, public):
    return partial(bringing_in.bring_in, session, public)


@pytest.fixture
def feed(tmp_path):
    """Write records as a feed."""

    def write(*records, name="feed.json"):
        path = tmp_path / name
        path.write_text(json.dumps(records))
        return path

    return write


@REAL
@pytest.mark.parametrize(
    ("path", "columns", "dialect", "counts"),
    [
        pytest.param(
            "bristol-oruk3-service-1625ip.json", None, "oruk3", (1, 1), id="a full record"
        ),
        pytest.param("bristol-oruk3-services-page1.json", None, "oruk3", (3, 3), id="Bristol"),
        pytest.param(
            "northlincs-oruk1-services-sample60.json", None, "oruk1", (60, 40), id="N Lincs"
        ),
        pytest.param("sheffield", FOODBANKS, "template", (37, 37), id="Sheffield"),
        pytest.param("bucks-outpost-services-page1.json", None, "outpost", (50, 46), id="Bucks"),
        pytest.param("hsds3-mock", None, "hsds3", (1, 1), id="HSDS 3"),
        pytest.param("hsds1-sample-datapackage", None, "hsds1", (13, 10), id="HSDS 1"),
        pytest.param("ohana-sample-csv", None, "ohana", (23, 8), id="Ohana"),
        pytest.param("outpost", None, "outpost-csv", (2, 2), id="Outpost's tables"),
        pytest.param(
            "outpost/services_valid.csv", None, "outpost-csv", (2, 2), id="one of Outpost's tables"
        ),
    ],
)
def test_takes_every_record_of_a_real_feed_and_changes_nothing_the_second_time(
    session, bring_in, path, columns, dialect, counts
):
    listings, _ = counts
    table = read_column_table(columns) if columns else None

    first = bring_in(FEEDS / path, columns=table)
    second = bring_in(FEEDS / path, columns=table)

    assert (first.dialect, first.refusals, first.put) == (dialect, [], {Put.ADDED: listings})
    assert (second.refusals, second.put) == ([], {Put.UNCHANGED: listings})
    assert first.records == listings + first.duplicates + first.not_services.total()
    assert counts == tuple(
        session.scalar(select(func.count()).select_from(table)) for table in (Service, Organisation)
    )


@REAL
def test_reads_bristols_full_record_as_a_person_would(session, bring_in):
    bring_in(FEEDS / "bristol-oruk3-service-1625ip.json")

    [service] = session.scalars(select(Service))
    assert (service.lowest_age, service.highest_age) == (None, None)
    assert service.phone == "0800 0354213"
    assert "- Bristol Youth MAPS: 0117 332 7111" in service.description
    assert service.summary.startswith("1625 Independent People works with young people")
    assert service.needs == ("care_experience", "housing")
    assert "<" not in service.description
    assert "redacted.invalid" not in service.description
    assert '"assurer_email"' in service.source.document


@REAL
def test_reads_messy_rows_of_the_food_banks(session, bring_in):
    bring_in(FEEDS / "sheffield" / "foodbanks.csv", columns=read_column_table(FOODBANKS))

    named = {service.name: service for service in session.scalars(select(Service))}
    assert named["Food Works Sharrow"].locations[0].postcode == "S7 1DB"
    assert named["Food Works Handsworth"].locations[0].postcode == "S13 8HS"
    assert named["FoodCycle Broomhall"].phone == ""
    assert [o.note for o in named["FoodCycle Broomhall"].openings] == ["Wednesday 12.30"]
    assert len(named["S20"].openings) == 5
    assert {service.needs for service in named.values()} == {("money",)}


def test_reports_the_bad_record_and_takes_the_rest(session, bring_in, feed):
    good = SERVICE | {"id": "2"}
    path = feed(SERVICE, {"name": "No id", "status": "active"}, "words", {"id": "3"}, good)

    report = bring_in(path)

    assert report.put == {Put.ADDED: 2}
    assert [(r.place, r.field, r.reason) for r in report.refusals] == [
        ("feed.json, record 2", "id", Reason.NO_ID),
        ("feed.json, record 3", "", Reason.NOT_A_RECORD),
        ("feed.json, record 4", "name", Reason.NO_NAME),
    ]
    assert session.scalar(select(func.count()).select_from(Service)) == 2


def test_reports_the_line_that_is_not_json(bring_in, tmp_path):
    path = tmp_path / "feed.ndjson"
    path.write_text(f'{json.dumps(SERVICE)}\n{{"id": \n{json.dumps(SERVICE | {"id": "2"})}\n')

    report = bring_in(path)

    assert report.put == {Put.ADDED: 2}
    assert [(r.place, r.reason) for r in report.refusals] == [
        ("feed.ndjson, line 2", Reason.NOT_JSON)
    ]


def test_takes_the_later_of_two_records_with_one_id(session, bring_in, feed):
    path = feed(SERVICE, SERVICE | {"name": "Example Club at the Park"})

    first, second = bring_in(path), bring_in(path)

    [service] = session.scalars(select(Service))
    assert service.name == "Example Club at the Park"
    assert (first.duplicates, first.adjustments[Code.DUPLICATE_CHANGED]) == (1, 1)
    assert second.put == {Put.UNCHANGED: 1}


def test_says_nothing_of_a_record_that_came_twice_unchanged(bring_in, feed):
    report = bring_in(feed(SERVICE, SERVICE))

    assert (report.put, report.duplicates) == ({Put.ADDED: 1}, 1)
    assert Code.DUPLICATE_CHANGED not in report.adjustments


def test_changes_only_what_has_changed(session, bring_in, feed):
    bring_in(feed(SERVICE, SERVICE | {"id": "2"}))

    report = bring_in(feed(SERVICE, SERVICE | {"id": "2", "name": "Another name"}))

    assert report.put == {Put.UNCHANGED: 1, Put.CHANGED: 1}
    revisions = session.execute(select(Service.source_id, Service.revision)).all()
    assert sorted(map(tuple, revisions)) == [("1", 1), ("2", 2)]


def test_of_more_records_than_one_batch_takes_them_all(bring_in, feed):
    report = bring_in(feed(*(SERVICE | {"id": str(number)} for number in range(450))))

    assert (report.records, report.put) == (450, {Put.ADDED: 450})


def test_keeps_feeds_apart(session, bring_in, feed):
    bring_in(feed(SERVICE), source="one")
    bring_in(feed(SERVICE), source="two")

    assert set(session.scalars(select(Service.feed))) == {"one", "two"}


def test_undoes_what_the_database_refuses_and_takes_the_rest(session, bring_in, feed, monkeypatch):
    def put(session, listings, **when):
        done = put_listings(session, listings, **when)
        if "2" in {listing.source_id for listing in listings}:
            session.execute(text("SELECT no_such_column"))
        return done

    monkeypatch.setattr(importing, "put_listings", put)

    report = bring_in(feed(*(SERVICE | {"id": number} for number in "123")))

    assert report.put == {Put.ADDED: 2}
    assert [(r.source_id, r.reason) for r in report.refusals] == [("2", Reason.NOT_STORED)]
    assert sorted(session.scalars(select(Service.source_id))) == ["1", "3"]


def test_asks_no_more_of_the_database_for_more_records_that_are_as_they_were(
    session, bring_in, feed
):
    asked = []
    event.listen(session.connection(), "before_cursor_execute", lambda *_: asked.append(1))

    def asked_again(records):
        path = feed(*(SERVICE | {"id": str(number)} for number in range(records)))
        bring_in(path)
        before = len(asked)
        bring_in(path)
        return len(asked) - before

    assert 0 < asked_again(2) == asked_again(100)


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param("half a character \ud83d", id="half a character"),
        pytest.param("a null \x00 character", id="a null character"),
        pytest.param("an emoji \U0001f600", id="an emoji"),
        pytest.param("x" * 400_000, id="very long"),
    ],
)
def test_keeps_whatever_text_it_is_sent(session, bring_in, feed, odd):
    fields = ("name", "description", "url", "email", "fees", "alert")

    report = bring_in(feed(SERVICE | dict.fromkeys(fields, f"Example {odd}") | {"id": "7"}))

    assert (report.refusals, report.put) == ([], {Put.ADDED: 1})
    session.expire_all()
    assert session.scalar(select(Service.name)).startswith("Example")


def test_counts_categories_that_no_need_covers(bring_in, feed):
    audience = {"pc_targetAudience": [{"audienceType": "Left-handed"}]}

    report = bring_in(feed(SERVICE | audience, SERVICE | audience | {"id": "2"}))

    assert report.unknown_terms == Counter({("placecube_audience", "Left-handed"): 2})


def test_report_holds_no_address_of_a_person(bring_in, feed):
    assurer = "assurer@council.example.org"
    record = SERVICE | {
        "assurer_email": assurer,
        "pc_metadata": {"assured_by": assurer},
        "email": f"{assurer} or ring",
        "url": assurer,
        "contacts": [{"phones": [{"number": f"{assurer} 0117 496 0123"}]}],
        "service_areas": [{"name": assurer}],
        "pc_targetAudience": [{"audienceType": assurer}],
    }

    report = bring_in(feed(record, {"id": assurer, "status": "active"}))

    written = json.dumps(report.as_json()) + "".join(report.lines())
    assert report.put == {Put.ADDED: 1}
    assert assurer not in written
    assert "496 0123" not in written


def test_notes_columns_and_encodings_once(bring_in, tmp_path):
    path = tmp_path / "feed.csv"
    path.write_bytes("id,name,organisation,Ort\n1,Café,Us,x\n2,Club,Us,y\n".encode("cp1252"))

    report = bring_in(path)

    assert report.adjustments == {Code.ENCODING_GUESSED: 1, Code.COLUMN_NOT_KNOWN: 1}
    assert [value.field for value in report.values] == ["", "Ort"]
