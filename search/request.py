"""What a person or a program asks for: validated, and free of anything personal."""

from dataclasses import dataclass, fields, replace
from typing import Self

PER_PAGE = 20
LONGEST_WORDS = 200
"""Characters of typed words that are read; the rest is ignored, and the person is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """
    ``home`` is a ward code or an outward code, never a full postcode; empty is anywhere.

    ``age`` is in whole years; None is any. In each of the sets any one code is enough, except
    that every access provision asked for must be there. ``day`` holds "mon" to "sun".
    """

    words: str = ""
    age: int | None = None
    home: str = ""
    need: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    space: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    freshness: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    evening: bool = False
    page: int = 1
    per_page: int = PER_PAGE

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was asked for, so that everything is shown."""
        return replace(self, page=1, per_page=PER_PAGE) == SearchRequest()

    def without(self, name: str, code: str | None = None) -> Self:
        """The same request less one filter, or less one code of it; back on the first page."""
        current = getattr(self, name)
        if isinstance(current, tuple) and code is not None:
            value: object = tuple(kept for kept in current if kept != code)
        else:
            value = next(f.default for f in fields(self) if f.name == name)
        return replace(self, **{name: value, "page": 1})  # type: ignore[arg-type]
