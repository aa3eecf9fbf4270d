"""
Write what a plan changes, batch by batch.

Nothing here commits: ``after_batch`` is called when a batch is written, and the runner commits. An
import that is broken off has done whole batches; run again, it does the rest.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from base.actor import Actor
from services_catalog.batches import batches
from services_catalog.open_referral.mapping import refusal
from services_catalog.open_referral.plan import BATCH, Change, Plan
from services_catalog.open_referral.report import ImportReport
from services_catalog.open_referral.taking import Reason, RecordRefused
from services_catalog.operations import ListingInvalid, put_listings, retire_listings


def apply_plan(
    session: Session,
    plan: Plan,
    *,
    actor: Actor,
    at: datetime,
    after_batch: Callable[[int], None],
) -> ImportReport:
    """``after_batch`` is told how many listings a batch had."""
    for changes in plan.changes.batches():
        _put_all(session, changes, plan.report, actor=actor, at=at)
        after_batch(len(changes))
    for ids in batches(plan.retiring, BATCH):
        plan.report.retired += retire_listings(session, ids, actor=actor, at=at)
        after_batch(len(ids))
    return plan.report


def _put_all(
    session: Session, changes: list[Change], report: ImportReport, *, actor: Actor, at: datetime
) -> None:
    """All in one go; where the database refuses one of them, one by one to find out which."""
    _begin_writing(session)
    try:
        with session.begin_nested():
            put_listings(session, [each.listing for each in changes], actor=actor, at=at)
    except (ListingInvalid, StatementError):
        for change in changes:
            _put(session, change, report, actor=actor, at=at)


def _put(
    session: Session, change: Change, report: ImportReport, *, actor: Actor, at: datetime
) -> None:
    """Where it is refused, what it had begun is undone."""
    try:
        with session.begin_nested():
            put_listings(session, [change.listing], actor=actor, at=at)
            return
    except ListingInvalid as refused:
        why = RecordRefused(Reason.NOT_STORED, str(refused), field=refused.field or "")
    except StatementError:
        why = RecordRefused(Reason.NOT_STORED, "The database cannot keep this record.", field="")
    report.refused_after_all(change.put, refusal(change.place, change.listing.source_id, why))


def _begin_writing(session: Session) -> None:
    """
    Begin a transaction, so that what is written waits for whoever commits.

    SQLite's driver begins one at the first write alone. A savepoint before that would be a
    transaction of its own, and would be committed as soon as it is let go.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return
    raw = connection.connection.dbapi_connection
    if not getattr(raw, "in_transaction", True):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
