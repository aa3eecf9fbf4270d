"""
How well something has been tested, in a few bands, from ratings on scales of many kinds. Pure.

A band orders services and never hides one. Not known is not a bad mark: it stands beside *early*.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class EvidenceBand(StrEnum):
    """
    - WELL: rigorous studies, or a fair comparison here, show that it helps
    - SOME: figures point to good, or a study was done of which the scale does not say the result
    - EARLY: it can say what it does, or what people say of it
    - UNKNOWN: nobody has rated it, or a scale does not suit it
    - NOT_HELPING: a study found no good or some harm, and none as strong found otherwise
    """

    WELL = "well"
    SOME = "some"
    NOT_HELPING = "not_helping"
    EARLY = "early"
    UNKNOWN = "unknown"


BANDS: Mapping[str, Mapping[EvidenceBand, frozenset[str]]] = MappingProxyType(
    {
        "eif": {
            EvidenceBand.WELL: frozenset({"4plus", "4", "3plus", "3"}),
            EvidenceBand.SOME: frozenset({"3plus_mixed", "3mixed", "2plus", "2"}),
            EvidenceBand.EARLY: frozenset({"2mixed", "nl2"}),
            EvidenceBand.NOT_HELPING: frozenset({"ne"}),
        },
        "yef_impact": {
            EvidenceBand.SOME: frozenset({"high", "moderate", "low"}),
            EvidenceBand.NOT_HELPING: frozenset({"no_effect", "harmful"}),
        },
        "nesta": {
            EvidenceBand.WELL: frozenset({"5", "4", "3"}),
            EvidenceBand.SOME: frozenset({"2"}),
            EvidenceBand.EARLY: frozenset({"1"}),
        },
        "maryland": {
            EvidenceBand.SOME: frozenset({"5", "4", "3", "2"}),
            EvidenceBand.EARLY: frozenset({"1"}),
        },
        "eef": {
            EvidenceBand.SOME: frozenset({"5", "4", "3", "2"}),
            EvidenceBand.EARLY: frozenset({"1", "0"}),
        },
        "local": {
            EvidenceBand.WELL: frozenset({"compared"}),
            EvidenceBand.SOME: frozenset({"change_measured"}),
            EvidenceBand.EARLY: frozenset({"feedback", "described"}),
        },
    }
)
"""
The levels of each scale of evidence by band; what is not here says nothing of it (UNKNOWN).

Scales that rate a method and not its result (Maryland, EEF) say no more than SOME; so does one
about a kind of approach (YEF impact). How sure a rating is, and what help costs, are no band.
"""


def evidence_band(ratings: Iterable[tuple[str, str]]) -> EvidenceBand:
    """
    Return the band of all (scale, level) together: the first that any of them is.

    So a study that found no good counts for more than a description, and less than a good study.
    """
    found = {_band(scale, level) for scale, level in ratings}
    return next((band for band in EvidenceBand if band in found), EvidenceBand.UNKNOWN)


def _band(scale: str, level: str) -> EvidenceBand:
    bands = BANDS.get(scale, {})
    return next((band for band, levels in bands.items() if level in levels), EvidenceBand.UNKNOWN)
