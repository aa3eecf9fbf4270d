"""``catalogue mappings`` ..."""

import csv
import io

import pytest
from sqlalchemy import select

from navigator.cli.catalogue import AFTER_IMPORT
from services_catalog.models import LocalMapping, Partnership, Service
from tests.integration.services_catalog.bringing_in import ORUK3, write_json


def called(key, *audiences):
    return ORUK3 | {"id": key, "pc_targetAudience": [{"audienceType": each} for each in audiences]}


RECORDS = (
    called("1", "Left-handed", "Homeless"),
    called("2", "Left-handed", "=Early risers"),
    called("3", "Bereaved by fog"),
    called("4", "Homeless"),
)


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=["catalogue", *map(str, arguments)])


@pytest.fixture
def feed(run, tmp_path):
    path = write_json(tmp_path, *RECORDS)
    assert run("import", path, "--source", "town").exit_code == 0
    return path


@pytest.fixture
def decide(run, feed, tmp_path):
    def applied(*rows, source="town"):
        path = tmp_path / "decided.csv"
        path.write_text("\n".join(("vocabulary,term,needs", *rows)), encoding="utf-8")
        return run("mappings", source, "--apply", path)

    return applied


@pytest.fixture
def needs(session):
    def found():
        session.expire_all()
        return {service.source_id: service.needs for service in session.scalars(select(Service))}

    return found


def test_lists_what_no_need_covers_the_most_frequent_first(run, feed):
    lines = run("mappings", "town").output.splitlines()

    assert [line.split() for line in lines] == [
        ["town:", "categories", "and", "audiences", "that", "no", "need", "covers:", "3"],
        ["2", "Left-handed", "(placecube_audience)"],
        ["1", "=Early", "risers", "(placecube_audience)"],
        ["1", "Bereaved", "by", "fog", "(placecube_audience)"],
    ]


def test_writes_a_table_that_no_spreadsheet_works_out(run, feed, tmp_path):
    result = run("mappings", "town", "--out", tmp_path / "terms.csv")

    rows = list(csv.reader(io.StringIO((tmp_path / "terms.csv").read_text("utf-8-sig"))))
    assert (result.exit_code, rows) == (
        0,
        [
            ["vocabulary", "term", "needs", "listings"],
            ["placecube_audience", "Left-handed", "", "2"],
            ["placecube_audience", "'=Early risers", "", "1"],
            ["placecube_audience", "Bereaved by fog", "", "1"],
        ],
    )
    assert run("mappings", "town", "--out", tmp_path / "terms.csv").exit_code == 2


def test_takes_decisions_without_importing_again(app, decide, feed, needs):
    calls = []
    app.extensions[AFTER_IMPORT] = lambda: calls.append("called")
    feed.unlink()

    result = decide(
        "placecube_audience,left-HANDED,identity belonging",
        "placecube_audience,'=Early risers,none",
        "placecube_audience,Bereaved by fog,",
    )

    assert result.exit_code == 0, result.output
    assert "Decisions read: 2, of them new: 2. Listings changed: 2." in result.output
    assert "no need covers: 1" in result.output
    assert needs() == {
        "1": ("belonging", "housing", "identity"),
        "2": ("belonging", "identity"),
        "3": (),
        "4": ("housing",),
    }
    assert calls == ["called"]


def test_decisions_hold_for_later_imports(run, decide, feed):
    decide("placecube_audience,Left-handed,identity")

    again = run("import", feed, "--source", "town")
    other = run("import", feed, "--source", "village")

    assert "0 added, 0 changed, 4 unchanged" in again.output
    assert "Left-handed" not in other.output


def test_a_decision_goes_before_what_ships_and_can_be_taken_back(decide, needs, session):
    decide("placecube_audience,Homeless,none")
    assert needs()["4"] == ()

    result = decide("placecube_audience,Homeless,Housing and homelessness;money".replace("H", "h"))
    assert result.exit_code == 2

    decide("placecube_audience,Homeless,housing money")
    assert needs()["4"] == ("housing", "money")
    assert len(session.scalars(select(LocalMapping)).all()) == 1


def test_the_same_decisions_twice_change_nothing(decide):
    decide("placecube_audience,Left-handed,identity")

    result = decide("placecube_audience,Left-handed,identity")

    assert "of them new: 0. Listings changed: 0." in result.output


def test_decisions_are_a_partnerships_own(decide, session, make):
    decide("placecube_audience,Left-handed,identity")

    other = make.partnership(name="Another Partnership", host="other.example.org")
    rows = session.scalars(select(LocalMapping.partnership_id)).all()
    assert (len(rows), other.id in rows) == (1, False)


def test_what_was_retired_stays_so(run, decide, tmp_path, session):
    run("import", write_json(tmp_path, *RECORDS[1:]), "--source", "town", "--retire-missing")

    decide("placecube_audience,Left-handed,identity")

    session.expire_all()
    [retired] = [each for each in session.scalars(select(Service)) if not each.is_live]
    assert (retired.source_id, retired.needs) == ("1", ("housing",))


def test_a_table_read_through_columns_is_mapped_anew_as_it_was_read(run, tmp_path, needs):
    table, columns = tmp_path / "theirs.csv", tmp_path / "columns.csv"
    table.write_text("Nr,Title,About\n1,Example Club,chess\n2,Example Choir,singing\n")
    columns.write_text("ours,theirs,when,value\nid,Nr,,\nname,Title,,\nneeds,About,,\n")
    decided = tmp_path / "decided.csv"
    decided.write_text("vocabulary,term,needs\nwords,chess,positive_activity\n")
    run("import", table, "--source", "clubs", "--columns", columns)

    result = run("mappings", "clubs", "--apply", decided)

    assert "Listings changed: 1." in result.output
    assert needs() == {"1": ("positive_activity",), "2": ()}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        pytest.param(
            ["placecube_audience,Left-handed,handedness"], "'handedness' is no need", id="no need"
        ),
        pytest.param([], "needs the columns", id="no row"),
    ],
)
def test_refuses_a_table_in_a_sentence_and_changes_nothing(decide, needs, rows, sentence):
    before = needs()

    result = decide(*rows)

    assert (result.exit_code, sentence in result.output) == (2, True)
    assert needs() == before


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"term,needs\nx,y\n", b'a,b\n"open'])
def test_refuses_what_is_no_table(run, feed, tmp_path, content):
    path = tmp_path / "decided.csv"
    if content is not None:
        path.write_bytes(content)

    result = run("mappings", "town", "--apply", path)

    assert (result.exit_code, "Traceback" in result.output) == (2, False)


def test_of_a_feed_that_is_not_there_says_which_are(run, feed):
    result = run("mappings", "village")

    assert (result.exit_code, "The feeds are: town." in result.output) == (2, True)


def test_before_there_is_a_partnership_it_says_what_to_do(run, session):
    session.execute(Partnership.__table__.delete())

    assert "no partnership yet" in run("mappings", "town").output
