"""
Keep the index a true copy of the catalogue: one edit at a time, and by comparing the two.

Each of these lets go of the listings it has read, so give it a session of its own, after the
change is committed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from search.documents import document_for
from search.index import Document, IndexUnavailable, SearchIndex
from services_catalog.batches import batches
from services_catalog.criteria_queries import criteria_everywhere
from services_catalog.places import Gazetteer
from services_catalog.queries import BATCH, revisions, whole_listings

Watch = Callable[[Iterable[Document], int], Iterable[Document]]
"""Shows how far a long job is: given the documents and how many there will be, hands them on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """
    Where the index and the catalogue differ.

    *Missing*: not in the index. *Outdated*: edited since. *Extra*: no longer in the catalogue.
    *Lapsed*: not edited, but what could be said of it has run out. ``unusable``: the index could
    not be read at all, and everything is missing.
    """

    missing: frozenset[UUID] = frozenset()
    outdated: frozenset[UUID] = frozenset()
    extra: frozenset[UUID] = frozenset()
    lapsed: frozenset[UUID] = frozenset()
    unusable: bool = False

    def __bool__(self) -> bool:
        return self.unusable or bool(self.stale or self.extra)

    def __str__(self) -> str:
        if self.unusable:
            return f"could not be read; {len(self.missing)} listings to index"
        parts = [
            f"{len(ids)} {name}"
            for name in ("missing", "outdated", "extra", "lapsed")
            if (ids := getattr(self, name))
        ]
        return ", ".join(parts) or "true to the catalogue"

    @property
    def stale(self) -> frozenset[UUID]:
        """What must be indexed again."""
        return self.missing | self.outdated | self.lapsed


def check_index(session: Session, index: SearchIndex, *, today: date) -> Drift:
    """Compare the index with the catalogue, and change nothing."""
    wanted = revisions(session)
    try:
        held = index.held()
    except IndexUnavailable:
        return Drift(missing=frozenset(wanted), unusable=True)
    both = wanted.keys() & held.keys()
    outdated = {id_ for id_ in both if held[id_][0] != wanted[id_]}
    return Drift(
        missing=frozenset(wanted.keys() - held.keys()),
        outdated=frozenset(outdated),
        extra=frozenset(held.keys() - wanted.keys()),
        lapsed=frozenset(id_ for id_ in both - outdated if _has_lapsed(held[id_][1], today)),
    )


def repair_index(
    session: Session, index: SearchIndex, *, today: date, gazetteer: Gazetteer
) -> Drift:
    """
    Mend every difference in one commit, or build the index anew where it cannot be read.

    Return what differed before.

    :raises IndexUnavailable: if it cannot be written
    """
    drift = check_index(session, index, today=today)
    if drift.unusable:
        rebuild_index(session, index, today=today, gazetteer=gazetteer)
    elif drift:
        _update(session, index, drift, today=today, gazetteer=gazetteer)
    return drift


def rebuild_index(
    session: Session,
    index: SearchIndex,
    *,
    today: date,
    gazetteer: Gazetteer,
    watch: Watch | None = None,
) -> int:
    """
    Build the index anew beside the old one, which answers meanwhile. Return how many it holds.

    :raises IndexUnavailable: if it cannot be written
    """
    ids = list(revisions(session))
    documents: Iterable[Document] = _documents(session, ids, today=today, gazetteer=gazetteer)
    index.rebuild(watch(documents, len(ids)) if watch else documents)
    return len(ids)


def index_services(
    session: Session,
    index: SearchIndex,
    ids: Iterable[UUID],
    *,
    today: date,
    gazetteer: Gazetteer,
) -> bool:
    """
    Bring a few listings up to date after an edit, gone ones too.

    False where the index cannot be written now: the next repair will find what it missed.
    """
    wanted = set(ids)
    gone = wanted - revisions(session).keys()
    documents = _documents(session, wanted - gone, today=today, gazetteer=gazetteer)
    try:
        index.update(documents, gone=gone)
    except IndexUnavailable:
        return False
    return True


def _update(
    session: Session, index: SearchIndex, drift: Drift, *, today: date, gazetteer: Gazetteer
) -> None:
    """Write what differs; a file that turns out damaged only now is reason to build anew."""
    documents = _documents(session, drift.stale, today=today, gazetteer=gazetteer)
    try:
        index.update(documents, gone=drift.extra)
    except IndexUnavailable:
        rebuild_index(session, index, today=today, gazetteer=gazetteer)


def _documents(
    session: Session, ids: Iterable[UUID], *, today: date, gazetteer: Gazetteer
) -> Iterator[Document]:
    for batch in batches(ids, BATCH):
        services = list(whole_listings(session, batch))
        criteria = criteria_everywhere(session, services)
        for service in services:
            yield document_for(
                service,
                today=today,
                gazetteer=gazetteer,
                criteria=criteria[service.id].criteria,
            )


def _has_lapsed(lapses_on: date | None, today: date) -> bool:
    return lapses_on is not None and lapses_on <= today
