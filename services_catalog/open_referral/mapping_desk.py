"""
Decide what the categories and audiences of a feed mean, without its being sent again.

The source's own records are kept with the listings: terms are read from there, and where the
meaning of one changes, the listings that use it are mapped anew.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from base.actor import Actor
from services_catalog.codes import Status
from services_catalog.listing import Listing
from services_catalog.models import Service, SourceDocument
from services_catalog.open_referral.dialects import DIALECTS, Dialect
from services_catalog.open_referral.documents import record_in
from services_catalog.open_referral.fixes.fixed import shortened
from services_catalog.open_referral.local_mappings import Term
from services_catalog.open_referral.record import Record
from services_catalog.open_referral.taking import Context, NeedsFor, RecordRefused, Taking
from services_catalog.operations import Put, put_listings
from services_catalog.reference import term_key

BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a listing was mapped from."""

    source_id: str
    dialect: Dialect
    document: str
    record: Record

    def terms(self) -> set[Term]:
        return set(self.dialect.terms_of(self.record))


@dataclass(kw_only=True)
class Remapped:
    """``left`` are listings whose stored record no longer makes the same listing."""

    put: Counter[Put] = field(default_factory=Counter)
    left: int = 0


def undecided_terms(
    session: Session, feed: str, *, actor: Actor, needs_for: NeedsFor
) -> Counter[Term]:
    """The terms of a feed that nobody has decided on, and how many listings use each."""
    found: Counter[Term] = Counter()
    for batch in _stored(session, feed, actor=actor):
        for stored in batch:
            found.update(
                (vocabulary, shortened(term))
                for vocabulary, term in stored.terms()
                if needs_for(vocabulary, term) is None
            )
    return found


def remap(
    session: Session,
    *,
    context: Context,
    changed: set[Term],
    actor: Actor,
    at: datetime,
    after_batch: Callable[[int], None],
) -> Remapped:
    """Map anew the listings of a feed that use any of these terms (folded)."""
    done = Remapped()
    for batch in _stored(session, context.feed, actor=actor):
        listings = []
        for stored in batch:
            if any((vocabulary, term_key(term)) in changed for vocabulary, term in stored.terms()):
                listing = _mapped(stored, context)
                listings += [listing] if listing else []
                done.left += listing is None
        done.put.update(put_listings(session, listings, actor=actor, at=at))
        after_batch(len(batch))
    return done


def _mapped(stored: Stored, context: Context) -> Listing | None:
    try:
        listing = stored.dialect.map_record(stored.record, Taking(context))
    except RecordRefused:
        return None
    if listing.source_id != stored.source_id:
        return None
    return replace(listing, dialect=stored.dialect.name, document=stored.document)


def _stored(session: Session, feed: str, *, actor: Actor) -> Iterator[list[Stored]]:
    """Every listing of a feed that was not retired, a batch at a time, in the order of ids."""
    last = ""
    while rows := session.execute(
        select(Service.source_id, SourceDocument.dialect, SourceDocument.document)
        .join(SourceDocument, SourceDocument.service_id == Service.id)
        .where(
            Service.partnership_id == actor.partnership_id,
            Service.feed == feed,
            Service.source_id > last,
            or_(Service.status != Status.ENDED, Service.digest != ""),
        )
        .order_by(Service.source_id)
        .limit(BATCH)
    ).all():
        last = rows[-1].source_id
        found = (_read(row.source_id, row.dialect, row.document) for row in rows)
        yield [stored for stored in found if stored is not None]


def _read(source_id: str, dialect: str, document: str) -> Stored | None:
    spoken, record = DIALECTS.get(dialect), record_in(document)
    if spoken is None or record is None:
        return None
    return Stored(source_id=source_id, dialect=spoken, document=document, record=record)
