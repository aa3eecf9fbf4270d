"""
Listings as they were last read, by revision, so that a search need not read them again.

A kept listing is whole, belongs to no session and is never changed. Who may see it is asked of the
database each time (``queries.services_by_ids``): what is kept here opens nothing to anyone. A
listing that is edited gets a new revision, and so is read anew.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from services_catalog.models import Service

MOST_KEPT = 5_000
"""Measured at 24 kB each, so 120 MB a process at most; a city's 1,500 listings take 36 MB."""


class KeptListings:
    def __init__(self, *options: ORMOption, most: int = MOST_KEPT) -> None:
        self._options = options
        self._most = most
        self._kept: OrderedDict[tuple[UUID, int], Service] = OrderedDict()
        self._lock = Lock()

    def get(self, session: Session, revisions: Mapping[UUID, int]) -> dict[UUID, Service]:
        """
        Return the listings of these ids at these revisions.

        One that was edited since its revision was read is returned as it is now; one that is gone
        is left out.
        """
        with self._lock:
            found = {key[0]: self._kept[key] for key in revisions.items() if key in self._kept}
            for key in revisions.items():
                if key in self._kept:
                    self._kept.move_to_end(key)
        missing = revisions.keys() - found.keys()
        return found | self._read(session, missing) if missing else found

    def _read(self, session: Session, ids: Iterable[UUID]) -> dict[UUID, Service]:
        """Read in a session of its own: the caller's would expire them when it ends."""
        with Session(session.get_bind(), join_transaction_mode="create_savepoint") as own:
            read = list(
                own.scalars(select(Service).where(Service.id.in_(ids)).options(*self._options))
            )
            own.expunge_all()
        with self._lock:
            for service in read:
                self._kept[service.id, service.revision] = service
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return {service.id: service for service in read}
