"""
Take a feed into the catalogue, record by record, so that one bad record costs only itself.

Nothing here commits: ``after_batch`` is called when a batch is written, and the runner commits or,
in a dry run, rolls back.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from base.actor import Actor
from services_catalog.listing import Listing
from services_catalog.open_referral.feed import Feed
from services_catalog.open_referral.fixes.fixed import Code, shortened
from services_catalog.open_referral.reading import Place, Raw
from services_catalog.open_referral.record import Record
from services_catalog.open_referral.report import AdjustedValue, ImportReport, RefusedRecord
from services_catalog.open_referral.taking import Context, Reason, RecordRefused, Taking
from services_catalog.operations import ListingInvalid, Put, put_listing
from services_catalog.queries import digests_by_source

BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A record that could be mapped."""

    place: Place
    listing: Listing
    taking: Taking


def import_feed(
    session: Session,
    feed: Feed,
    *,
    context: Context,
    actor: Actor,
    at: datetime,
    after_batch: Callable[[int], None],
) -> ImportReport:
    """
    Bring the catalogue up to date with a feed; reading the same feed again changes nothing.

    ``after_batch`` is told how many records the batch was made of.
    """
    report = ImportReport(source=context.feed, dialect=feed.dialect.name)
    _note_feed(report, feed)
    mapping = _Mapping(feed, context, report)
    records = enumerate(feed.raw_records())
    while batch := list(islice(records, BATCH)):
        taken = [each for index, raw in batch if (each := mapping.taken(index, raw)) is not None]
        _put_all(session, taken, report, actor=actor, at=at)
        report.records += len(batch)
        after_batch(len(batch))
    return report


def verbatim(fields: object) -> str:
    """What the source sent, as JSON, in characters that every database can keep."""
    text = json.dumps(fields, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(fields)
    return text


class _Mapping:
    """Maps records one after another, and remembers what came of ids that come twice."""

    def __init__(self, feed: Feed, context: Context, report: ImportReport) -> None:
        self._feed = feed
        self._context = context
        self._report = report
        self._earlier: dict[str, set[str]] = {}

    def taken(self, index: int, raw: Raw) -> Taken | None:
        """None where it is refused, or a later record of the same id stands in for it."""
        try:
            fields = _fields_of(raw)
            taking = Taking(self._context)
            if self._is_superseded(index, fields, taking):
                return None
            listing = self._feed.dialect.map_record(self._feed.prepared(fields), taking)
        except RecordRefused as refused:
            self._report.refusals.append(_refusal(raw.place, self._id_of(raw), refused))
            return None
        whole = replace(listing, dialect=self._feed.dialect.name, document=verbatim(fields))
        return Taken(place=raw.place, listing=whole, taking=taking)

    def _is_superseded(self, index: int, fields: Record, taking: Taking) -> bool:
        last = self._feed.last_of.get(found := self._feed.id_of(fields))
        if last is None:
            return False
        earlier = self._earlier.setdefault(found, set())
        if index != last:
            earlier.add(verbatim(fields))
            self._report.duplicates += 1
            return True
        if earlier - {verbatim(fields)}:
            taking.note("id", Code.DUPLICATE_CHANGED)
        return False

    def _id_of(self, raw: Raw) -> str:
        return self._feed.id_of(raw.fields) if isinstance(raw.fields, dict) else ""


def _fields_of(raw: Raw) -> Record:
    if not raw.is_json:
        raise RecordRefused(Reason.NOT_JSON, "This line is not JSON.", field="")
    if not isinstance(raw.fields, dict):
        raise RecordRefused(Reason.NOT_A_RECORD, "A service is needed here.", field="")
    return raw.fields


def _put_all(
    session: Session, batch: list[Taken], report: ImportReport, *, actor: Actor, at: datetime
) -> None:
    """Those that are as they were cost one query for the whole batch."""
    ids = [taken.listing.source_id for taken in batch]
    known = digests_by_source(session, report.source, ids, actor=actor)
    for taken in batch:
        listing = taken.listing
        if known.get(listing.source_id) == listing.digest():
            put: Put | None = Put.UNCHANGED
        else:
            put = _put(session, taken, report, actor=actor, at=at)
        if put is not None:
            report.took(put)
            report.adjusted_by(taken.taking, taken.place, shortened(listing.source_id))


def _put(
    session: Session, taken: Taken, report: ImportReport, *, actor: Actor, at: datetime
) -> Put | None:
    """None where it is refused, with what it had begun undone."""
    try:
        with session.begin_nested():
            return put_listing(session, taken.listing, actor=actor, at=at)
    except ListingInvalid as refused:
        why = RecordRefused(Reason.NOT_STORED, str(refused), field=refused.field or "")
    except DBAPIError:
        why = RecordRefused(Reason.NOT_STORED, "The database cannot keep this record.", field="")
    report.refusals.append(_refusal(taken.place, taken.listing.source_id, why))
    return None


def _refusal(place: Place, source_id: str, refused: RecordRefused) -> RefusedRecord:
    return RefusedRecord(
        place=str(place),
        source_id=shortened(source_id),
        field=refused.field or "",
        reason=refused.reason,
        message=str(refused),
    )


def _note_feed(report: ImportReport, feed: Feed) -> None:
    """What is true of whole files and columns is noted once."""
    found: Iterator[tuple[str, str, Code]] = iter(
        [
            *(
                (file.path.name, "", Code.ENCODING_GUESSED)
                for file in feed.files.files
                if file.was_guessed
            ),
            *(("header", column, Code.COLUMN_NOT_KNOWN) for column in feed.unknown_columns),
        ]
    )
    for place, column, code in found:
        report.note(
            AdjustedValue(place=place, source_id="", field=shortened(column), code=code, before="")
        )
