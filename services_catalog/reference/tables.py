"""Read the tables that ship with the product."""

import csv
from importlib import resources


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of one table of this folder, each by column name, text trimmed."""
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    return [
        {column: (value or "").strip() for column, value in row.items()}
        for row in csv.DictReader(text.splitlines())
    ]


def yes(value: str) -> bool:
    """Whether a cell says yes; everything else is no."""
    return value == "yes"
