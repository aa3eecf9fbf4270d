"""What codes in rules are called, and what is known of a home."""

import pytest

from eligibility import Level, LevelScale, Naming, Place, sentence_of
from eligibility.criteria import AccessProvided, InArea, NeedAmong
from services_catalog.criteria_names import CatalogueNames, inside_a_sentence, place_of
from tests.unit.search.gazetteer import AUTHORITY, MIDDLE, SOUTH, TOWN

NAMES = CatalogueNames(gazetteer=TOWN, access={"step_free": "No steps"})


@pytest.mark.parametrize(
    ("naming", "code", "name"),
    [
        pytest.param(Naming.PLACE, MIDDLE, "Sampleworth", id="a ward"),
        pytest.param(Naming.PLACE, "districts/east", "East", id="an area"),
        pytest.param(Naming.PLACE, AUTHORITY, "Exampleton", id="an authority"),
        pytest.param(Naming.PLACE, "E05999999", "E05999999", id="a place that is not known"),
        pytest.param(Naming.NEED, "neurodiversity", "autism and ADHD", id="a need"),
        pytest.param(Naming.NEED, "lgbt", "LGBT+", id="a need that is an abbreviation"),
        pytest.param(Naming.NEED, "from_the_future", "from the future", id="a need not known"),
        pytest.param(Naming.STRENGTH, "trusted_adult", "a trusted adult", id="a strength"),
        pytest.param(Naming.LANGUAGE, "so", "Somali", id="a language"),
        pytest.param(Naming.ACCESS, "step_free", "no steps", id="access, as screens call it"),
        pytest.param(Naming.ACCESS, "quiet_space", "quiet space", id="access without a label"),
        pytest.param(Naming.LEVEL, "targeted", "more help", id="a level"),
        pytest.param(Naming.LEVEL, "from_the_future", "from the future", id="a level not known"),
        pytest.param(Naming.CARE, "in_care", "in care", id="a list of eligibility"),
    ],
)
def test_codes_have_names_that_fit_a_sentence(naming, code, name):
    assert NAMES.name(naming, code) == name


def test_a_level_is_called_what_the_partnership_calls_it():
    rows = [{"level": str(level), "plain": f"Step {n}"} for n, level in enumerate(Level, 1)]
    names = CatalogueNames(gazetteer=TOWN, levels=LevelScale.from_rows(rows))

    assert names.name(Naming.LEVEL, "targeted") == "step 3"


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (InArea(wards=frozenset({MIDDLE})), "For people who live in Sampleworth."),
        (NeedAmong(codes=frozenset({"bereavement"})),
         "For people with any of these needs: bereavement."),
        (AccessProvided(codes=frozenset({"step_free"})), "It says that it has no steps."),
    ],
    ids=["area", "need", "access"],
)  # fmt: skip
def test_rules_are_read_out_with_them(rule, sentence):
    assert sentence_of(rule, names=NAMES) == sentence


@pytest.mark.parametrize(
    ("label", "inside"), [("Good friends", "good friends"), ("LGBT+ life", "LGBT+ life"), ("", "")]
)
def test_a_label_inside_a_sentence(label, inside):
    assert inside_a_sentence(label) == inside


@pytest.mark.parametrize(
    ("home", "place"),
    [
        pytest.param(
            MIDDLE,
            Place(ward=MIDDLE, authority=AUTHORITY, areas=frozenset({"districts/east"})),
            id="a ward",
        ),
        pytest.param(
            SOUTH, Place(ward=SOUTH, authority=AUTHORITY, areas=frozenset()), id="in no area"
        ),
        pytest.param(
            "BS99", Place(ward=SOUTH, authority=AUTHORITY, areas=frozenset()), id="one ward"
        ),
        pytest.param("BS98", Place(authority=AUTHORITY), id="several wards: ward not known"),
    ],
)
def test_what_is_known_of_a_home(home, place):
    assert place_of(TOWN.homes[home], TOWN) == place
