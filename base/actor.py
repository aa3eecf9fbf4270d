"""Who acts or reads, and for which partnership."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    The reader or the writer of one request, command or job.

    ``sees_professional`` is whether they may see listings kept for professionals; a person who
    has not signed in may not. ``user_id`` is None for them, and for commands and jobs.
    ``roles`` are the codes of those they hold in ``organisation_id``, the one they act for.
    """

    partnership_id: UUID
    sees_professional: bool = False
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    roles: frozenset[str] = frozenset()
