"""The tables of the impact assessment are those of the code."""

from pathlib import Path

from base.orm import Base
from navigator.records.data_map import About, Kind, data_map
from navigator.records.gathering import NOT_TIED, TIES
from navigator.records.printed import BEGINS, ENDS, KEPT, printed_map
from navigator.referrals.seen import Part

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "dpia.md"
ALONE = {"writer", "call", "reviewer"}
"""Who alone sees what is no part of a referral."""


def test_the_tables_are_as_printed():
    written = DOCUMENT.read_text(encoding="utf-8")
    between = written.partition(BEGINS)[2].partition(ENDS)[0]

    assert between.strip() == printed_map(), "run: flask records map, and put it in docs/dpia.md"


def test_check_42_whatever_is_personal_says_who_sees_it():
    silent = [
        f"{name}.{column}"
        for name, mapped in data_map().items()
        if mapped.about is About.YOUNG_PERSON
        for column in mapped.of_kinds(Kind.IDENTITY, Kind.WORDS)
        if mapped.seen.get(column) not in {*Part, *ALONE}
    ]
    assert silent == []


def test_every_table_says_how_long_it_is_kept():
    assert {mapped.keep for mapped in data_map().values()} <= set(KEPT)
    assert {model.__tablename__ for model in (*TIES, *NOT_TIED)} <= set(Base.metadata.tables)
