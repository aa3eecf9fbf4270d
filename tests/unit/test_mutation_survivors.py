"""What mutmut says is read right, and fails where it should."""

import pytest

from mutation.survivors import Counts, Survivor, explanations, failures, survivor_of

SHOWN = """# eligibility.levels.x_next_level__mutmut_3: survived
--- eligibility/levels.py
+++ eligibility/levels.py
@@ -1,3 +1,3 @@
 def next_level(level: Level, step: int) -> Level | None:
-    by_step = {place: found}
+    by_step = None
     return by_step.get(STEPS[level] + step)
"""
ALIVE = Survivor("eligibility.levels.next_level", "by_step = {place: found}", "by_step = None")


@pytest.mark.parametrize(
    ("name", "where"),
    [
        pytest.param("search.ranking.x_score__mutmut_7", "search.ranking.score", id="a function"),
        pytest.param(
            "search.ranking.x__bands__mutmut_12", "search.ranking._bands", id="a private one"
        ),
        pytest.param(
            "eligibility.among.xǁAnyAmongǁtold__mutmut_1",
            "eligibility.among.AnyAmong.told",
            id="a method",
        ),
        pytest.param(
            "eligibility.among.xǁAmongǁ__post_init____mutmut_1",
            "eligibility.among.Among.__post_init__",
            id="a special method",
        ),
    ],
)
def test_a_mutant_is_named_by_its_function(name, where):
    assert survivor_of(name, SHOWN).where == where


def test_a_mutant_is_known_by_its_lines_and_not_by_its_number():
    assert survivor_of("eligibility.levels.x_next_level__mutmut_3", SHOWN) == ALIVE
    assert survivor_of("eligibility.levels.x_next_level__mutmut_9", SHOWN) == ALIVE


def test_another_way_to_name_mutants_is_not_passed_over():
    with pytest.raises(ValueError, match="another way"):
        survivor_of("eligibility.levels:next_level:3", SHOWN)


@pytest.mark.parametrize(
    ("killed", "explained", "missed"),
    [
        pytest.param(89, {ALIVE: "It is the same."}, 0, id="with those that hang: enough"),
        pytest.param(88, {ALIVE: "It is the same."}, 1, id="too few are noticed"),
        pytest.param(99, {}, 1, id="a survivor without a reason"),
        pytest.param(0, {}, 2, id="both"),
    ],
)
def test_fails_below_nine_in_ten_or_without_a_reason(killed, explained, missed):
    counts = Counts.read({"total": 100, "killed": killed, "timeout": 1, "segfault": 0})

    assert len(list(failures(counts, [ALIVE], explained))) == missed


def test_nothing_to_change_is_no_proof():
    nothing = Counts.read({"total": 0, "killed": 0, "timeout": 0, "segfault": 0})

    assert list(failures(nothing, [], {}))


def test_every_reason_is_a_sentence():
    assert all(why.endswith(".") for why in explanations().values())
