"""Places in memory."""

import pytest

from services_catalog.codes import AreaKind
from services_catalog.gazetteer import AreaFacts, Gazetteer, OutcodeFacts, WardFacts

HERE, THERE, ELSEWHERE = "E05000001", "E05000002", "E05000003"


def ward(code, name, latitude, authority="E06000001"):
    return WardFacts(
        code=code, name=name, authority_code=authority, latitude=latitude, longitude=-2.6
    )


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(
        wards={
            HERE: ward(HERE, "Hilltop and Sandy Vale", 51.40),
            THERE: ward(THERE, "Sandy Vale", 51.43),
            ELSEWHERE: ward(ELSEWHERE, "Harbour", 51.50, "E06000002"),
        },
        authorities={"E06000001": "Exampleshire"},
        areas={
            "three/south": AreaFacts(
                code="three/south", scheme="three", name="South", wards=frozenset({HERE, THERE})
            )
        },
        schemes={},
        outcodes={
            "ZZ1": OutcodeFacts(
                code="ZZ1",
                latitude=51.41,
                longitude=-2.6,
                authorities=frozenset({"E06000001"}),
                wards=frozenset({HERE, THERE}),
            )
        },
        neighbourhoods={"Mill End": HERE, "Quay": ELSEWHERE, "Far Away": "E05999999"},
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param(HERE, HERE, id="a ward code"),
        pytest.param(HERE.lower(), HERE, id="a ward code in lower case"),
        pytest.param("Hilltop & Sandy Vale", HERE, id="& for and"),
        pytest.param("HILLTOP and  sandy-vale", HERE, id="case and punctuation"),
        pytest.param("hilltop", HERE, id="a part that only one ward has"),
        pytest.param("sandy vale", THERE, id="a ward's own name before a part of another's"),
        pytest.param("mill end", HERE, id="a neighbourhood"),
        pytest.param("zz1", "ZZ1", id="an outward code"),
    ],
)
def test_a_home_is_found(gazetteer, typed, code):
    assert gazetteer.home(typed).code == code


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("nowhere", id="a name nobody knows"),
        pytest.param("ZZ9", id="an outward code nobody knows"),
        pytest.param("ZZ1 1AA", id="a full postcode, which must not stand in an address"),
        pytest.param("Far Away", id="a neighbourhood of a ward that is not here"),
        pytest.param("\x00", id="a null byte"),
        pytest.param("a" * 10_000, id="very long"),
    ],
)
def test_no_home_is_found(gazetteer, typed):
    assert gazetteer.home(typed) is None


def test_a_name_of_two_wards_is_no_home():
    twins = Gazetteer(
        wards={HERE: ward(HERE, "Central", 51.4), THERE: ward(THERE, "Central", 53.4)},
        authorities={},
        areas={},
        schemes={},
        outcodes={},
    )

    assert twins.home("central") is None
    assert twins.home(HERE).code == HERE


def test_a_ward_is_a_home_of_one_ward(gazetteer):
    home = gazetteer.home("harbour")

    assert (home.label, home.wards, home.authorities) == (
        "Harbour",
        frozenset({ELSEWHERE}),
        frozenset({"E06000002"}),
    )


def test_an_outward_code_is_a_home_of_all_its_wards(gazetteer):
    home = gazetteer.home("ZZ1")

    assert (home.label, home.wards) == ("ZZ1", frozenset({HERE, THERE}))


@pytest.mark.parametrize(
    ("point", "near"),
    [
        pytest.param((51.40, -2.6), {HERE, THERE, "ZZ1"}, id="in the middle of one"),
        pytest.param((51.4645, -2.6), {THERE, ELSEWHERE}, id="3.8 and 3.9 km away"),
        pytest.param((51.365, -2.6), {HERE}, id="3.9 km from one, 5 km from the next"),
        pytest.param((51.40, -2.543), {HERE}, id="3.95 km east, across a square"),
        pytest.param((51.40, -2.54), set(), id="4.2 km east"),
        pytest.param((55.0, -1.6), set(), id="another city"),
    ],
)
def test_homes_near_a_point_are_within_four_kilometres(gazetteer, point, near):
    assert gazetteer.homes_near(*point) == near


@pytest.mark.parametrize(
    ("kind", "code", "wards", "name"),
    [
        pytest.param(AreaKind.WARD, HERE, {HERE}, "Hilltop and Sandy Vale", id="a ward"),
        pytest.param(AreaKind.WARD, "E05999999", set(), "E05999999", id="an unknown ward"),
        pytest.param(AreaKind.AREA, "three/south", {HERE, THERE}, "South", id="an area"),
        pytest.param(AreaKind.AREA, "three/west", set(), "three/west", id="an unknown area"),
        pytest.param(
            AreaKind.AUTHORITY, "E06000001", {HERE, THERE}, "Exampleshire", id="authority"
        ),
        pytest.param(AreaKind.AUTHORITY, "E06000009", set(), "E06000009", id="unknown authority"),
        pytest.param(
            AreaKind.NATIONAL, "", {HERE, THERE, ELSEWHERE}, "Everywhere in the country", id="all"
        ),
    ],
)
def test_an_area_served_has_wards_and_a_name(gazetteer, kind, code, wards, name):
    assert gazetteer.wards_served(kind, code) == wards
    assert gazetteer.name_of(kind, code) == name


def test_place_names_are_the_ward_and_its_neighbourhoods(gazetteer):
    assert gazetteer.place_names(HERE) == ("Hilltop and Sandy Vale", "Mill End")
    assert gazetteer.place_names("E05999999") == ()
