"""
Mend the search index every minute, in a thread of the process that serves.

Several processes may each run one: they take turns at writing, and the second finds nothing to do.
"""

import logging
import threading
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.clock import today
from search.index import IndexUnavailable, SearchIndex
from search.repair import Drift, repair_index
from services_catalog.places import load_gazetteer

EVERY_SECONDS = 60.0

log = logging.getLogger(__name__)


class IndexKeeper:
    """
    ``start`` once in each process, after any fork; ``stop`` returns when the last repair has ended.

    A repair that fails is logged and tried again a minute later: it must never end the keeping.
    """

    def __init__(
        self,
        sessions: Callable[[], Session],
        index: SearchIndex,
        *,
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        self._sessions = sessions
        self._index = index
        self._every_seconds = every_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="index keeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def mend(self) -> Drift | None:
        """Compare and repair once. None where that failed."""
        try:
            with self._sessions() as session:
                gazetteer = load_gazetteer(session)
                drift = repair_index(session, self._index, today=today(), gazetteer=gazetteer)
        except (IndexUnavailable, SQLAlchemyError) as failure:
            log.warning("The search index could not be mended: %s", type(failure).__name__)
            return None
        if drift:
            log.info("The search index was mended: %s.", drift)
        return drift

    def _keep(self) -> None:
        while not self._stopping.is_set():
            self.mend()
            self._stopping.wait(self._every_seconds)
