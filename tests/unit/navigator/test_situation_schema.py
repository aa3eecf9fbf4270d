"""One schema for the form, for JSON and for what is kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from eligibility import UNSURE, BirthMonth, Level, Place, Situation
from eligibility.codes import Attendance, CareStatus, SendArea, TriedStep
from navigator.web.situation_schema import SituationSchema
from services_catalog.codes import Access
from services_catalog.reference import languages, needs, strengths
from tests.unit.eligibility.drawn import FIELDS, any_of, law, maybe
from tests.unit.search.gazetteer import AUTHORITY, FAR, MIDDLE, NORTH, SOUTH, TOWN

places = st.builds(
    Place,
    ward=maybe(st.sampled_from([NORTH, FAR, "E05999999"])),
    authority=maybe(st.sampled_from([AUTHORITY, "E06999999"])),
    areas=maybe(any_of(["districts/east", "districts/gone"])),
)
DRAWN = {
    **FIELDS,
    **dict.fromkeys(("home", "school", "gp"), places),
    "suspensions": st.integers(0, 99),
    "needs": any_of(needs()),
    "strengths": any_of(strengths()),
    "languages": any_of(languages()),
    "access_needs": any_of(Access),
    "places_not_safe": any_of(TOWN.wards),
}
situations = st.builds(Situation, **{name: maybe(drawn) for name, drawn in DRAWN.items()})

IN_NORTH = Place(ward=NORTH, authority=AUTHORITY, areas=frozenset({"districts/east"}))


@pytest.fixture
def schema():
    return SituationSchema(gazetteer=TOWN)


@law
@given(situations)
def test_what_is_dumped_is_plain_json_and_loads_back_to_the_same(situation):
    schema = SituationSchema(gazetteer=TOWN)
    written = json.loads(json.dumps(schema.dump(situation)))

    assert schema.load(written) == situation


@pytest.mark.parametrize(
    ("told", "field", "read"),
    [
        pytest.param({"age": " 14 "}, "age", 14, id="an age as typed"),
        pytest.param({"age": 14.0}, "age", 14, id="an age as JSON may write it"),
        pytest.param({"birth_month": "2013-08"}, "birth_month", BirthMonth(2013, 8), id="a month"),
        pytest.param({"birth_month": "8/2013"}, "birth_month", BirthMonth(2013, 8), id="turned"),
        pytest.param({"school_year": "Y9"}, "school_year", 9, id="Y9"),
        pytest.param({"school_year": "Year 10"}, "school_year", 10, id="Year 10"),
        pytest.param({"school_year": "Reception"}, "school_year", 0, id="Reception"),
        pytest.param({"school_year": "-1"}, "school_year", -1, id="nursery as a number"),
        pytest.param({"home": NORTH}, "home", IN_NORTH, id="a ward by its code"),
        pytest.param({"home": "upper example"}, "home", IN_NORTH, id="a ward by its name"),
        pytest.param({"home": "BS98"}, "home", Place(authority=AUTHORITY), id="an outward code"),
        pytest.param({"home": "Farshire"}, "home", Place(authority="E06000902"), id="an authority"),
        pytest.param({"home": {"areas": []}}, "home", Place(areas=frozenset()), id="parts"),
        pytest.param({"needs": ["debt"]}, "needs", {"debt"}, id="a list of codes"),
        pytest.param({"needs": []}, "needs", set(), id="asked, and none"),
        pytest.param({"tried": ["none"]}, "tried", set(), id="none of them, in a form"),
        pytest.param({"tried": ["none", "club"]}, "tried", {"club"}, id="none, and one of them"),
        pytest.param({"languages": "English, somali"}, "languages", {"en", "so"}, id="by name"),
        pytest.param({"level": "targeted"}, "level", Level.TARGETED, id="a level"),
        pytest.param({"level": "unsure"}, "level", UNSURE, id="not sure of the level"),
        pytest.param({"attendance": 62}, "attendance", Attendance.BAND_50_TO_90, id="a number"),
        pytest.param({"attendance": "62%"}, "attendance", Attendance.BAND_50_TO_90, id="as typed"),
        pytest.param({"attendance": "below_50"}, "attendance", Attendance.BAND_BELOW_50, id="band"),
        pytest.param({"care": "in_care"}, "care", CareStatus.IN_CARE, id="one code"),
        pytest.param({"can_travel": "no"}, "can_travel", False, id="no, in a form"),
        pytest.param({"can_travel": True}, "can_travel", True, id="true, in JSON"),
        pytest.param({"places_not_safe": "BS99"}, "places_not_safe", {SOUTH}, id="outward code"),
        pytest.param({"places_not_safe": "sampleworth"}, "places_not_safe", {MIDDLE}, id="ward"),
        pytest.param({"age": ""}, "age", None, id="an empty box"),
        pytest.param({"age": None}, "age", None, id="null"),
    ],
)
def test_reads_what_people_and_programs_write(schema, told, field, read):
    found = getattr(schema.load(told), field)

    assert found == (frozenset(read) if isinstance(read, set) else read)


NOT_A_PLACE = "Use a ward or the first half of a postcode"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        pytest.param({"age": 121}, "Enter an age from 0 to 120", id="too old"),
        pytest.param({"age": 14.5}, "Enter an age", id="half a year"),
        pytest.param({"age": True}, "Enter an age", id="a truth value for a number"),
        pytest.param({"age": 10**400}, "Enter an age", id="a number without end"),
        pytest.param({"age": [14]}, "Enter an age", id="a list for a number"),
        pytest.param({"school_year": "15"}, "Enter a school year", id="no such year"),
        pytest.param({"birth_month": "2013-13"}, "Enter a birth month", id="no such month"),
        pytest.param({"birth_month": "14/08/2013"}, "Enter a birth month", id="a birth date"),
        pytest.param({"birth_month": {}}, "Enter a birth month", id="an object for a month"),
        pytest.param({"home": "LS1 1AA"}, NOT_A_PLACE, id="a full postcode"),
        pytest.param({"home": "Atlantis"}, NOT_A_PLACE, id="a myth"),
        pytest.param({"home": {"street": "x"}}, "A place has a ward", id="a street"),
        pytest.param({"home": {"areas": 3}}, "Use a list of codes", id="areas that are none"),
        pytest.param({"needs": ["foo"]}, "'foo' is not one of the codes. Use ", id="no such need"),
        pytest.param({"needs": {"a": 1}}, "Use a list of codes", id="an object for a list"),
        pytest.param({"needs": [["debt"]]}, "Use a list of codes", id="a list in a list"),
        pytest.param({"level": "low"}, "'low' is not one of the codes. Use universal,", id="level"),
        pytest.param({"send": ["ehcp"]}, "is not one of the codes", id="a list for one code"),
        pytest.param({"attendance": 101}, "Enter attendance as a percentage", id="more than all"),
        pytest.param({"attendance": -1}, "Enter attendance as a percentage", id="less than none"),
        pytest.param({"attendance": float("nan")}, "Enter attendance as a", id="not a number"),
        pytest.param({"attendance": "often"}, "'often' is not one of the codes", id="a word"),
        pytest.param({"suspensions": -1}, "Enter a number from 0 to 99", id="fewer than none"),
        pytest.param({"can_travel": "perhaps"}, "Use true or false", id="perhaps"),
        pytest.param({"places_not_safe": ["Atlantis"]}, "'Atlantis' is not a ward", id="no ward"),
        pytest.param({"name": "Pat"}, "A situation has no such field", id="a name"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(schema, told, sentence):
    with pytest.raises(ValidationError) as refused:
        schema.load(told)

    [said] = refused.value.messages_dict[next(iter(told))]
    assert said.startswith(sentence) or sentence in said


@pytest.mark.parametrize("sent", [[], "x", None, 3])
def test_what_is_no_object_is_refused(schema, sent):
    with pytest.raises(ValidationError):
        schema.load(sent)


def test_has_every_field_of_a_situation_and_no_other(schema):
    assert set(schema.fields) == set(Situation.__dataclass_fields__)


@pytest.mark.parametrize(
    ("field", "codes"), [("send_areas", SendArea), ("tried", TriedStep), ("access_needs", Access)]
)
def test_a_list_takes_each_of_its_codes(schema, field, codes):
    assert getattr(schema.load({field: list(codes)}), field) == frozenset(codes)
