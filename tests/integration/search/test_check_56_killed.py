"""
Check 56: a process killed while it writes the index.

A child edits listings and indexes them until it is killed, again and again. Each time the index
must open or say that it cannot, and one repair must make it the same as the database.
"""

import multiprocessing
import random
import signal
import time
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy.orm import Session

from navigator.db import alembic_config, make_engine
from search.repair import repair_index
from search.whoosh_index import WhooshIndex
from services_catalog.queries import revisions
from tests import factories
from tests.factories import TODAY
from tests.integration.search.killed_writer import write_until_killed
from tests.unit.search.gazetteer import TOWN

LISTINGS = 30
STARTER = multiprocessing.get_context("forkserver")
STARTER.set_forkserver_preload([write_until_killed.__module__])


@pytest.fixture
def database(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'killed.db'}")
    command.upgrade(alembic_config(engine), "head")
    with Session(engine) as session:
        factories.use(session)
        trust = factories.OrganisationFactory()
        for number in range(LISTINGS):
            factories.ServiceFactory(name=f"Example {number}", organisation=trust)
        session.commit()
    yield engine
    engine.dispose()


def test_check_56_killed_while_writing_the_index_repairs_itself(database, tmp_path, proof):
    folder = tmp_path / "index"
    chance = random.Random(56)
    unusable, drifted = 0, 0
    for _ in range(proof(25, 200)):
        kill_while_writing(str(database.url), folder, after=chance.uniform(0, 0.15))
        with Session(database) as session:
            index = WhooshIndex(folder)
            drift = repair_index(session, index, today=TODAY, gazetteer=TOWN)
            unusable, drifted = unusable + drift.unusable, drifted + bool(drift)
            held = {id_: revision for id_, (revision, _) in index.held().items()}
            assert held == revisions(session)
        assert WhooshIndex(folder).held() == index.held()
    assert drifted, "no kill came in the middle of anything: this test shows nothing"


def kill_while_writing(database: str, folder: Path, *, after: float) -> None:
    mine, theirs = STARTER.Pipe()
    writer = STARTER.Process(target=write_until_killed, args=(database, folder, theirs))
    writer.start()
    assert mine.recv() == "ready"
    time.sleep(after)
    writer.kill()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL, "it ended before it was killed"
    mine.close()
    theirs.close()
