"""
What may be asked once so that fairness can be looked at: questions and the answers to each.

Nobody has to answer. *Prefer not to say* is an answer; what was not asked has none.
"""

from collections.abc import Mapping
from types import MappingProxyType

PREFER_NOT = "prefer_not"

QUESTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ethnicity": ("asian", "black", "mixed", "white", "other", PREFER_NOT),
        "sex": ("female", "male", PREFER_NOT),
        "send": ("none", "support", "plan", PREFER_NOT),
        "free_meals": ("yes", "no", PREFER_NOT),
        "language": ("english", "other", PREFER_NOT),
        "care": ("never", "now", "before", PREFER_NOT),
    }
)
