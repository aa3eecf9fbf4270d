"""
Run ``catalogue import`` in a process of its own, which may die on the way.

Arguments: the feed, then ``before`` or ``after`` the commit of which batch to die; or ``never 0``.
The last line printed is the largest memory the process has had, in megabytes.
"""

import os
import resource
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from config import Settings  # noqa: E402  the checkout must be on the path first
from navigator import create_app  # noqa: E402
from navigator.cli import catalogue  # noqa: E402
from navigator.db import session  # noqa: E402
from navigator.simulation.catalogue import demonstration_partnership  # noqa: E402


def dying(when, batch):
    in_turn = catalogue._in_turn
    seen = []

    def with_death(finish, show):
        def commit():
            seen.append(1)
            if when == "before" and len(seen) == batch:
                os.kill(os.getpid(), signal.SIGKILL)
            finish()
            if when == "after" and len(seen) == batch:
                os.kill(os.getpid(), signal.SIGKILL)

        return in_turn(commit, show)

    return with_death


def main(feed, when, batch):
    app = create_app(Settings.from_environment(os.environ, root=ROOT))
    app.extensions.pop(catalogue.AFTER_IMPORT, None)
    runner = app.test_cli_runner()
    runner.invoke(args=["db", "upgrade"], catch_exceptions=False)
    with app.app_context():
        demonstration_partnership(session())
        session().commit()
    catalogue._in_turn = dying(when, int(batch))
    done = runner.invoke(args=["catalogue", "import", feed, "--source", "big"])
    sys.stdout.write(done.output)
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}\n")
    raise SystemExit(done.exit_code)


main(*sys.argv[1:])
