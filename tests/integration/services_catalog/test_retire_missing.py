"""What a feed no longer sends ..."""

import json

import pytest
from sqlalchemy import select

from navigator.cli import catalogue
from navigator.cli.catalogue import AFTER_IMPORT
from services_catalog.codes import Status
from services_catalog.models import Service
from services_catalog.queries import revisions
from tests.integration.services_catalog.bringing_in import ORUK3, write_json

TEN = [ORUK3 | {"id": str(n), "name": f"Example {n}"} for n in range(10)]


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=["catalogue", "import", *map(str, arguments)])


@pytest.fixture
def bring(run, tmp_path):
    """Import these records as the feed *town*."""

    def imported(records, *options, **envelope):
        return run(write_json(tmp_path, *records, **envelope), "--source", "town", *options)

    return imported


@pytest.fixture
def ended(session):
    def found():
        session.expire_all()
        rows = session.execute(
            select(Service.source_id).where(Service.status == Status.ENDED)
        ).scalars()
        return set(rows)

    return found


@pytest.fixture
def names(session):
    def found():
        session.expire_all()
        return set(session.scalars(select(Service.name)))

    return found


@pytest.fixture(autouse=True)
def ten_are_there(bring):
    assert bring(TEN).exit_code == 0


def test_stays_as_it_was_unless_it_is_to_be_retired(bring, ended):
    result = bring(TEN[:8])

    assert (result.exit_code, ended()) == (0, set())
    assert "Listings that the feed no longer sends, and that stay: 2" in result.output


def test_is_retired_where_that_is_asked_for(bring, ended):
    result = bring(TEN[:8], "--retire-missing")

    assert (result.exit_code, ended()) == (0, {"8", "9"})
    assert "missing: Example 8; Example 9" in result.output
    assert "Retired, because the feed no longer sends them: 2" in result.output


def test_leaves_the_index_when_it_is_retired(app, bring, session, public):
    before = revisions(session)
    calls = []
    app.extensions[AFTER_IMPORT] = lambda: calls.append("called")

    bring(TEN[:8], "--retire-missing")

    session.expire_all()
    gone = {
        service.id: service for service in session.scalars(select(Service)) if not service.is_live
    }
    assert len(gone) == 2
    assert revisions(session).keys() == before.keys() - gone.keys()
    assert [service.revision for service in gone.values()] == [2, 2]
    assert calls == ["called"]


def test_comes_back_when_the_feed_sends_it_again(bring, ended):
    bring(TEN[:8], "--retire-missing")

    result = bring(TEN)

    assert "0 added, 2 changed, 8 unchanged" in result.output
    assert ended() == set()


def test_is_retired_once(bring):
    bring(TEN[:8], "--retire-missing")

    result = bring(TEN[:8], "--retire-missing")

    assert "0  missing" in result.output
    assert "Retired" not in result.output


def test_of_another_feed_stays(run, bring, tmp_path, ended):
    other = write_json(tmp_path, ORUK3, name="other.json")
    run(other, "--source", "village")

    bring(TEN[:9], "--retire-missing")

    assert ended() == {"9"}


def test_is_not_missing_when_its_record_is_refused(bring, ended):
    nameless = {"id": "9", "status": "active"}

    result = bring([*TEN[:9], nameless], "--retire-missing")

    assert (result.exit_code, ended()) == (1, set())


@pytest.mark.parametrize(
    "unreadable",
    [
        pytest.param("words", id="no record"),
        pytest.param({"name": "No id", "status": "active"}, id="no id"),
    ],
)
def test_is_not_retired_where_it_may_be_a_record_that_could_not_be_read(bring, ended, unreadable):
    result = bring([*TEN[:8], unreadable], "--retire-missing")

    assert (result.exit_code, ended()) == (1, set())
    assert "Nothing was retired: records were refused whose ids are not known" in result.output


def test_is_not_retired_where_it_may_be_on_a_page_that_is_not_here(bring, ended):
    result = bring(TEN[:8], "--retire-missing", page_number=1, last_page=False)

    assert (result.exit_code, ended()) == (1, set())
    assert (
        "Nothing was retired: the feed says that it has more pages than are here" in result.output
    )


def test_is_not_retired_where_the_feed_breaks_off(run, bring, tmp_path, ended):
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(TEN[:8])[:-1])

    result = run(path, "--source", "town", "--retire-missing")

    assert (result.exit_code, ended()) == (2, set())


@pytest.mark.parametrize(
    ("left", "limit", "code"),
    [
        pytest.param(8, "20%", 0, id="just as much"),
        pytest.param(7, "20%", 2, id="more"),
        pytest.param(8, "20", 0, id="without the sign"),
        pytest.param(9, "0%", 2, id="nothing may be missing"),
        pytest.param(1, "100%", 0, id="all may be"),
    ],
)
@pytest.mark.parametrize("options", [["--retire-missing"], []], ids=["retiring", "not retiring"])
def test_may_not_be_more_than_the_limit(bring, names, left, limit, code, options):
    renamed = [record | {"name": "Another name"} for record in TEN[:left]]

    result = bring(renamed, *options, "--limit-change", limit)

    assert result.exit_code == code
    assert ("Another name" in names()) is (code == 0)
    if code:
        assert f"{10 - left} of 10 listings of town are no longer in the feed" in result.output


@pytest.mark.parametrize("limit", ["some", "-1", "101%", "1e9", "", "\u0662"])
def test_needs_a_limit_that_is_a_percentage(bring, limit):
    result = bring(TEN, "--limit-change", limit)

    assert result.exit_code == 2
    assert "give a whole number from 0 to 100, such as 20%" in result.output


def test_is_shown_before_anything_is_changed_and_a_dry_run_stops_there(bring, ended, session):
    records = [TEN[0] | {"name": "Renamed"}, *TEN[1:8], ORUK3 | {"id": "new", "name": "Newcomer"}]

    result = bring(records, "--retire-missing", "--dry-run")

    assert [line.strip() for line in result.output.splitlines()[1:6]] == [
        "town against the catalogue:",
        "1  added: Newcomer",
        "1  changed: Renamed",
        "2  missing: Example 8; Example 9",
        "7  as it was",
    ]
    assert "nothing was changed" in result.output
    assert ended() == set()
    assert "Renamed" not in set(session.scalars(select(Service.name)))


def test_names_no_more_than_ten_of_each(bring):
    many = [ORUK3 | {"id": f"n{n}", "name": f"Newcomer {n}"} for n in range(25)]

    result = bring([*TEN, *many], "--dry-run")

    assert "Newcomer 9, and 15 more" in result.output
    assert "Newcomer 10;" not in result.output


@pytest.mark.parametrize(
    ("answer", "option", "code"),
    [
        pytest.param("y\n", "--retire-missing", 0, id="yes"),
        pytest.param("n\n", "--retire-missing", 2, id="no"),
        pytest.param("", "--retire-missing", 1, id="no answer"),
        pytest.param("", "--yes", 0, id="said beforehand"),
    ],
)
def test_someone_at_the_keyboard_is_asked(asked, names, answer, option, code):
    result = asked(answer, option, [TEN[0] | {"name": "Renamed"}])

    assert result.exit_code == code
    assert ("Renamed" in names()) is (code == 0)


@pytest.fixture
def asked(app, tmp_path, monkeypatch):
    """Import the feed *town* in a terminal, with this answer."""
    monkeypatch.setattr(catalogue, "is_interactive", lambda: True)

    def run(answer, option, records):
        path = write_json(tmp_path, *records)
        arguments = ["catalogue", "import", str(path), "--source", "town", option]
        return app.test_cli_runner().invoke(args=arguments, input=answer)

    return run
