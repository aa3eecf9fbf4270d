"""An import of many records ..."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.services_catalog.bringing_in import ORUK3

PROCESS = Path(__file__).parent / "import_in_a_process.py"
MOST_MEGABYTES = 600
WHAT_COUNTS = (
    "SELECT source_id, name, digest, revision, status FROM service ORDER BY source_id",
    "SELECT source_id, name, digest FROM organisation ORDER BY source_id",
    "SELECT source_id, code FROM service_code JOIN service ON id = service_id ORDER BY 1, 2",
    "SELECT document FROM source_document ORDER BY document",
)


def write_lines(path, count):
    """Records of about 1.5 kB, written one at a time."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            record = ORUK3 | {
                "id": f"service {number:06}",
                "name": f"Example Club {number}",
                "description": f"<p>{'Come and play. ' * 80}</p>",
                "organization": {"id": str(number % 900), "name": f"Example Trust {number % 900}"},
                "pc_targetAudience": [{"audienceType": "Homeless"}],
            }
            file.write(json.dumps(record) + "\n")
    return path


@pytest.fixture
def run(tmp_path):
    def started(feed, instance, when="never", batch=0):
        return subprocess.run(
            [sys.executable, PROCESS, feed, when, str(batch)],
            env={**os.environ, "NAVIGATOR_INSTANCE": str(tmp_path / instance)},
            capture_output=True,
            text=True,
            check=False,
        )

    return started


@pytest.fixture
def state(tmp_path):
    def found(instance):
        [path] = (tmp_path / instance).glob("*.db")
        database = sqlite3.connect(path)
        try:
            return [database.execute(query).fetchall() for query in WHAT_COUNTS]
        finally:
            database.close()

    return found


@pytest.mark.parametrize(
    ("when", "batch", "written"),
    [
        pytest.param("after", 1, 200, id="after the first batch"),
        pytest.param("before", 3, 400, id="with the third batch not yet committed"),
    ],
)
def test_that_is_killed_half_way_and_run_again_ends_the_same(
    run, state, tmp_path, when, batch, written
):
    feed = write_lines(tmp_path / "feed.ndjson", 700)
    whole = run(feed, "whole")
    killed = run(feed, "killed", when, batch)

    assert (whole.returncode, killed.returncode) == (0, -signal.SIGKILL), killed.stderr
    assert len(state("killed")[0]) == written
    again = run(feed, "killed")

    assert f"{700 - written} added, 0 changed, {written} unchanged" in again.stdout
    assert state("killed") == state("whole")


def test_does_not_take_more_memory_than_a_small_machine_has(run, state, tmp_path, proof):
    count = proof(2_000, 100_000)
    feed = write_lines(tmp_path / "feed.ndjson", count)

    done = run(feed, "large")

    assert done.returncode == 0, done.stderr
    assert len(state("large")[0]) == count
    assert int(done.stdout.splitlines()[-1]) < MOST_MEGABYTES
