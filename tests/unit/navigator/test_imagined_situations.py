"""situations ..."""

from navigator.simulation.situations import AGES, WAYS, situations
from services_catalog.reference import needs
from tests.unit.search.gazetteer import TOWN


def test_every_ward_has_every_age_in_every_way():
    found = list(situations(TOWN))

    assert len(found) == len(TOWN.wards) * len(AGES) * len(WAYS)
    assert {(each.place, each.situation.age) for each in found} == {
        (ward.name, age) for ward in TOWN.wards.values() for age in range(5, 26)
    }


def test_the_same_places_give_the_same_situations():
    assert list(situations(TOWN)) == list(situations(TOWN))


def test_their_needs_are_in_the_table():
    asked = {code for each in situations(TOWN) for code in each.situation.needs or ()}

    assert asked
    assert asked <= needs().keys()
