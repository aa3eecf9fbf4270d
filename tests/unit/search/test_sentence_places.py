"""Sentences with the names of places that ship: none is taken for something else."""

import pytest

from search.sentence import read_sentence
from services_catalog.gazetteer import Gazetteer, WardFacts
from services_catalog.reference.tables import read_table


def ward(row) -> WardFacts:
    return WardFacts(
        code=row["code"],
        name=row["name"],
        authority_code=row["authority_code"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


WARDS = {row["code"]: ward(row) for row in read_table("geography/wards.csv")}
NEIGHBOURHOODS = {
    row["name"]: row["home"] for row in read_table("neighbourhoods.csv") if row["home"] in WARDS
}
SHIPPED = Gazetteer(
    wards=WARDS,
    authorities={},
    areas={},
    schemes={},
    outcodes={},
    neighbourhoods=NEIGHBOURHOODS,
)
NAMED = {each.name: code for code, each in WARDS.items()} | NEIGHBOURHOODS


def test_the_sentence_of_the_journey():
    typed = "Y9, Hartcliffe, 62% attendance, suspended twice, ADHD assessment pending"

    sentence = read_sentence(typed, SHIPPED)

    assert sentence.home.label == "Hartcliffe and Withywood"
    assert (sentence.situation.school_year, sentence.situation.suspensions) == (9, 2)
    assert sentence.rest == ""


@pytest.mark.parametrize("template", ["Y9, {}, suspended twice", "boy 14 {} suspended twice EHCP"])
def test_every_place_that_ships_is_read_as_home(template):
    assert len(NAMED) > 80, "too few places, so this would prove little"

    homes = {name: read_sentence(template.format(name), SHIPPED).home for name in NAMED}

    wrong = {name for name, home in homes.items() if home is None or home.code != NAMED[name]}
    assert wrong == set()
