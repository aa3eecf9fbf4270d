"""The tables of levels and wordings: what is wrong in them is said, with its row."""

import pytest

from eligibility import LEVELS, Level
from services_catalog.level_queries import SHIPPED, NeedLevels
from services_catalog.level_table import LevelsInvalid, checked_levels, checked_wordings
from services_catalog.reference import LevelWording, level_wordings

ROWS = [
    {"level": str(level), "plain": f"Step {n}", "official": "", "meaning": "What it is."}
    for n, level in enumerate(Level, 1)
]


def changed(number, **cells):
    return [row | cells if n == number else row for n, row in enumerate(ROWS, 2)]


def test_four_levels_are_read_in_any_order():
    found = checked_levels(ROWS[::-1])

    assert [entry.plain for entry in found] == ["Step 1", "Step 2", "Step 3", "Step 4"]
    assert [entry.step for entry in found] == [1, 2, 3, 4]


def test_the_levels_that_ship_could_be_set():
    rows = [{c: getattr(entry, c) for c in ROWS[0]} for entry in LEVELS]

    assert checked_levels(rows) == LEVELS


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(changed(3, level="gold"), "Row 3: 'gold' is no level", id="unknown level"),
        pytest.param(changed(4, level="universal"), "Row 4: the level universal", id="twice"),
        pytest.param(changed(5, plain=" "), "Row 5: write something under plain", id="no label"),
        pytest.param(changed(2, meaning=""), "Row 2: write something under mean", id="no meaning"),
        pytest.param(changed(3, plain="STEP 1"), "Row 3: another level is called", id="one label"),
        pytest.param(changed(2, plain="x" * 61), "Row 2: plain must be 60", id="long label"),
        pytest.param(changed(2, meaning="a\x00"), "Row 2: meaning holds", id="a zero byte"),
        pytest.param(ROWS[:3], "each of these levels: specialist", id="one missing"),
        pytest.param([], "universal, early_help, targeted, specialist", id="none at all"),
    ],
)
def test_a_wrong_table_of_levels_is_refused(rows, said):
    with pytest.raises(LevelsInvalid, match=said):
        checked_levels(rows)


WORDING = {"provider": "Example Trust", "wording": "Gold", "level": "targeted"}


def test_a_wording_may_mean_several_levels():
    assert len(checked_wordings([WORDING, WORDING | {"level": "specialist"}])) == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([WORDING, WORDING | {"level": "x"}], "Row 3: 'x' is no", id="unknown level"),
        pytest.param([WORDING, WORDING], "Row 3 says the same", id="twice"),
        pytest.param([WORDING, WORDING | {"wording": "GOLD!"}], "Row 3 says", id="twice, folded"),
        pytest.param([WORDING | {"wording": ""}], "Row 2: write something", id="no wording"),
        pytest.param([WORDING | {"wording": "?"}], "Row 2: the wording has no", id="no letter"),
        pytest.param([WORDING | {"provider": "x" * 201}], "Row 2: provider must", id="long"),
        pytest.param([WORDING] * 5001, "at most 5000", id="too many"),
    ],
)
def test_a_wrong_table_of_wordings_is_refused(rows, said):
    with pytest.raises(LevelsInvalid, match=said):
        checked_wordings(rows)


def test_the_wordings_that_ship_could_be_set_and_are_everyones():
    found = checked_wordings([each.as_row() for each in level_wordings()])

    assert found == level_wordings()
    assert {each.provider for each in found} == {""}


@pytest.mark.parametrize(
    ("wording", "level"),
    [
        ("Tier 2", Level.EARLY_HELP),
        ("level 3", Level.TARGETED),
        ("Universal Plus", Level.EARLY_HELP),
        ("THRESHOLD 3", Level.TARGETED),
        ("Early Help", Level.EARLY_HELP),
        ("more help", Level.TARGETED),
    ],
)
def test_usual_words_and_labels_mean_a_level(wording, level):
    assert SHIPPED.crosswalk.levels_of(wording) == {level}


def test_a_label_of_the_scale_beats_the_table():
    names = ["Anyone", "Complex", "Hard", "Harm"]
    own = checked_levels([row | {"plain": n} for row, n in zip(ROWS, names, strict=True)])
    found = NeedLevels(scale=type(SHIPPED.scale)(levels=own), wordings=level_wordings())

    assert found.crosswalk.levels_of("complex") == {Level.EARLY_HELP}


def test_a_providers_own_words_are_told_from_everyones():
    wordings = checked_wordings([WORDING, WORDING | {"provider": ""}])
    found = NeedLevels(scale=SHIPPED.scale, wordings=wordings)

    assert found.said_by("example trust") == (
        LevelWording(provider="Example Trust", wording="Gold", level=Level.TARGETED),
    )
    assert found.said_by("Another") == ()
