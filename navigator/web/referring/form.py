"""One page of a referral: what stands in its boxes, what can be kept, what to say of the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Self

from werkzeug.datastructures import MultiDict

from base.clock import today
from navigator.referrals.content import Content
from navigator.referrals.plainer_words import labels_in
from navigator.web.referring.boxes import IN_WORDS, PAGES, Asks, DraftBox, key_of
from navigator.web.referring.reading import (
    CannotRead,
    missing_said,
    read_box,
    say_box,
    small_area,
    write_box,
)

Typed = MultiDict[str, str]
Given = Mapping[str, tuple[str, ...]]

VERSION, SEEN = "version", "seen"

MUST_HAVE: Mapping[str, tuple[str, ...]] = {
    "person": ("name", "age"),
    "story": ("wants",),
    "contact": ("reach", "call_back"),
}
"""What a page asks for before it leads on. What is written already can be saved for later."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PageForm:
    """
    ``given`` is what stands in each box; where it ``is_stale``, ``kept`` is what was saved
    meanwhile, by the boxes in which it differs. ``seen`` are the codes of labels that plainer
    words were shown for already.
    """

    page: str
    version: int
    given: Given = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    is_stale: bool = False
    seen: frozenset[str] = frozenset()

    @property
    def status(self) -> int:
        if self.is_stale:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK

    @property
    def error_links(self) -> list[dict[str, str]]:
        return [{"text": text, "href": f"#{key}"} for key, text in self.errors.items()]

    @property
    def boxes(self) -> dict[str, DraftBox]:
        return {asks.name: self.box(asks) for asks in PAGES[self.page]}

    def box(self, asks: Asks, row: str = "") -> DraftBox:
        key = key_of(asks, row)
        return DraftBox(
            asks=asks,
            given=self.given.get(key, ()),
            error=self.errors.get(key, ""),
            kept=self.kept.get(key, ""),
            row=row,
        )

    def wrong(self, key: str, sentence: str) -> Self:
        return replace(self, errors={**self.errors, key: sentence})

    def as_kept(self, kept: Given, said: Mapping[str, str], *, version: int) -> Self:
        """The same words, beside what somebody saved meanwhile."""
        differ = {
            key: said.get(key, "")
            for key in {**self.given, **kept}
            if self.given.get(key, ()) != kept.get(key, ())
        }
        return replace(self, kept=differ, is_stale=True, version=version, errors={})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Values:
    """What was read from some boxes: values by name, and sentences by key where one could not."""

    given: Given
    values: Mapping[str, Any]
    errors: Mapping[str, str]


def read_boxes(every: tuple[Asks, ...], sent: Typed, *, row: str = "") -> Values:
    given, values, errors = {}, {}, {}
    for asks in every:
        key = key_of(asks, row)
        given[key] = tuple(text for text in sent.getlist(key) if text)
        try:
            values[asks.name] = read_box(asks, given[key])
        except CannotRead as refusal:
            errors[key] = str(refusal)
    return Values(given=given, values=values, errors=errors)


def read_page(page: str, sent: Typed, content: Content) -> tuple[PageForm, Content]:
    """The form, and the content with what it says; what cannot be read leaves it as it was."""
    read = read_boxes(PAGES[page], sent)
    form = PageForm(
        page=page,
        version=version_in(sent),
        given=read.given,
        errors=read.errors,
        seen=frozenset(sent.getlist(SEEN)),
    )
    values = dict(read.values)
    if "home" in values:
        values["lsoa"] = _small_area(content, values["home"], read.given["home"])
    return form, _filled(page, content, values)


def _small_area(content: Content, home: str, typed: tuple[str, ...]) -> str:
    """Of a full postcode; of the one typed before, as long as the home is the same."""
    kept = content.lsoa if home == content.home else ""
    return small_area(typed[0] if typed else "") or kept


def form_of(page: str, content: Content, *, version: int) -> PageForm:
    """The page with what is kept in its boxes."""
    given = {asks.name: write_box(asks, _kept(page, content, asks)) for asks in PAGES[page]}
    return PageForm(page=page, version=version, given=given)


def said_of(page: str, content: Content) -> dict[str, str]:
    """What is kept of each box, to be read."""
    return {asks.name: say_box(asks, _kept(page, content, asks)) for asks in PAGES[page]}


def with_missing(form: PageForm, content: Content) -> PageForm:
    """Say of each box that must not be empty what to type."""
    missing = content.missing((), today=today())
    for name in MUST_HAVE.get(form.page, ()):
        if name in missing and name not in form.errors:
            form = form.wrong(name, missing_said(name))
    return form


def labels_written(form: PageForm, asked: tuple[Asks, ...]) -> frozenset[str]:
    """Codes of the labels in the words of these boxes."""
    texts = (
        text
        for asks in asked
        if asks.kind in IN_WORDS
        for key, given in form.given.items()
        if key.partition("-")[0] == asks.name
        for text in given
    )
    return frozenset(found.code for text in texts for found in labels_in(text))


def version_in(sent: Typed) -> int:
    """0, which is the version of nothing, where it is no number."""
    typed = sent.get(VERSION, "")
    return (
        int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < len(str(2**31)) else 0
    )


def _filled(page: str, content: Content, values: Mapping[str, Any]) -> Content:
    if page == "equality":
        return replace(content, equality={name: code for name, code in values.items() if code})
    changes = dict(values)
    if changes.get("must_not_know"):
        changes["must_not_contact"] = True
    if changes.get("birth_date"):
        changes["age"] = None
    return replace(content, **changes)


def _kept(page: str, content: Content, asks: Asks) -> Any:  # noqa: ANN401
    if page == "equality":
        return content.equality.get(asks.name, "")
    if asks.name == "age":
        return content.age_on(today())
    return getattr(content, asks.name)
