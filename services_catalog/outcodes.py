"""Add up postcodes in use into what they make together: a middle, and what they reach into."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypedDict

DECIMALS = 5
"""Of a degree: about a metre."""


class PostcodeRow(TypedDict):
    """One row of the table of postcodes; ward and small area are None where they are not known."""

    code: str
    authority_code: str
    ward_code: str | None
    latitude: float
    longitude: float
    live: bool
    lsoa_code: str | None


@dataclass(slots=True)
class Middle:
    """The mean position of what was added; there must be something."""

    count: int = 0
    latitudes: float = 0.0
    longitudes: float = 0.0

    def add(self, *, latitude: float, longitude: float) -> None:
        self.count += 1
        self.latitudes += latitude
        self.longitudes += longitude

    def point(self) -> dict[str, float]:
        return {
            "latitude": round(self.latitudes / self.count, DECIMALS),
            "longitude": round(self.longitudes / self.count, DECIMALS),
        }


@dataclass(slots=True)
class Reach:
    middle: Middle = field(default_factory=Middle)
    authorities: set[str] = field(default_factory=set)
    wards: set[str] = field(default_factory=set)


class OutcodeTally:
    """
    What each outward code reaches into. Its size depends on those, not on the postcodes added.

    Withdrawn postcodes count for nothing, so a withdrawn outward code is not there at all.
    """

    def __init__(self) -> None:
        self._reaches: dict[str, Reach] = defaultdict(Reach)

    def add(self, row: PostcodeRow) -> None:
        if not row["live"]:
            return
        reach = self._reaches[row["code"].partition(" ")[0]]
        reach.middle.add(latitude=row["latitude"], longitude=row["longitude"])
        reach.authorities.add(row["authority_code"])
        if row["ward_code"]:
            reach.wards.add(row["ward_code"])

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row of the table of outward codes for each."""
        for outcode, reach in self._reaches.items():
            yield {
                "code": outcode,
                "authority_codes": " ".join(sorted(reach.authorities)),
                "ward_codes": " ".join(sorted(reach.wards)),
            } | reach.middle.point()
