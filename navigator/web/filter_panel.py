"""The filters beside the results: what can be chosen, how many each leaves, what was chosen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from eligibility import Level
from navigator.web.levels import level_label
from navigator.web.search_form import address_of
from navigator.web.search_parameters import DAYS, SHOWN_FRESHNESS, UNKNOWN
from navigator.web.words import label, say
from search.request import SearchRequest
from search.results import Matches, SearchResults
from services_catalog.codes import Access, Route, Space
from services_catalog.places import Gazetteer
from services_catalog.reference import languages, needs

OPEN_GROUPS = frozenset({"need", "level"})
"""Shown open before anything is chosen: what people filter by most."""

MOST_OPTIONS = 15
"""A longer list is hard to use and heavy on a phone: the commonest are shown, and those chosen."""


Found = SearchResults | Matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """``id`` is that of its checkbox, sent as ``name=code``."""

    name: str
    code: str
    label: str
    count: int
    chosen: bool

    @property
    def id(self) -> str:
        return f"{self.name}-{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """``has_more`` is whether options were left out because there were too many to show."""

    code: str
    options: tuple[Option, ...]
    has_more: bool = False

    @property
    def legend(self) -> str:
        return label("filter", self.code)

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)

    @property
    def is_open(self) -> bool:
        return self.code in OPEN_GROUPS or bool(self.chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One thing that was asked for, and the address of the results without it."""

    label: str
    href: str


def _named(scheme: str) -> Callable[[str], str]:
    return lambda code: label("unknown", scheme) if code == UNKNOWN else label(scheme, code)


LABELS: Mapping[str, Callable[[str], str]] = {
    "need": lambda code: needs()[code].label,
    "level": level_label,
    "space": _named("space"),
    "access": _named("access"),
    "language": lambda code: languages().get(code) or label("unknown", "language"),
    "freshness": _named("freshness"),
    "day": _named("weekday"),
}

LISTS: tuple[tuple[str, str, Callable[[], Iterable[str]]], ...] = (
    ("need", "need", needs),
    ("level", "level", lambda: (*Level, UNKNOWN)),
    ("space", "space", lambda: Space),
    ("route", "access", lambda: (*Route, UNKNOWN)),
    ("day", "day", lambda: DAYS),
    ("access", "access", lambda: Access),
    ("language", "language", lambda: (*languages(), UNKNOWN)),
    ("freshness", "freshness", lambda: SHOWN_FRESHNESS),
)
"""The groups in order: what each is called, the parameter it sets, and its codes."""


def groups(found: Found) -> list[Group]:
    """The groups with something to choose; an option that leaves nothing is left out."""
    made = [_commonest(code, _options(found, name, codes())) for code, name, codes in LISTS]
    return [_with_evening(found, group) for group in made if group.options]


def tags(wanted: SearchRequest, gazetteer: Gazetteer) -> list[Tag]:
    """What was asked for, each with the way to take it back."""
    made = []
    if wanted.words:
        made.append(Tag(label=say("tag.words", words=wanted.words), href=_less(wanted, "words")))
    if wanted.age is not None:
        made.append(Tag(label=say("tag.age", age=wanted.age), href=_less(wanted, "age")))
    if home := gazetteer.homes.get(wanted.home):
        made.append(Tag(label=say("tag.home", home=home.label), href=_less(wanted, "home")))
    made += [
        Tag(label=LABELS[name](code), href=address_of(wanted.without(name, code)))
        for name in LABELS
        for code in getattr(wanted, name)
    ]
    if wanted.evening:
        made.append(Tag(label=label("open", "evening"), href=_less(wanted, "evening")))
    return made


def without_filters(wanted: SearchRequest) -> str:
    """The same words, age and home, and nothing else."""
    return address_of(SearchRequest(words=wanted.words, age=wanted.age, home=wanted.home))


def _less(wanted: SearchRequest, name: str) -> str:
    return address_of(wanted.without(name))


def _options(found: Found, name: str, codes: Iterable[str]) -> list[Option]:
    counts = found.facets.get(name, {})
    chosen = getattr(found.request, name)
    return [
        Option(
            name=name,
            code=str(code),
            label=LABELS[name](code),
            count=counts.get(code, 0),
            chosen=code in chosen,
        )
        for code in codes
        if counts.get(code, 0) or code in chosen
    ]


def _commonest(code: str, options: list[Option]) -> Group:
    """Keep the order of the list among the options that are kept."""
    ranked = sorted(options, key=lambda option: (not option.chosen, -option.count))
    kept = set(ranked[: max(MOST_OPTIONS, sum(option.chosen for option in options))])
    return Group(
        code=code,
        options=tuple(option for option in options if option in kept),
        has_more=len(kept) < len(options),
    )


def _with_evening(found: Found, group: Group) -> Group:
    if group.code != "day":
        return group
    evening = Option(
        name="evening",
        code="true",
        label=label("open", "evening"),
        count=sum(found.facets.get("evening", {}).values()),
        chosen=found.request.evening,
    )
    return replace(group, options=(*group.options, evening))
