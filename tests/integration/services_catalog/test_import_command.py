"""``catalogue import`` and ``catalogue template`` ..."""

import json

import pytest
from sqlalchemy import func, select

from navigator.cli.catalogue import AFTER_IMPORT, catalogue_commands
from services_catalog.models import Partnership, Service

SERVICE = {"id": "1", "name": "Example Club", "status": "active"}


@pytest.fixture
def run(app):
    if "catalogue" not in app.cli.commands:
        app.cli.add_command(catalogue_commands)
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=["catalogue", *map(str, arguments)])


@pytest.fixture
def feed(tmp_path):
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([SERVICE, SERVICE | {"id": "2", "name": "Another"}]))
    return path


@pytest.fixture
def listings(session):
    def count():
        session.expire_all()
        return session.scalar(select(func.count()).select_from(Service))

    return count


def test_brings_in_a_feed_and_says_what_it_did(run, feed, listings, session):
    result = run("import", feed)

    assert result.exit_code == 0, result.output
    assert "2 added, 0 changed, 0 unchanged, 0 refused" in result.output
    assert listings() == 2
    assert set(session.scalars(select(Service.feed))) == {"feed"}


def test_changes_nothing_the_second_time(run, feed):
    run("import", feed, "--source", "town")

    result = run("import", feed, "--source", "town")

    assert "0 added, 0 changed, 2 unchanged" in result.output


def test_changes_nothing_in_a_dry_run(run, feed, listings):
    result = run("import", feed, "--dry-run")

    assert result.exit_code == 0
    assert "2 added" in result.output
    assert "nothing was changed" in result.output
    assert listings() == 0


def test_ends_with_1_where_some_are_refused(run, tmp_path, listings):
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([SERVICE, {"id": "2"}]))

    result = run("import", path)

    assert result.exit_code == 1
    assert "feed.json, record 2 (name): Give the service a name." in result.output
    assert listings() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(None, "There is no feed.json there", id="missing"),
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(json.dumps([SERVICE]).encode()[:-5], "is not whole JSON", id="truncated"),
        pytest.param(
            "[\u00e9".encode("cp1252"), "is not whole JSON", id="wrong encoding, truncated"
        ),
        pytest.param(b"\xff\xfe", "lists no services|is neither", id="only a mark"),
        pytest.param(b"PK\x03\x04\x00\x00", "is not a text file", id="an archive"),
        pytest.param(b"oops", "neither JSON nor a table", id="not JSON"),
    ],
)
def test_ends_with_2_and_a_sentence_where_nothing_can_be_read(
    run, tmp_path, listings, content, sentence
):
    path = tmp_path / "feed.json"
    if content is not None:
        path.write_bytes(content)

    result = run("import", path)

    assert result.exit_code == 2
    assert any(each in result.output for each in sentence.split("|")), result.output
    assert "Traceback" not in result.output
    assert listings() == 0


def test_a_file_that_breaks_off_changes_nothing_at_all(run, tmp_path, listings):
    path = tmp_path / "feed.json"
    path.write_text("[" + ",".join(json.dumps(SERVICE | {"id": str(n)}) for n in range(900)))

    assert run("import", path).exit_code == 2
    assert listings() == 0


def test_writes_a_report(run, feed, tmp_path):
    report = tmp_path / "report.json"

    run("import", feed, "--report", report)

    written = json.loads(report.read_text())
    assert (written["source"], written["dialect"], written["added"]) == ("feed", "oruk3", 2)
    assert written["adjustments"][0] == {
        "code": "organisation_missing",
        "count": 2,
        "meaning": "No organisation was named; it is shown as Not stated.",
    }


def test_calls_what_follows_only_when_listings_have_changed(app, run, feed):
    calls = []
    app.extensions[AFTER_IMPORT] = lambda: calls.append("called")

    run("import", feed, "--dry-run")
    run("import", feed)
    run("import", feed)

    assert calls == ["called"]


def test_a_dialect_can_be_insisted_on(run, feed):
    assert "read as oruk1" in run("import", feed, "--dialect", "oruk1").output


def test_a_table_of_columns_that_is_not_there_is_said_in_a_sentence(run, feed, tmp_path):
    result = run("import", feed, "--columns", tmp_path / "absent.csv")

    assert (result.exit_code, "cannot be read as a table" in result.output) == (2, True)


def test_before_there_is_a_partnership_it_says_what_to_do(run, feed, session):
    session.execute(Partnership.__table__.delete())

    result = run("import", feed)

    assert (result.exit_code, "no partnership yet" in result.output) == (2, True)


def test_the_template_is_written_filled_in_and_brought_in(run, tmp_path, listings, session):
    path = tmp_path / "mine.csv"

    written, again = run("template", path), run("template", path)
    result = run("import", path)

    assert (written.exit_code, again.exit_code) == (0, 2)
    assert "is there already" in again.output
    assert result.exit_code == 0
    assert "read as template" in result.output
    assert session.scalars(select(Service.name)).all() == ["Example Boxing and Mentoring"]


def test_the_template_is_printed_where_no_path_is_given(run):
    assert run("template").output.startswith("id,name,organisation,")
