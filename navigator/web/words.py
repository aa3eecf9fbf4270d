"""
Every word shown, from one table: ``navigator/words.toml``.

Templates say ``{{ say("results.list") }}``; a code is said with ``{{ label("space", code) }}``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup

TABLE = Path(__file__).resolve().parent.parent / "words.toml"


class WordMissing(LookupError):
    """The table has no such entry."""


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(say=say, label=label)


def say(key: str, **values: object) -> str:
    """
    The words for ``key`` ("page.sentence"), with ``{values}`` filled in.

    ``count`` picks the singular (``key_one``) where the table has one. A value that is mark-up, a
    link say, stays so, and every other value is then escaped.

    :raises WordMissing: if the table has no such key
    :raises KeyError: if the words have a place for a value that was not given
    """
    table = words()
    if values.get("count") == 1 and f"{key}_one" in table:
        key = f"{key}_one"
    if key not in table:
        raise WordMissing(f"words.toml has no entry {key!r}.")
    if any(isinstance(value, Markup) for value in values.values()):
        return Markup(table[key]).format(**values)  # noqa: S704  the table is ours
    return table[key].format(**values)


def label(scheme: str, code: str) -> str:
    """What screens say for a code of a closed list."""
    return say(f"{scheme}.{code}")


@cache
def words() -> Mapping[str, str]:
    with TABLE.open("rb") as file:
        sections = tomllib.load(file)
    return {
        f"{section}.{key}": text
        for section, entries in sections.items()
        for key, text in entries.items()
    }
