"""
Make ``wards.csv`` and ``postcodes.csv.gz`` from the full files. Run by hand when those change:

``python -m services_catalog.reference.geography.build FOLDER``, where FOLDER holds
``bristol_ward.geojson``, ``bristol_postcodes.csv`` and ``bs_postcodes_outside_bristol.csv``.
"""

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
PLACES = 5
"""Decimal places of a degree: about a metre."""

Row = tuple[str, ...]


def build(folder: Path) -> None:
    (HERE / "wards.csv").write_text(
        as_csv(("code", "name", "authority_code", "latitude", "longitude"), wards(folder)),
        encoding="utf-8",
    )
    columns = ("code", "authority_code", "ward_code", "latitude", "longitude", "live", "lsoa_code")
    text = as_csv(columns, sorted(postcodes(folder)))
    # Without a time in it, the same data make the same file.
    (HERE / "postcodes.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def wards(folder: Path) -> Iterator[Row]:
    shapes = json.loads((folder / "bristol_ward.geojson").read_text(encoding="utf-8"))
    for facts in (shape["properties"] for shape in shapes["features"]):
        point = (degrees(facts["LAT"]), degrees(facts["LONG"]))
        yield (facts["WD25CD"], facts["WD25NM"], facts["LAD25CD"], *point)


def postcodes(folder: Path) -> Iterator[Row]:
    for name in ("bristol_postcodes.csv", "bs_postcodes_outside_bristol.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            placed = (row for row in csv.DictReader(file) if row["latitude"])
            yield from (postcode(row) for row in placed)


def postcode(row: dict[str, str]) -> Row:
    ward = row.get("ward_code", "")
    return (
        row["postcode"],
        row["lad_code"],
        ward if ward.startswith("E") else "",
        degrees(row["latitude"]),
        degrees(row["longitude"]),
        "yes" if row["in_code_point_open"] == "Y" else "",
        row.get("lsoa21_code", ""),
    )


def degrees(value: str | float) -> str:
    return f"{float(value):.{PLACES}f}"


def as_csv(columns: Row, rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    build(Path(sys.argv[1]))
