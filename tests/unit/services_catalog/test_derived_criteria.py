"""derived_criteria ..."""

import pytest

from eligibility.criteria import AgeBetween, Anyone, InArea
from services_catalog.codes import AreaKind
from services_catalog.derived_criteria import derived_criteria
from services_catalog.listing import ListedArea, ListedOrganisation, Listing

WARD = ListedArea(kind=AreaKind.WARD, code="E05000001")
OTHER_WARD = ListedArea(kind=AreaKind.WARD, code="E05000002")
AUTHORITY = ListedArea(kind=AreaKind.AUTHORITY, code="E06000023")
AREA = ListedArea(kind=AreaKind.AREA, code="scheme/south")
NATIONAL = ListedArea(kind=AreaKind.NATIONAL)


@pytest.mark.parametrize(
    ("ages", "areas", "rules"),
    [
        pytest.param((None, None), (), (), id="nothing said"),
        pytest.param((11, 17), (), (AgeBetween(lowest=11, highest=17),), id="ages"),
        pytest.param((0, None), (), (AgeBetween(lowest=0),), id="no highest age"),
        pytest.param((None, 25), (), (AgeBetween(highest=25),), id="no lowest age"),
        pytest.param(
            (None, None),
            (WARD, OTHER_WARD),
            (InArea(wards=frozenset({"E05000001", "E05000002"})),),
            id="one rule for all areas, since one is enough",
        ),
        pytest.param(
            (11, 17),
            (WARD, AREA, AUTHORITY),
            (
                AgeBetween(lowest=11, highest=17),
                InArea(
                    wards=frozenset({"E05000001"}),
                    areas=frozenset({"scheme/south"}),
                    authorities=frozenset({"E06000023"}),
                ),
            ),
            id="ages and areas of every kind",
        ),
        pytest.param((None, None), (NATIONAL,), (Anyone(),), id="everywhere, any age"),
        pytest.param((None, None), (WARD, NATIONAL), (Anyone(),), id="everywhere beats a ward"),
        pytest.param((11, None), (NATIONAL,), (AgeBetween(lowest=11),), id="everywhere, by age"),
    ],
)
def test_ages_and_areas_become_rules(ages, areas, rules):
    listing = Listing(
        feed="test",
        source_id="one",
        name="Example",
        organisation=ListedOrganisation(source_id="o", name="Example"),
        lowest_age=ages[0],
        highest_age=ages[1],
        areas=areas,
    )

    assert derived_criteria(listing) == rules
