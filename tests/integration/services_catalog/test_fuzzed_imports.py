"""An import of a feed that was tampered with ..."""

import random
import shutil

import pytest
from sqlalchemy import func, select

from services_catalog.models import Service
from services_catalog.open_referral.unreadable import Unreadable
from services_catalog.operations import Put
from tests.feeds_by_hand import FEEDS, write
from tests.integration.services_catalog.bringing_in import bring_in
from tests.tampering import tamper


@pytest.mark.parametrize("name", FEEDS)
def test_takes_or_reports_every_record_and_changes_nothing_the_second_time(
    session, public, tmp_path, proof, name
):
    original = write(FEEDS[name], tmp_path / "whole" / name)
    read = 0
    for seed in range(proof(8, 250)):
        path = tmp_path / name
        shutil.copytree(original, path)
        tamper(path, random.Random(f"{name} {seed}"))
        try:
            report = bring_in(session, public, path, source=str(seed))
        except Unreadable:
            continue
        finally:
            again = path.rename(tmp_path / f"{name} {seed}")
        second = bring_in(session, public, again, source=str(seed))

        taken = report.put.total() + len(report.refusals) + report.duplicates
        assert report.records == taken + report.not_services.total(), seed
        assert (second.put[Put.ADDED], second.put[Put.CHANGED]) == (0, 0), seed
        assert second.refusals == report.refusals, seed
        stored = select(func.count()).select_from(Service).where(Service.feed == str(seed))
        assert session.scalar(stored) == report.put[Put.ADDED], seed
        read += 1
    assert read > 0
