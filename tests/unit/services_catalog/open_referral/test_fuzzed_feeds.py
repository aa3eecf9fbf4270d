"""
Feeds that were tampered with: nothing escapes but *Unreadable*, and no record is lost silently.

Seeds are fixed, so that a failure can be seen again: its message names the feed and the seed.
"""

import json
import random
import shutil
from pathlib import Path

import pytest

from services_catalog.listing import Listing
from services_catalog.open_referral import template
from services_catalog.open_referral.columns_table import read_column_table
from services_catalog.open_referral.dialects import DIALECTS
from services_catalog.open_referral.feed import open_feed
from services_catalog.open_referral.mapping import Mapping
from services_catalog.open_referral.report import ImportReport
from services_catalog.open_referral.unreadable import Unreadable
from tests.feeds_by_hand import FEEDS, write
from tests.tampering import tamper

REAL = Path(__file__).resolve().parents[4] / "../shared/data/feeds"
FOODBANKS = Path(template.__file__).parent / "columns" / "foodbanks.csv"
REAL_FEEDS = (
    "bristol-oruk3-service-1625ip.json",
    "bristol-oruk3-services-page1.json",
    "bucks-outpost-services-page1.json",
    "hsds1-sample-datapackage",
    "hsds3-mock",
    "northlincs-oruk1-services-sample60.json",
    "ohana-sample-csv",
    "outpost",
    "sheffield",
)
MOST_RECORDS = 3
"""Of a real feed's list, so that many runs cost little."""

CASES = len(FEEDS) + len(REAL_FEEDS)


def shortened(document: object) -> object:
    """A list, or what an envelope lists, with its first few records."""
    if isinstance(document, list):
        return document[:MOST_RECORDS]
    cut = {
        key: value[:MOST_RECORDS] for key, value in document.items() if key.startswith("content")
    }
    return document | cut


def bring(path: Path, context, dice: random.Random) -> ImportReport:
    """As an import does up to the database."""
    columns = read_column_table(FOODBANKS) if "sheffield" in path.name else None
    dialect = dice.choice(["auto", "auto", "auto", *DIALECTS])
    feed = open_feed(path, dialect=dialect, columns=columns)
    report = ImportReport(source="a feed", dialect=feed.dialect.name)
    mapping = Mapping(feed, context, report)
    listings = []
    for index, raw in enumerate(feed.raw_records()):
        report.records += 1
        taken = mapping.taken(index, raw)
        if taken is not None:
            listings.append(taken.listing)
            report.adjusted_by(taken.taking, taken.place, taken.listing.source_id)
    check_nothing_is_lost(feed, report, listings)
    return report


def check_nothing_is_lost(feed, report: ImportReport, listings: list[Listing]) -> None:
    kinds = sum(feed.other_kinds.values())
    found = len(listings) + len(report.refusals) + report.duplicates + kinds
    assert feed.records == report.records == found
    assert len({listing.source_id for listing in listings}) == len(listings)
    for listing in listings:
        assert listing.source_id in feed.ids
        assert len(listing.digest()) == 64
        assert "\x00" not in str(listing)
        str(listing).encode()
    json.dumps(report.as_json(), ensure_ascii=False).encode()
    "\n".join((*report.lines(), *report.difference())).encode()


def fuzz(original: Path, folder: Path, context, runs: int) -> dict[str, int]:
    came = {"read": 0, "unreadable": 0}
    for seed in range(runs):
        dice = random.Random(f"{original.name} {seed}")
        path = folder / original.name
        shutil.copytree(original, path)
        try:
            tamper(path, dice)
            bring(path, context, dice)
            came["read"] += 1
        except Unreadable:
            came["unreadable"] += 1
        except BaseException as escaped:
            escaped.add_note(f"{original.name}, seed {seed}")
            raise
        finally:
            shutil.rmtree(path)
    return came


@pytest.mark.parametrize("name", FEEDS)
def test_by_hand_are_taken_or_reported(tmp_path, context, proof, name):
    original = write(FEEDS[name], tmp_path / "whole" / name)

    came = fuzz(original, tmp_path, context, proof(2_000, 50_000) // CASES)

    assert min(came.values()) > 0, "all of one kind, so this would prove little"


@pytest.mark.skipif(not REAL.exists(), reason="the real feeds are not beside this checkout")
@pytest.mark.parametrize("name", REAL_FEEDS)
def test_from_real_directories_are_taken_or_reported(tmp_path, context, proof, name):
    original = tmp_path / "whole" / name
    if (REAL / name).is_dir():
        shutil.copytree(REAL / name, original)
    else:
        original.mkdir(parents=True)
        document = shortened(json.loads((REAL / name).read_text(encoding="utf-8")))
        (original / "page.json").write_text(json.dumps(document), encoding="utf-8")

    came = fuzz(original, tmp_path, context, proof(2_000, 50_000) // CASES)

    assert min(came.values()) > 0, "all of one kind, so this would prove little"
