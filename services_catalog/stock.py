"""What the catalogue holds, counted: listings by feed, and how many of them are up to date."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from base.actor import Actor
from services_catalog.codes import Freshness
from services_catalog.freshness import freshness_on
from services_catalog.models import Service
from services_catalog.queries import shown_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """``feed`` is empty for the sum of all feeds."""

    feed: str = ""
    by_freshness: Mapping[Freshness, int] = field(default_factory=dict)

    @property
    def listings(self) -> int:
        return sum(self.by_freshness.values())

    @property
    def current(self) -> int:
        return self.by_freshness.get(Freshness.CURRENT, 0)

    @property
    def overdue(self) -> int:
        """Past the day it should have been checked, by however much."""
        late = (Freshness.OVERDUE, Freshness.LONG_OVERDUE)
        return sum(self.by_freshness.get(freshness, 0) for freshness in late)

    @property
    def never(self) -> int:
        return self.by_freshness.get(Freshness.NEVER, 0)

    @property
    def current_in_a_hundred(self) -> int:
        return round(100 * self.current / self.listings) if self.listings else 0


def stock_by_feed(session: Session, *, reader: Actor, day: date) -> list[Stock]:
    """The listings that the reader may see, by feed in the order of their names."""
    rows = session.execute(
        select(Service.feed, Service.verified_on, Service.verify_by).where(shown_to(reader))
    )
    counts: dict[str, Counter[Freshness]] = defaultdict(Counter)
    for row in rows:
        freshness = freshness_on(day, verified_on=row.verified_on, verify_by=row.verify_by)
        counts[row.feed][freshness] += 1
    return [Stock(feed=feed, by_freshness=counts[feed]) for feed in sorted(counts)]


def whole_stock(feeds: list[Stock]) -> Stock:
    total: Counter[Freshness] = Counter()
    for stock in feeds:
        total.update(stock.by_freshness)
    return Stock(by_freshness=total)


def holds_feed(session: Session, feed: str, *, reader: Actor) -> bool:
    """Whether the reader may see any listing of this feed."""
    return bool(session.scalar(select(exists().where(Service.feed == feed, shown_to(reader)))))
