"""The tables that ship: needs and their words, rating scales, languages."""

from services_catalog.reference.level_wordings import LevelWording, level_wordings
from services_catalog.reference.ratings import RatingLevel, RatingScale, rating_scales
from services_catalog.reference.schemes import scheme_codes
from services_catalog.reference.vocabulary import (
    Need,
    NeedMapping,
    Strength,
    Synonym,
    decided_needs,
    languages,
    need_groups,
    need_mappings,
    needs,
    needs_for,
    strengths,
    synonyms,
    term_key,
)

__all__ = [
    "LevelWording",
    "Need",
    "NeedMapping",
    "RatingLevel",
    "RatingScale",
    "Strength",
    "Synonym",
    "decided_needs",
    "languages",
    "level_wordings",
    "need_groups",
    "need_mappings",
    "needs",
    "needs_for",
    "rating_scales",
    "scheme_codes",
    "strengths",
    "synonyms",
    "term_key",
]
