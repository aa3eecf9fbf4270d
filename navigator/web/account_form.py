"""A form of somebody's account: what was typed, and what to say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Self

from flask import request

from base.refusals import Invalid
from navigator.web.search_form import readable, readable_lines
from navigator.web.words import say


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AccountForm:
    """``typed`` holds what may stand in a page again: never a password or a code."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK

    @property
    def error_links(self) -> list[dict[str, str]]:
        return [{"text": text, "href": f"#{name}"} for name, text in self.errors.items()]

    def refused(self, refusal: Invalid, *, otherwise: str) -> Self:
        """:param otherwise: the box that a refusal without a field is about"""
        return self.wrong(refusal.field or otherwise, str(refusal))

    def wrong(self, name: str, sentence: str) -> Self:
        return replace(self, errors={**self.errors, name: sentence})


def posted(*names: str) -> AccountForm:
    """What was sent in these boxes, each on one line."""
    sent = readable(request.form)
    return AccountForm(typed={name: sent.get(name, "") for name in names})


def posted_lines(*names: str) -> AccountForm:
    """What was sent in these boxes, with its lines as they were typed."""
    sent = request.form
    return AccountForm(typed={name: readable_lines(sent.get(name, "")) for name in names})


def posted_secret(name: str) -> str:
    """A password or code just as it was typed: every character of it counts."""
    return request.form.get(name, "")


def with_missing(form: AccountForm, *secret: str) -> AccountForm:
    """Say of each box that was left empty what to type."""
    empty = [name for name, text in form.typed.items() if not text]
    empty += [name for name in secret if not posted_secret(name)]
    for name in empty:
        form = form.wrong(name, say(f"account_missing.{name}"))
    return form
