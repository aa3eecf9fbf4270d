"""Whether a service is running, from the words feeds use."""

from collections.abc import Mapping
from types import MappingProxyType

from services_catalog.codes import Status
from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened
from services_catalog.open_referral.fixes.text import said

STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        "active": Status.LIVE,
        "live": Status.LIVE,
        "open": Status.LIVE,
        "published": Status.LIVE,
        "temporarily closed": Status.TEMPORARILY_CLOSED,
        "suspended": Status.TEMPORARILY_CLOSED,
        "inactive": Status.ENDED,
        "defunct": Status.ENDED,
        "closed": Status.ENDED,
        "ended": Status.ENDED,
        "draft": Status.DRAFT,
        "pending": Status.DRAFT,
    }
)


def status_of(value: object) -> Fixed[Status]:
    """A source that says nothing lists the service, so it is running."""
    word = " ".join(said(value)[:100].casefold().replace("_", " ").split())
    if not word:
        return Fixed(Status.LIVE)
    if word not in STATUSES:
        return Fixed(Status.LIVE, Code.STATUS_NOT_KNOWN, shortened(value))
    return Fixed(STATUSES[word])
