"""The services that a link or a form names by id, as far as the reader may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from navigator.db import session
from navigator.web.partnership import current_actor
from navigator.web.shortlist import MOST_KEPT
from services_catalog.models import Service
from services_catalog.queries import services_by_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedServices:
    """
    ``missing`` counts what is not listed for this reader, or is no id at all.

    ``over`` counts those past the most that a list holds; they were not looked up.
    """

    services: tuple[Service, ...]
    missing: int = 0
    over: int = 0

    @property
    def ids(self) -> list[UUID]:
        return [service.id for service in self.services]


def named_services(given: Iterable[str | UUID]) -> NamedServices:
    """Each once, in the order given."""
    named = list(dict.fromkeys(str(each).strip().lower() for each in given))
    asked, unreadable = _ids(named)
    found = services_by_ids(session(), asked[:MOST_KEPT], reader=current_actor())
    return NamedServices(
        services=tuple(found),
        missing=unreadable + len(asked[:MOST_KEPT]) - len(found),
        over=max(0, len(asked) - MOST_KEPT),
    )


def _ids(named: Sequence[str]) -> tuple[list[UUID], int]:
    """The ids, and how many were none."""
    ids: dict[UUID, None] = {}
    unreadable = 0
    for each in named:
        try:
            ids[UUID(each)] = None
        except ValueError:
            unreadable += 1
    return list(ids), unreadable
