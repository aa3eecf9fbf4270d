"""flask search rebuild | check | query, and the keeper that mends on a timer."""

import threading

import pytest
from sqlalchemy.exc import OperationalError

from navigator.cli.search import search_commands
from navigator.jobs.index_keeper import IndexKeeper
from search.index import IndexUnavailable
from services_catalog.models import Service


@pytest.fixture
def run(app, index):
    app.extensions["search_index"] = index
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(search_commands, list(arguments))


def test_rebuild_says_how_many_it_holds(run, make, index):
    make.service()

    result = run("rebuild")

    assert result.exit_code == 0, result.output
    assert "The index holds 1 listings." in result.output
    assert len(index.held()) == 1


def test_check_says_what_differs_and_changes_nothing(run, make, index):
    make.service()

    result = run("check")

    assert (result.exit_code, "1 listings to index" in result.output) == (1, True)
    with pytest.raises(IndexUnavailable):
        index.held()


def test_check_repair_mends_and_then_nothing_differs(run, make):
    make.service()

    assert run("check", "--repair").output.endswith("Mended.\n")
    result = run("check")
    assert (result.exit_code, result.output) == (0, "The index: true to the catalogue.\n")


def test_query_says_what_was_found_and_why(run, make):
    make.service(name="Boxing", need=["bereavement"])
    run("rebuild")

    result = run("query", "bereavemnt", "--age", "14")

    assert result.exit_code == 0, result.output
    for line in ("1 found.", '"bereavemnt" was read as "bereavement".', "- Boxing", "age: 14"):
        assert line in result.output


def test_query_says_what_comes_nearest(run, make):
    make.service(name="Boxing")
    run("rebuild")

    result = run("query", "qwertyuiop")

    assert "Nothing fits. Nearest without: words." in result.output
    assert "- Boxing" in result.output


def test_a_rebuild_while_another_writes_says_what_to_do(run, index, monkeypatch):
    monkeypatch.setattr("search.whoosh_index.engine.WAIT_SECONDS", 0.0)
    with index._builds.writing(wait_seconds=0):
        for command in (["rebuild"], ["check", "--repair"]):
            result = run(*command)
            assert (result.exit_code, "Wait a minute" in result.output) == (1, True)


def test_the_keeper_mends_on_its_timer(app, index, make):
    make.service()
    keeper = IndexKeeper(app.extensions["sessions"], index)
    assert keeper.mend().unusable
    [service] = app.extensions["sessions"]().query(Service)
    assert index.held().keys() == {service.id}
    assert not keeper.mend()


def test_the_keeper_goes_on_after_a_failure_and_stops_when_told(index):
    tries = []
    enough = threading.Event()

    def failing():
        tries.append(1)
        if len(tries) > 2:
            enough.set()
        raise OperationalError("select", {}, Exception())

    keeper = IndexKeeper(failing, index, every_seconds=0.001)
    keeper.start()

    assert enough.wait(10)
    keeper.stop()
    assert not keeper._thread.is_alive()
