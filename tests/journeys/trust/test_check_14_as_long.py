"""
What is not yours takes as long as what is not there: the database is asked the very same.

The app runs here, in this process, on the database of the server, so that it can be listened to.
"""

from collections import defaultdict
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import event

from config import Settings
from navigator import ROOT, create_app
from tests.journeys.trust.cells import KIND, Asking, Cell, address, cells
from tests.journeys.trust.expectations import Outcome, read_table
from tests.journeys.trust.server import HERE, Answer, environment
from tests.journeys.trust.test_check_14_matrix import plain, question

ASKED_BY = {"signed out", "practitioner", "provider", "adviser", "coordinator", "administrator",
            "a practitioner's key"}  # fmt: skip
KEPT = (
    "/services/<uuid:service_id>",
    "/services/<uuid:service_id>/sheet",
    "/api/v1/services/<uuid:service_id>",
    "/api/v1/services/<uuid:service_id>/criteria",
)


class AppHere:
    """Asked as the server is; remembers what it asked its database."""

    def __init__(self, app) -> None:
        self.app, self.asked = app, 0
        self.statements: list[str] = []
        event.listen(app.extensions["engine"], "before_cursor_execute", self._hear)

    def _hear(self, _, __, statement, *___) -> None:
        self.statements.append(statement)

    def ask(self, method, path, headers=None, body=None, *, host=HERE) -> Answer:
        self.asked += 1
        self.statements.clear()
        from_ = {"Host": host, "X-Forwarded-For": f"10.9.{self.asked >> 8}.{self.asked & 255}"}
        client = self.app.test_client(use_cookies=False)
        told = client.open(path, method=method, headers={**from_, **(headers or {})}, data=body)
        named = {name.lower(): value for name, value in told.headers.items()}
        return Answer(told.status_code, named, told.data)


@pytest.fixture
def asking(served, tmp_path):
    """Each kind of person has asked for something once, so that nothing is looked up anew."""
    server, world = served
    with app_here(server.database_url, tmp_path) as app:
        made = Asking(AppHere(app), world)
        world.session.commit()
        for name in ASKED_BY:
            made.server.ask("GET", "/api/v1/needs", made.callers[KIND[name]].headers)
        yield made


@contextmanager
def app_here(database_url: str, folder):
    quiet = environment(database_url, folder) | {"NAVIGATOR_LOG_REQUESTS": ""}
    app = create_app(Settings.from_environment(quiet, root=ROOT))
    yield app
    app.extensions["engine"].dispose()


def test_check_14_what_is_not_yours_is_looked_up_as_what_is_not_there(asking):
    done = defaultdict(lambda: defaultdict(list))
    for cell in cells(read_table()):
        if cell.kind.name in ASKED_BY and is_not_found(cell):
            assert asking.ask(cell).status == 404, cell
            done[question(cell)][tuple(asking.server.statements)].append(str(cell))

    several = [each for each in done.values() if sum(map(len, each.values())) > 1]
    assert len(several) > 50, "would prove little"
    assert [dict(each) for each in several if len(each) > 1] == []


def is_not_found(cell: Cell) -> bool:
    return cell.method in {"GET", "POST"} and cell.expected is Outcome.NOT_FOUND


@pytest.mark.parametrize("rule", KEPT)
def test_check_14_what_is_kept_for_professionals_is_to_others_as_if_it_was_not_there(asking, rule):
    told = []
    for id_ in (asking.world.own.kept_for_professionals, uuid4()):
        answer = asking.server.ask("GET", address(rule, {"service_id": str(id_)}))
        told.append((answer.status, plain(answer), tuple(asking.server.statements)))

    assert told[0] == told[1]
    assert told[0][0] == 404
