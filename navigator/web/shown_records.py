"""What is held on somebody, as a page shows it: every table and box by a plain name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from navigator.records.gathering import Gathered, Item, Look, Value
from navigator.web.filters import day, moment
from navigator.web.words import label, say, words


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ShownItem:
    key: str
    title: str
    facts: tuple[tuple[str, str], ...]
    withheld: bool = False


def shown_items(gathered: Gathered, *, withheld: Iterable[str] = ()) -> list[ShownItem]:
    """Every row, boxes that are empty left out."""
    left_out = set(withheld)
    return [
        ShownItem(
            key=item.key,
            title=label("held_table", item.table),
            facts=tuple(_facts(item)),
            withheld=item.key in left_out,
        )
        for item in gathered.items
    ]


def shown_look(look: Look) -> str:
    """Who looked is withheld; that somebody did, what they did and when, is not."""
    what = label("act", look.act) if f"act.{look.act}" in words() else look.act
    return say("records.look", when=moment(datetime.fromisoformat(look.at)), what=what)


def _facts(item: Item) -> Iterator[tuple[str, str]]:
    for name, value in item.values.items():
        if value not in (None, "", [], {}):
            yield label("held", name), shown_value(name, value)


def shown_value(name: str, value: Value) -> str:
    if isinstance(value, bool):
        return say("records.yes") if value else say("records.no")
    if isinstance(value, list):
        return ", ".join(shown_value(name, each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {text}" for key, text in value.items())
    return _shown_text(str(value))


def _shown_text(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return moment(datetime.fromisoformat(text))
    except ValueError:
        return text
