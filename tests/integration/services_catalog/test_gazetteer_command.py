"""``flask gazetteer import``: what it prints and how it ends."""

import pytest

from navigator.cli.gazetteer import gazetteer_commands
from services_catalog.models import Postcode, Ward

HEADER = "pcds,doterm,lad25cd,wd25cd,lat,long\n"
GOOD = "NP10 8AA,,W06000022,W05001001,51.58,-3.0\n"
OTHER = "NP10 8AB,,W06000015,W05001002,51.58,-3.0\n"
BAD = "NP10 8AE,,W06000022,W05001001,99.999999,0\n"


@pytest.fixture
def run(app, tmp_path):
    """A function that writes a directory and imports it with the options given."""

    def run_with(content, *options):
        path = tmp_path / "directory.csv"
        path.write_text(content, encoding="utf-8")
        runner = app.test_cli_runner()
        return runner.invoke(gazetteer_commands, ["import", str(path), *options])

    return run_with


def test_it_ends_with_0_when_all_was_taken(run, session):
    result = run(HEADER + GOOD)

    assert result.exit_code == 0, result.output
    assert "1 postcodes taken, 0 left out." in result.output
    assert "search rebuild" in result.output
    assert session.get(Postcode, "NP10 8AA") is not None


def test_it_ends_with_1_when_some_were_refused_and_says_why(run, session):
    result = run(HEADER + GOOD + BAD)

    assert result.exit_code == 1, result.output
    assert "1 refused: no position (the first is line 3)." in result.output
    assert session.get(Postcode, "NP10 8AA") is not None


def test_it_ends_with_2_when_it_cannot_be_read_and_changes_nothing(run, session):
    result = run(HEADER + GOOD + '"' + "x" * 200_000)

    assert result.exit_code == 2, result.output
    assert "Nothing was changed." in result.output
    assert session.get(Postcode, "NP10 8AA") is None


def test_it_takes_the_authorities_asked_for(run, session):
    result = run(HEADER + GOOD + OTHER, "--authority", "W06000022")

    assert "1 postcodes taken, 1 left out." in result.output
    assert session.get(Postcode, "NP10 8AB") is None


def test_it_takes_names(run, session, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("WD25CD,WD25NM\nW05001001,Example Hill\n", encoding="utf-8")

    run(HEADER + GOOD, "--names", str(names))

    assert session.get_one(Ward, "W05001001").name == "Example Hill"


def test_a_missing_file_ends_with_2(app, tmp_path):
    missing = str(tmp_path / "nothing.csv")

    result = app.test_cli_runner().invoke(gazetteer_commands, ["import", missing])

    assert result.exit_code == 2, result.output
