"""The places that ship, on both databases."""

from collections import Counter
from importlib import resources

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services_catalog.codes import AreaKind
from services_catalog.gazetteer_loading import load_geography
from services_catalog.models import Area, AreaScheme, Authority, Postcode
from services_catalog.places import find_postcode, home_for_postcode, load_gazetteer

BRISTOL = "E06000023"
SHIPPED_POSTCODES = 46_466
MEGABYTE = 1_000_000


@pytest.fixture
def loaded(session):
    return load_geography(session)


@pytest.fixture(scope="module")
def gazetteer(engine):
    """What ships, as it is read: it never changes, so every test here can share it."""
    with Session(engine) as own:
        load_geography(own)
        read = load_gazetteer(own)
        own.rollback()
    return read


def test_everything_is_added_on_first_start(session):
    said = []

    counts = load_geography(session, progress=said.append)

    assert (counts.wards, counts.areas, counts.outcodes) == (34, 9, 39)
    assert counts.postcodes == SHIPPED_POSTCODES
    assert said[-1] == "Places: 46,466 postcodes added."


def test_loading_again_adds_nothing(session, loaded):
    again = load_geography(session)

    assert loaded.postcodes
    assert set(_values(again)) == {0}
    assert session.scalar(select(func.count()).select_from(Postcode)) == SHIPPED_POSTCODES


def test_what_an_administrator_corrected_stays(session, loaded):
    session.get_one(AreaScheme, "three_areas").verified = True
    session.get_one(Authority, BRISTOL).name = "City of Bristol"
    area = session.get_one(Area, "three_areas/north")
    moved = area.wards.pop()
    session.delete(moved)
    session.flush()

    load_geography(session)

    session.expire_all()
    assert session.get_one(AreaScheme, "three_areas").verified is True
    assert session.get_one(Authority, BRISTOL).name == "City of Bristol"
    assert len(session.get_one(Area, "three_areas/north").wards) == 11


@pytest.mark.parametrize(
    ("scheme", "sizes"),
    [
        pytest.param("three_areas", [11, 11, 12], id="three areas"),
        pytest.param("former_committees", [4, 5, 6, 6, 6, 7], id="six former committees"),
    ],
)
def test_every_ward_is_in_one_area_of_each_scheme(gazetteer, scheme, sizes):
    areas = [area for area in gazetteer.areas.values() if area.scheme == scheme]
    counts = Counter(ward for area in areas for ward in area.wards)

    assert counts == dict.fromkeys(gazetteer.wards, 1)
    assert sorted(len(area.wards) for area in areas) == sizes


def test_the_schemes_are_unverified_and_say_where_they_come_from(gazetteer):
    assert [s.code for s in gazetteer.schemes.values() if s.verified or not s.source] == []


@pytest.mark.usefixtures("loaded")
def test_every_authority_of_a_postcode_has_a_name(session, gazetteer):
    codes = set(session.scalars(select(Postcode.authority_code).distinct()))

    assert codes == set(gazetteer.authorities)
    assert gazetteer.authorities[BRISTOL] == "Bristol"


def test_every_neighbourhood_is_of_a_known_home(gazetteer):
    unknown = [
        name for name, code in gazetteer.neighbourhoods.items() if code not in gazetteer.homes
    ]

    assert gazetteer.neighbourhoods
    assert unknown == []


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        pytest.param("Hartcliffe", "Hartcliffe and Withywood", id="half a ward's name"),
        pytest.param("withywood", "Hartcliffe and Withywood", id="the other half"),
        pytest.param(
            "Hartcliffe & Withywood", "Hartcliffe and Withywood", id="as the council does"
        ),
        pytest.param("Lawrence Weston", "Avonmouth and Lawrence Weston", id="two words"),
        pytest.param("Knowle West", "Filwood", id="a name that is not the ward's"),
        pytest.param("knowle", "Knowle", id="and the ward beside it"),
        pytest.param("St Paul's", "Ashley", id="an apostrophe"),
        pytest.param("barton hill", "Lawrence Hill", id="Barton Hill"),
        pytest.param("Totterdown", "Windmill Hill", id="Totterdown"),
        pytest.param("Shirehampton", "Avonmouth and Lawrence Weston", id="Shirehampton"),
        pytest.param("sea mills", "Stoke Bishop", id="Sea Mills"),
        pytest.param("clifton down", "Clifton Down", id="not Clifton"),
        pytest.param("Kingswood", "BS15", id="outside the city"),
        pytest.param("bs13", "BS13", id="an outward code"),
    ],
)
def test_homes_are_found_by_what_people_call_them(gazetteer, typed, label):
    assert gazetteer.home(typed).label == label


def test_an_outward_code_knows_the_wards_and_authorities_it_reaches_into(gazetteer):
    bs16 = gazetteer.home("BS16")
    names = {gazetteer.wards[code].name for code in bs16.wards}

    assert {"Frome Vale", "Hillfields", "Eastville"} <= names
    assert bs16.authorities == {BRISTOL, "E06000025"}


def test_a_ward_is_near_its_own_middle(gazetteer):
    for ward in gazetteer.wards.values():
        assert ward.code in gazetteer.homes_near(ward.latitude, ward.longitude)


def test_bristol_serves_its_34_wards(gazetteer):
    assert len(gazetteer.wards_served(AreaKind.AUTHORITY, BRISTOL)) == 34


@pytest.mark.usefixtures("loaded")
def test_a_postcode_becomes_its_ward_or_where_that_is_not_known_its_outward_code(
    session, gazetteer
):
    typed = {"bs16nb": "Central", "BS37 4AA": "BS37", "BS99 9ZZ": "BS99"}

    homes = {text: home_for_postcode(session, gazetteer, text).label for text in typed}

    assert homes == typed


def test_what_is_no_postcode_here_becomes_no_home(session, gazetteer):
    typed = ["LU7 ONY", "boxing", "", "BS13", "\x00", "9" * 10_000]

    assert [t for t in typed if home_for_postcode(session, gazetteer, t)] == []


def test_a_postcode_is_found_however_it_is_typed(session, loaded):
    assert find_postcode(session, "bsI 6nb") is session.get_one(Postcode, "BS1 6NB")
    assert find_postcode(session, "ZZ9 9ZZ") is None


def test_the_shipped_files_are_small():
    folder = resources.files("services_catalog.reference") / "geography"
    sizes = [len(file.read_bytes()) for file in folder.iterdir() if file.is_file()]

    assert max(sizes) < MEGABYTE
    assert sum(sizes) < 1.5 * MEGABYTE


def test_the_attribution_ships():
    notice = resources.files("services_catalog.reference") / "geography" / "ATTRIBUTION.md"

    assert "Open Government Licence v3.0" in notice.read_text(encoding="utf-8")


def _values(counts):
    return [getattr(counts, name) for name in counts.__slots__]
