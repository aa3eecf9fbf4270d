"""Import a feed as the command does, without committing: for tests that look at what came of it."""

import json

from services_catalog.open_referral.feed import open_feed
from services_catalog.open_referral.importing import apply_plan
from services_catalog.open_referral.known_places import KnownPlaces
from services_catalog.open_referral.local_mappings import mapping_of
from services_catalog.open_referral.plan import plan_import
from services_catalog.open_referral.taking import Context
from tests.factories import NOON, TODAY

ORUK3 = {"id": "1", "name": "Example Club", "status": "active"}


def context_of(session, actor, source="a feed"):
    return Context(
        feed=source,
        on=TODAY,
        places=KnownPlaces(session),
        needs_for=mapping_of(session, actor=actor),
    )


def bring_in(session, actor, path, *, source="a feed", columns=None, retire_missing=False):
    plan = plan_import(
        session,
        open_feed(path, columns=columns),
        context=context_of(session, actor, source),
        actor=actor,
        after_batch=lambda _: None,
        retire_missing=retire_missing,
    )
    return apply_plan(session, plan, actor=actor, at=NOON, after_batch=lambda _: session.flush())


def write_json(folder, *records, name="feed.json", **envelope):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {**envelope, "contents": records} if envelope else records
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path
