"""A context without a database: one known postcode, one authority, two categories."""

from datetime import date

import pytest

from services_catalog.codes import AreaKind
from services_catalog.listing import ListedArea
from services_catalog.open_referral.taking import Context, PlacedPostcode, Taking


class FewPlaces:
    def postcode(self, text):
        known = PlacedPostcode(ward_code="E05010892", latitude=51.4527, longitude=-2.6015)
        return known if text == "BS1 5TR" else None

    def authority(self, text):
        return "E06000023" if "Bristol" in text else None

    def area(self, text):
        return ListedArea(kind=AreaKind.WARD, code="E05010892") if text == "Central" else None


def needs_for(vocabulary, term):
    known = {
        ("placecube_audience", "Homeless"): ("housing",),
        ("esd", "http://id.esd.org.uk/service/627"): ("trusted_adult",),
    }
    return known.get((vocabulary, term))


@pytest.fixture
def context():
    return Context(feed="a feed", on=date(2026, 11, 2), places=FewPlaces(), needs_for=needs_for)


@pytest.fixture
def taking(context):
    return Taking(context)
