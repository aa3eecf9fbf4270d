"""
What an import would change: every record mapped and held against the catalogue, nothing written.

Changes wait in a spool, so that memory does not grow with the feed and no record is mapped twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from uuid import UUID

from sqlalchemy.orm import Session

from base.actor import Actor
from base.refusals import Invalid
from services_catalog.batches import batches
from services_catalog.feeds import held_of_feed
from services_catalog.listing import Listing
from services_catalog.open_referral.feed import Feed
from services_catalog.open_referral.fixes.fixed import Code, shortened
from services_catalog.open_referral.mapping import Mapping, Taken
from services_catalog.open_referral.paging import are_pages_missing, totals_differ
from services_catalog.open_referral.reading import Place
from services_catalog.open_referral.report import MISSING, AdjustedValue, ImportReport
from services_catalog.open_referral.spool import Spool
from services_catalog.open_referral.taking import Context, Reason
from services_catalog.operations import Put
from services_catalog.queries import digests_by_source

BATCH = 200
WHOLE = 100
ID_NOT_KNOWN = frozenset({Reason.NOT_JSON, Reason.NOT_A_RECORD, Reason.NO_ID})
"""Refused records that may be any of those that seem to be missing."""


class TooMuchMissing(Invalid):
    """The feed has shrunk by more than was allowed; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    place: Place
    listing: Listing
    put: Put


@dataclass(kw_only=True)
class Plan:
    """``report`` says what will have been done; ``retiring`` are the listings to end."""

    report: ImportReport
    changes: Spool[Change] = field(default_factory=Spool)
    retiring: list[UUID] = field(default_factory=list)

    @property
    def changes_anything(self) -> bool:
        return bool(len(self.changes) or self.retiring)


def plan_import(
    session: Session,
    feed: Feed,
    *,
    context: Context,
    actor: Actor,
    after_batch: Callable[[int], None],
    retire_missing: bool = False,
) -> Plan:
    """
    Hold a feed against the catalogue.

    ``after_batch`` is told how many records the batch was made of. What is missing from the feed
    is always counted; it is to be retired only with ``retire_missing``, and then only if the whole
    feed could be read.
    """
    plan = Plan(report=ImportReport(source=context.feed, dialect=feed.dialect.name))
    _note_feed(plan.report, feed)
    mapping = Mapping(feed, context, plan.report)
    for batch in batches(enumerate(feed.raw_records()), BATCH):
        taken = [each for index, raw in batch if (each := mapping.taken(index, raw)) is not None]
        _compare(session, taken, plan, actor=actor)
        plan.report.records += len(batch)
        after_batch(len(batch))
    missing = _missing(session, feed, plan.report, actor=actor)
    if retire_missing and missing:
        plan.report.not_retired = _why_not(feed, plan.report)
        plan.retiring = [] if plan.report.not_retired else missing
    return plan


def check_shrink(plan: Plan, *, at_most: int) -> None:
    """
    Refuse a feed that has lost more of its listings than ``at_most`` in a hundred.

    :raises TooMuchMissing: before anything is changed
    """
    report = plan.report
    held = report.missing + report.put[Put.CHANGED] + report.put[Put.UNCHANGED]
    if report.missing * WHOLE > at_most * held:
        raise TooMuchMissing(
            f"{report.missing:,} of {held:,} listings of {report.source} are no longer in the "
            f"feed, more than the {at_most}% that --limit-change allows. Nothing was changed. "
            "See that the feed is whole; if it is, give a higher limit."
        )


def _compare(session: Session, taken: list[Taken], plan: Plan, *, actor: Actor) -> None:
    """One query for the whole batch."""
    ids = [each.listing.source_id for each in taken]
    known = digests_by_source(session, plan.report.source, ids, actor=actor)
    for each in taken:
        before = known.get(each.listing.source_id)
        put = _what_becomes(before, each.listing)
        plan.report.took(put, each.listing.name)
        plan.report.adjusted_by(each.taking, each.place, shortened(each.listing.source_id))
        if put is not Put.UNCHANGED:
            plan.changes.add(Change(place=each.place, listing=each.listing, put=put))


def _what_becomes(before: str | None, listing: Listing) -> Put:
    if before is None:
        return Put.ADDED
    return Put.UNCHANGED if before == listing.digest() else Put.CHANGED


def _missing(session: Session, feed: Feed, report: ImportReport, *, actor: Actor) -> list[UUID]:
    found = []
    for held in held_of_feed(session, report.source, actor=actor):
        if held.source_id not in feed.ids:
            found.append(held.id)
            report.named(MISSING, held.name)
    report.missing = len(found)
    return found


def _why_not(feed: Feed, report: ImportReport) -> str:
    """Why what seems to be missing may be there after all; empty where it may not."""
    if any(refused.reason in ID_NOT_KNOWN for refused in report.refusals):
        return "records were refused whose ids are not known. Mend them at the source."
    if are_pages_missing(feed.pages, records=feed.records):
        return "the feed says that it has more pages than are here. Fetch them all."
    return ""


def _note_feed(report: ImportReport, feed: Feed) -> None:
    """What is true of whole files, columns and pages is noted once."""
    report.not_services.update(feed.other_kinds)
    for place, column, code in _feed_notes(feed):
        report.note(
            AdjustedValue(place=place, source_id="", field=shortened(column), code=code, before="")
        )


def _feed_notes(feed: Feed) -> Iterator[tuple[str, str, Code]]:
    for file in feed.files.files:
        if file.was_guessed:
            yield file.name, "", Code.ENCODING_GUESSED
    for column in feed.unknown_columns:
        yield "header", column, Code.COLUMN_NOT_KNOWN
    for name, rows in feed.files.unlinked().items():
        yield from repeat((name, "", Code.ROW_NOT_LINKED), rows)
    for name in feed.files.unread():
        yield name, "", Code.TABLE_NOT_READ
    if are_pages_missing(feed.pages, records=feed.records):
        yield "pages", "", Code.PAGES_MISSING
    if totals_differ(feed.pages):
        yield "pages", "", Code.TOTALS_DIFFER
