"""The scale of need, in whatever words a partnership uses."""

import pytest

from eligibility import LEVELS, Level, LevelCrosswalk, LevelScale, NotAScale, next_level

ROWS = [
    {"level": "specialist", "plain": "Level 4", "official": "Acute", "meaning": "Harm."},
    {"level": "universal", "plain": "Level 1"},
    {"level": "targeted", "plain": " Level 3 "},
    {"level": "early_help", "plain": "Level 2"},
]
CROSSWALK = LevelCrosswalk.from_rows(
    [
        {"provider": "", "wording": "Complex", "level": "targeted"},
        {"provider": "Example Trust", "wording": "Complex", "level": "targeted"},
        {"provider": "Example Trust", "wording": "Complex", "level": "specialist"},
        {"provider": "", "wording": "Tier-2", "level": "early_help"},
    ]
)


@pytest.mark.parametrize(
    ("level", "step", "found"),
    [
        pytest.param(Level.EARLY_HELP, 1, Level.TARGETED, id="more help"),
        pytest.param(Level.EARLY_HELP, -1, Level.UNIVERSAL, id="less help"),
        pytest.param(Level.SPECIALIST, 1, None, id="nothing above the last"),
        pytest.param(Level.UNIVERSAL, -1, None, id="nothing below the first"),
    ],
)
def test_next_level(level, step, found):
    assert next_level(level, step) is found


def test_a_scale_without_rows_is_the_shared_one():
    assert LevelScale().levels == LEVELS
    assert LevelScale()[Level.TARGETED].plain == "More help"


def test_a_scale_takes_a_partnerships_own_words_in_any_order():
    scale = LevelScale.from_rows(ROWS)

    assert [entry.plain for entry in scale.levels] == ["Level 1", "Level 2", "Level 3", "Level 4"]
    assert [entry.step for entry in scale.levels] == [1, 2, 3, 4]
    assert scale[Level.SPECIALIST].official == "Acute"
    assert scale[Level.SPECIALIST].meaning == "Harm."
    assert scale[Level.UNIVERSAL].official == ""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(ROWS[1:], "each of these levels once", id="one is missing"),
        pytest.param([*ROWS, ROWS[0]], "each of these levels once", id="one is there twice"),
        pytest.param([*ROWS[1:], {"level": "acute", "plain": "X"}], "'acute' is not", id="unknown"),
        pytest.param([*ROWS[1:], {"level": "specialist", "plain": " "}], "plain label", id="blank"),
    ],
)
def test_a_scale_refuses_rows_that_are_not_the_four_levels(rows, said):
    with pytest.raises(NotAScale, match=said):
        LevelScale.from_rows(rows)


@pytest.mark.parametrize(
    ("wording", "provider", "levels"),
    [
        pytest.param("complex", "", {Level.TARGETED}, id="everyone's meaning"),
        pytest.param(
            "COMPLEX", "example trust", {Level.TARGETED, Level.SPECIALIST}, id="a provider's own"
        ),
        pytest.param("complex", "Another", {Level.TARGETED}, id="another provider: everyone's"),
        pytest.param("tier 2", "Example Trust", {Level.EARLY_HELP}, id="not said: everyone's"),
        pytest.param("platinum", "", set(), id="unknown wording means nothing"),
    ],
)
def test_a_providers_wording_means_these_levels(wording, provider, levels):
    assert CROSSWALK.levels_of(wording, provider=provider) == levels


def test_a_crosswalk_refuses_an_unknown_level():
    with pytest.raises(NotAScale, match="'gold' is not a level"):
        LevelCrosswalk.from_rows([{"wording": "Gold", "level": "gold"}])
