"""Check the tables in which a partnership writes what its levels of need are called. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from base.refusals import Invalid
from eligibility import Level, LevelOfNeed
from eligibility.levels import STEPS
from eligibility.words import fold
from services_catalog.reference import LevelWording

LEVEL_COLUMNS = ("level", "plain", "official", "meaning")
WORDING_COLUMNS = ("provider", "wording", "level")

LONGEST: Mapping[str, int] = {
    "plain": 60,
    "official": 60,
    "meaning": 300,
    "provider": 200,
    "wording": 100,
}
MOST_WORDINGS = 5_000
FIRST_ROW = 2
"""As spreadsheets count: the names of the columns stand in row 1."""

Row = Mapping[str, str]


class LevelsInvalid(Invalid):
    """The table cannot be used. The message names the row and says what to do."""


def checked_levels(rows: Sequence[Row]) -> tuple[LevelOfNeed, ...]:
    """
    Read the four levels, in any order.

    :raises LevelsInvalid: naming the first row that is wrong, or the level that is missing
    """
    found: dict[Level, LevelOfNeed] = {}
    labels: set[str] = set()
    for number, row in enumerate(rows, FIRST_ROW):
        entry = _level_of_need(row, number)
        if entry.level in found:
            raise LevelsInvalid(f"Row {number}: the level {entry.level} is there twice.")
        if fold(entry.plain) in labels:
            raise LevelsInvalid(f"Row {number}: another level is called “{entry.plain}” too.")
        found[entry.level] = entry
        labels.add(fold(entry.plain))
    if missing := [level for level in Level if level not in found]:
        raise LevelsInvalid(f"Add a row for each of these levels: {', '.join(missing)}.")
    return tuple(found[level] for level in Level)


def checked_wordings(rows: Sequence[Row]) -> tuple[LevelWording, ...]:
    """
    Read wordings. One that means several levels has a row for each; no rows at all are none.

    :raises LevelsInvalid: naming the first row that is wrong
    """
    if len(rows) > MOST_WORDINGS:
        raise LevelsInvalid(f"Write at most {MOST_WORDINGS} rows.")
    found: dict[tuple[str, str, Level], LevelWording] = {}
    for number, row in enumerate(rows, FIRST_ROW):
        wording = LevelWording(
            provider=_text(row, "provider", number),
            wording=_needed(row, "wording", number),
            level=_level(row, number),
        )
        key = fold(wording.provider), fold(wording.wording), wording.level
        if not key[1]:
            raise LevelsInvalid(f"Row {number}: the wording has no letter or number in it.")
        if key in found:
            raise LevelsInvalid(f"Row {number} says the same as a row above it. Take one out.")
        found[key] = wording
    return tuple(found.values())


def check_columns(given: Iterable[str], wanted: Sequence[str]) -> None:
    """:raises LevelsInvalid: unless these are the columns, in any order"""
    named = list(given)
    if sorted(named) != sorted(wanted):
        raise LevelsInvalid(
            f"Row 1 must name these columns: {', '.join(wanted)}. "
            f"It names: {', '.join(named)[:200] or 'none'}."
        )


def _level_of_need(row: Row, number: int) -> LevelOfNeed:
    level = _level(row, number)
    return LevelOfNeed(
        level=level,
        step=STEPS[level],
        plain=_needed(row, "plain", number),
        official=_text(row, "official", number),
        meaning=_needed(row, "meaning", number),
    )


def _level(row: Row, number: int) -> Level:
    written = row["level"].strip()
    try:
        return Level(written.lower())
    except ValueError:
        raise LevelsInvalid(
            f"Row {number}: {written[:40]!r} is no level. Write one of {', '.join(Level)}."
        ) from None


def _needed(row: Row, column: str, number: int) -> str:
    text = _text(row, column, number)
    if not text:
        raise LevelsInvalid(f"Row {number}: write something under {column}.")
    return text


def _text(row: Row, column: str, number: int) -> str:
    text = " ".join(row[column].split())
    if len(text) > LONGEST[column]:
        raise LevelsInvalid(
            f"Row {number}: {column} must be {LONGEST[column]} characters or fewer."
        )
    if not text.isprintable():
        raise LevelsInvalid(f"Row {number}: {column} holds a character that cannot be shown.")
    return text
