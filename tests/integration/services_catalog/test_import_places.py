"""The places an import knows ..."""

import pytest

from services_catalog.codes import AreaKind
from services_catalog.listing import ListedArea
from services_catalog.models import Area, AreaScheme, Authority, Postcode, Ward
from services_catalog.open_referral.known_places import KnownPlaces
from services_catalog.open_referral.taking import PlacedPostcode

POINT = {"latitude": 51.45, "longitude": -2.59}


@pytest.fixture
def places(session):
    session.add(Authority(code="E06000023", name="Bristol, City of"))
    session.flush()
    session.add(Ward(code="E05010892", name="Central", authority_code="E06000023", **POINT))
    session.add(AreaScheme(code="three_areas", name="Three areas"))
    session.flush()
    session.add(Area(code="three_areas/south", scheme_code="three_areas", name="South Bristol"))
    session.add(
        Postcode(
            code="BS1 5TR",
            ward_code="E05010892",
            authority_code="E06000023",
            live=True,
            **POINT,
        )
    )
    session.flush()
    return KnownPlaces(session)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Bristol", "E06000023", id="a town"),
        pytest.param("Bristol City Council", "E06000023", id="its council"),
        pytest.param("http://statistics.data.gov.uk/id/E06000023", "E06000023", id="a code"),
        pytest.param("Bath", None, id="not known here"),
        pytest.param("", None, id="nothing"),
        pytest.param("Council", None, id="no name at all"),
    ],
)
def test_include_authorities_by_name_or_code(places, text, code):
    assert places.authority(text) == code


@pytest.mark.parametrize(
    ("text", "area"),
    [
        pytest.param("Central", ListedArea(kind=AreaKind.WARD, code="E05010892"), id="a ward"),
        pytest.param("E05010892", ListedArea(kind=AreaKind.WARD, code="E05010892"), id="its code"),
        pytest.param(
            "south bristol", ListedArea(kind=AreaKind.AREA, code="three_areas/south"), id="an area"
        ),
        pytest.param(
            "Bristol", ListedArea(kind=AreaKind.AUTHORITY, code="E06000023"), id="an authority"
        ),
        pytest.param("Atlantis", None, id="nowhere"),
    ],
)
def test_include_areas_of_every_kind(places, text, area):
    assert places.area(text) == area


def test_include_the_ward_of_a_postcode(places):
    found = places.postcode("BS1 5TR")

    assert found == PlacedPostcode(ward_code="E05010892", **POINT)
    assert places.postcode("BS1 5TS") is None
