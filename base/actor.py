"""Who acts or reads, and for which partnership."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    The reader or the writer of one request, command or job.

    ``sees_professional`` is whether they may see listings kept for professionals; a person who
    has not signed in may not.
    """

    partnership_id: UUID
    sees_professional: bool = False
