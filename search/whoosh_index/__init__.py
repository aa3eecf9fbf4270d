"""The search index kept by Whoosh. Nothing outside this package knows Whoosh's files."""

from search.whoosh_index.engine import WhooshIndex

__all__ = ["WhooshIndex"]
