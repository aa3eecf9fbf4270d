"""The scale of need, in whatever words a partnership uses."""

import pytest

from eligibility import LEVELS, Level, LevelCrosswalk, LevelScale, NotAScale, next_level

ROWS = [
    {"level": "specialist", "plain": "Level 4", "official": "Acute", "meaning": "Harm."},
    {"level": "universal", "plain": "Level 1"},
    {"level": "targeted", "plain": " Level 3 "},
    {"level": "early_help", "plain": "Level 2"},
]
WORDINGS = [
    {"provider": "", "wording": "Complex", "level": "targeted"},
    {"provider": "Example Trust", "wording": "Complex", "level": "targeted"},
    {"provider": "Example Trust", "wording": "Complex", "level": "specialist"},
    {"wording": "Tier-2", "level": "early_help"},
]
EVERY_LEVEL = "universal, early_help, targeted, specialist"
EACH_ONCE = f"Give each of these levels once: {EVERY_LEVEL}."


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
    assert (scale[Level.UNIVERSAL].official, scale[Level.UNIVERSAL].meaning) == ("", "")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(ROWS[1:], EACH_ONCE, id="one is missing"),
        pytest.param([*ROWS, ROWS[0]], EACH_ONCE, id="one is there twice"),
        pytest.param(
            [*ROWS[1:], {"level": "acute", "plain": "X"}],
            f"'acute' is not a level. Use one of {EVERY_LEVEL}.",
            id="unknown",
        ),
        pytest.param(
            [*ROWS[1:], {"plain": "X"}],
            f"'' is not a level. Use one of {EVERY_LEVEL}.",
            id="no level at all",
        ),
        pytest.param(
            [*ROWS[1:], {"level": "specialist", "plain": " "}],
            "Give the level specialist a plain label.",
            id="blank",
        ),
        pytest.param(
            [*ROWS[1:], {"level": "specialist"}],
            "Give the level specialist a plain label.",
            id="no label at all",
        ),
    ],
)
def test_a_scale_refuses_rows_that_are_not_the_four_levels(rows, said):
    with pytest.raises(NotAScale) as refused:
        LevelScale.from_rows(rows)

    assert str(refused.value) == said


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
    crosswalk = LevelCrosswalk.from_rows(WORDINGS)

    assert crosswalk.levels_of(wording, provider=provider) == levels


def test_without_a_provider_a_wording_means_what_it_means_to_everyone():
    assert LevelCrosswalk.from_rows(WORDINGS).levels_of("complex") == {Level.TARGETED}


def test_a_row_without_a_wording_is_about_an_empty_one():
    crosswalk = LevelCrosswalk.from_rows([{"provider": "Example Trust", "level": "targeted"}])

    assert crosswalk.levels_of("", provider="Example Trust") == {Level.TARGETED}


def test_a_crosswalk_refuses_an_unknown_level():
    with pytest.raises(NotAScale, match="'gold' is not a level"):
        LevelCrosswalk.from_rows([{"wording": "Gold", "level": "gold"}])
    with pytest.raises(NotAScale, match=r"^'' is not a level"):
        LevelCrosswalk.from_rows([{"wording": "Gold"}])
