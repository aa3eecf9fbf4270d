"""Our own table ..."""

import csv
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from eligibility import LevelCrosswalk
from services_catalog.codes import AreaKind, Cost, OrganisationKind, Scheme, Space, Visibility
from services_catalog.listing import ListedArea, ListedEvidence, ListedOpening
from services_catalog.open_referral import template
from services_catalog.open_referral.columns_table import (
    ColumnRule,
    ColumnTable,
    read_column_table,
    template_columns,
)
from services_catalog.open_referral.fixes.fixed import Code
from services_catalog.open_referral.taking import Reason, RecordRefused, Taking
from services_catalog.open_referral.template_file import template_csv
from services_catalog.open_referral.unreadable import Unreadable
from services_catalog.reference import scheme_codes

OWN_WORDS = Code.LEVEL_IN_OWN_WORDS
FOODBANKS = Path(template.__file__).parent / "columns" / "foodbanks.csv"


def example_row() -> dict[str, str]:
    [row] = csv.DictReader(template_csv().removeprefix("\ufeff").splitlines())
    return row


def test_the_example_in_the_template_says_everything_a_listing_can(taking):
    listing = template.map_record(example_row(), taking)

    assert (listing.source_id, listing.name) == ("example-1", "Example Boxing and Mentoring")
    assert listing.organisation.kind is OrganisationKind.VOLUNTARY
    assert (listing.lowest_age, listing.highest_age) == (11, 17)
    assert listing.needs == {"positive_activity", "trusted_adult"}
    assert listing.languages == {"en", "so"}
    assert (listing.cost, listing.space, listing.wait_weeks) == (Cost.FREE, Space.HAS_PLACES, 2)
    assert listing.verified_on == date(2026, 10, 1)
    assert listing.visibility is Visibility.PUBLIC
    assert listing.openings[0] == ListedOpening(weekday=1, opens=time(17), closes=time(19))
    assert listing.locations[0].ward_code == "E05010892"
    assert listing.evidence == (ListedEvidence(scale="eif", level="not_rated"),)


@pytest.mark.parametrize(
    ("written", "levels", "code"),
    [
        pytest.param("targeted", {"targeted"}, None, id="our code"),
        pytest.param("Tier 2; level 3", {"early_help", "targeted"}, OWN_WORDS, id="usual words"),
        pytest.param("Early Help", {"early_help"}, None, id="our code, as people write it"),
        pytest.param("More help", {"targeted"}, OWN_WORDS, id="our label"),
        pytest.param("Platinum", set(), Code.CODE_NOT_KNOWN, id="words that nobody knows"),
        pytest.param("Gold", {"specialist"}, OWN_WORDS, id="a provider's own words"),
    ],
)
def test_a_level_is_read_in_the_words_of_its_provider(context, written, levels, code):
    own = LevelCrosswalk.from_rows(
        [{"provider": "Example Trust", "wording": "Gold", "level": "specialist"}]
    )
    known = context.levels.meanings | own.meanings
    taking = Taking(replace(context, levels=LevelCrosswalk(known)))

    listing = template.map_record(
        example_row() | {"organisation": "Example Trust", "levels": written}, taking
    )

    assert listing.levels == levels
    assert {note.code for note in taking.adjustments if note.field == "levels"} == {code} - {None}


def test_the_example_needs_no_adjustment_but_its_area(taking):
    template.map_record(example_row() | {"area_served": "Central"}, taking)

    assert taking.adjustments == []


def test_no_cell_of_the_template_can_be_taken_for_a_formula():
    cells = [cell for row in csv.reader(template_csv().splitlines()) for cell in row]

    assert cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_a_row_needs_nothing_but_a_name(taking):
    listing = template.map_record({"name": "Example Club"}, taking)

    assert listing.source_id == "example club"
    assert {a.code for a in taking.adjustments} == {Code.ID_FROM_NAME, Code.ORGANISATION_MISSING}


def test_a_row_without_a_name_is_refused(taking):
    with pytest.raises(RecordRefused) as refused:
        template.map_record({"id": "7"}, taking)

    assert refused.value.reason is Reason.NO_NAME


@pytest.mark.parametrize("field", list(template.CODED))
def test_a_code_we_do_not_know_is_left_out_and_reported(taking, field):
    known = min(scheme_codes(template.CODED[field]))
    row = {"id": "7", "name": "Example", "organisation": "Us", field: f"{known}; nonsense"}

    listing = template.map_record(row, taking)

    assert known in getattr(listing, field)
    assert [(a.field, a.code, a.before) for a in taking.adjustments] == [
        (field, Code.CODE_NOT_KNOWN, "nonsense")
    ]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        pytest.param("trusted_adult", {"trusted_adult"}, id="a code"),
        pytest.param("Trusted Adult", {"trusted_adult"}, id="a code as people write it"),
        pytest.param("Needs someone to trust", {"trusted_adult"}, id="a name"),
        pytest.param(" ; ;", set(), id="nothing between semicolons"),
    ],
)
def test_needs_are_known_by_code_or_name(taking, cell, codes):
    assert template.map_record({"name": "Example", "needs": cell}, taking).needs == codes


def test_several_places_stand_in_the_same_order(taking):
    row = {"name": "Example", "place_name": "One;Two", "postcode": "BS1 5TR", "address": ";2 Road"}

    one, two = template.map_record(row, taking).locations

    assert (one.name, one.postcode, one.address) == ("One", "BS1 5TR", "")
    assert (two.name, two.postcode, two.address) == ("Two", "", "2 Road")


def test_an_address_can_be_hidden(taking):
    row = {"name": "Example", "address": "1 Road", "address_hidden": "Yes"}

    [place] = template.map_record(row, taking).locations

    assert place.address_shown is False


def test_areas_served_may_be_wards_or_everywhere(taking):
    row = {"name": "Example", "area_served": "Central; National; Atlantis"}

    listing = template.map_record(row, taking)

    assert listing.areas == (
        ListedArea(kind=AreaKind.WARD, code="E05010892"),
        ListedArea(kind=AreaKind.NATIONAL),
    )
    assert Code.AREA_NOT_KNOWN in {a.code for a in taking.adjustments}


@pytest.mark.parametrize(
    ("cell", "openings"),
    [
        pytest.param(
            "Tuesday 11.00 \u2013 13.00\nSat 9am-12.30pm",
            [(1, time(11), time(13)), (5, time(9), time(12, 30))],
            id="two lines",
        ),
        pytest.param(
            "Saturday to Monday 9.00 - 12.00",
            [(5, time(9), time(12)), (6, time(9), time(12)), (0, time(9), time(12))],
            id="over a weekend",
        ),
        pytest.param("Tuesday 18.58 - 18.00", [(1, None, None)], id="times that cannot be"),
    ],
)
def test_times_in_words_are_read_where_they_are_plain(taking, cell, openings):
    found = template.map_record({"name": "Example", "opening_hours": cell}, taking).openings

    assert [(o.weekday, o.opens, o.closes) for o in found] == openings


def test_other_words_about_times_are_kept(taking):
    row = {"name": "Example", "opening_hours": "Most afternoons in term"}

    listing = template.map_record(row, taking)

    assert listing.openings == (ListedOpening(note="Most afternoons in term"),)


def test_every_code_field_is_a_column_of_the_template():
    names = {column.name for column in template_columns()}

    assert set(template.CODED) <= names
    assert set(template.CODED.values()) == set(Scheme)


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        pytest.param(("Name", "", ""), "Example", id="copied"),
        pytest.param(("", "", "money"), "money", id="the same for all"),
        pytest.param(("Needed", "1", "professional"), "professional", id="stands in"),
        pytest.param(("Needed", "0", "open_access"), None, id="does not"),
        pytest.param(("Absent", "", ""), None, id="a column that is not there"),
    ],
)
def test_a_rule_gives_a_cell(rule, cell):
    theirs, when, value = rule
    table = ColumnTable((ColumnRule(ours="name", theirs=theirs, when=when, value=value),))

    assert table.applied({"Name": "Example", "Needed": "1"}).get("name") == cell


def test_the_table_of_the_food_banks_is_read():
    assert "Opening" in read_column_table(FOODBANKS).theirs


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"ours,theirs\nnonsense,Name\n", "'nonsense' is not a column", id="a column"),
        pytest.param(b"\xff\xfe\x00", "cannot be read as a table", id="not text"),
    ],
)
def test_a_table_of_columns_that_cannot_be_is_refused(tmp_path, content, sentence):
    path = tmp_path / "columns.csv"
    path.write_bytes(content)

    with pytest.raises(Unreadable, match=sentence):
        read_column_table(path)
