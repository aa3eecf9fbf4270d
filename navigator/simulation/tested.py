"""What the demonstration says of whether its services work: mostly that nobody has looked."""

from datetime import date, timedelta
from typing import cast

from navigator.simulation.source_tables import ratings
from services_catalog.listing import ListedEvidence


def evidence_of(codes: str, *, today: date) -> tuple[ListedEvidence, ...]:
    """Return the ratings named in ``codes``, joined with "+"; none where nothing is said."""
    return tuple(_rating(code, today=today) for code in codes.split("+") if code)


def _rating(code: str, *, today: date) -> ListedEvidence:
    told = ratings()[code]
    rated_on = cast("date | None", told.get("rated_on"))
    if "days_ago" in told:
        rated_on = today - timedelta(days=cast("int", told["days_ago"]))
    return ListedEvidence(
        scale=str(told["scale"]),
        level=str(told["level"]),
        subject=str(told.get("subject", "")),
        rated_on=rated_on,
        source=str(told.get("source", "")),
        source_url=str(told.get("source_url", "")),
        population=str(told.get("population", "")),
        note=str(told.get("note", "")),
    )
