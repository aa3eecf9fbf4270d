"""flask levels show | set | wordings."""

import pytest
from sqlalchemy import func, select

from base.actor import Actor
from eligibility import LEVELS, Level
from navigator.cli.levels import levels_commands
from services_catalog.level_operations import set_levels, set_wordings
from services_catalog.level_queries import crosswalk_of, levels_of, scale_of
from services_catalog.models import OwnLevel, OwnLevelWording

LEVEL_TABLE = """level,plain,official,meaning
universal,Level one,Universal,Anyone.
early_help,Level two,,"Some help, agreed."
targeted,Level three,Intensive,Several needs.
specialist,Level four,Statutory,Harm.
"""
WORDING_TABLE = """provider,wording,level
Example Trust,Gold,targeted
Example Trust,Gold,specialist
,Step 2,early_help
"""


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(levels_commands, [str(each) for each in arguments])


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_what_ships_stands_until_something_is_set(session, partnership, run):
    said = run("show").output

    assert scale_of(session, partnership_id=partnership.id).levels == LEVELS
    assert "2. A bit of extra help (Early Help) [early_help]:" in said
    assert "   - Anyone: Tier 2" in said
    assert said.count("ship with the product") == 2


def test_levels_are_set_whole_and_again(session, partnership, run, file):
    for table in (LEVEL_TABLE, LEVEL_TABLE.replace("Level two", "Second")):
        done = run("set", file(table))
        assert done.exit_code == 0, done.output

    found = scale_of(session, partnership_id=partnership.id)
    assert found[Level.EARLY_HELP].plain == "Second"
    assert found[Level.EARLY_HELP].meaning == "Some help, agreed."
    assert "4. Level four (Statutory) [specialist]: Harm." in done.output
    assert "These labels ship" not in done.output


def test_wordings_are_set_whole_and_taken_back(session, partnership, run, file):
    done = run("wordings", file(WORDING_TABLE))
    found = crosswalk_of(session, partnership_id=partnership.id)
    back = run("wordings", file("provider,wording,level\n"))

    assert done.output == "3 rows are in force.\n"
    assert found.levels_of("gold", provider="EXAMPLE trust") == {"targeted", "specialist"}
    assert found.levels_of("step 2") == {"early_help"}
    assert found.levels_of("tier 2") == frozenset()
    assert back.output == "The table that ships is in force.\n"
    again = crosswalk_of(session, partnership_id=partnership.id)
    assert again.levels_of("tier 2") == {"early_help"}


@pytest.mark.parametrize(
    ("command", "table", "shown"),
    [("set", LEVEL_TABLE, "levels"), ("wordings", WORDING_TABLE, "wordings")],
)  # fmt: skip
def test_what_is_shown_as_a_table_can_be_set_again(run, file, command, table, shown):
    run(command, file(table))
    printed = run("show", "--csv", shown).output

    done = run(command, file(f"\ufeff{printed}\n\n"))

    assert done.exit_code == 0, done.output
    assert run("show", "--csv", shown).output == printed


def test_a_cell_that_a_spreadsheet_would_work_out_is_guarded(session, partnership, run, file):
    run("wordings", file("provider,wording,level\n,=1+1,targeted\n"))
    printed = run("show", "--csv", "wordings").output

    run("wordings", file(printed))

    assert "'=1+1" in printed
    [row] = levels_of(session, partnership_id=partnership.id).wordings
    assert row.wording == "=1+1"


@pytest.mark.parametrize(
    ("command", "content", "said"),
    [
        pytest.param("set", WORDING_TABLE, "must name these columns: level, plain", id="columns"),
        pytest.param("set", "", "It names: none", id="empty file"),
        pytest.param("set", "level\n", "It names: level", id="columns missing"),
        pytest.param("set", LEVEL_TABLE + "gold,a,b,c\n", "Row 6: 'gold'", id="unknown level"),
        pytest.param("set", LEVEL_TABLE + "universal,a,b,c\n", "Row 6: the level", id="twice"),
        pytest.param("set", LEVEL_TABLE.replace("Level two", ""), "Row 3: write", id="no label"),
        pytest.param("set", LEVEL_TABLE + "a,b\n", "Row 6 has 2 cells, not 4", id="short row"),
        pytest.param("set", LEVEL_TABLE.replace("\ntar", "\n\ntar"), "Row 4 is empty", id="gap"),
        pytest.param("set", b"\xff\xfe\x00", "Save it as CSV in UTF-8", id="not UTF-8"),
        pytest.param("set", LEVEL_TABLE + '"a', "Save it as CSV", id="open quotation mark"),
        pytest.param("wordings", LEVEL_TABLE, "provider, wording, level", id="wording columns"),
        pytest.param("wordings", WORDING_TABLE + ",Step 2,x\n", "Row 5: 'x'", id="wording level"),
        pytest.param("wordings", WORDING_TABLE + ",STEP-2,early_help\n", "Row 5 says", id="again"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_changes(session, run, file, command, content, said):
    run("set", file(LEVEL_TABLE))
    run("wordings", file(WORDING_TABLE))

    done = run(command, file(content))

    assert done.exit_code == 1
    assert said in done.output
    assert session.scalar(select(func.count()).select_from(OwnLevel)) == 4
    assert session.scalar(select(func.count()).select_from(OwnLevelWording)) == 3


def test_a_huge_file_is_not_read(run, file):
    assert "too large" in run("set", file("x" * 2_000_001)).output


def test_another_partnership_keeps_its_own(session, public, make, run, file):
    other = make.partnership(name="Another Partnership", host="other.example.org")
    run("set", file(LEVEL_TABLE))
    run("wordings", file(WORDING_TABLE))

    assert not levels_of(session, partnership_id=other.id).has_own_scale
    assert not levels_of(session, partnership_id=other.id).has_own_wordings
    set_wordings(session, [], actor=Actor(partnership_id=other.id))
    rows = [{"level": x.level, "plain": x.plain, "official": "", "meaning": "M"} for x in LEVELS]
    set_levels(session, rows, actor=Actor(partnership_id=other.id))
    mine = levels_of(session, partnership_id=public.partnership_id)
    assert mine.scale[Level.UNIVERSAL].plain == "Level one"
    assert len(mine.wordings) == 3
