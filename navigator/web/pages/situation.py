"""What's going on, without a name: told, corrected, answered question by question, and cleared."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict

from eligibility import Situation
from navigator.db import session
from navigator.web import csrf
from navigator.web.access import public
from navigator.web.alarm import alarm_of
from navigator.web.finding import current_gazetteer
from navigator.web.own_path import own_path
from navigator.web.search_form import Typed, address_of, read_address
from navigator.web.shown_situation import what_was_told
from navigator.web.situation import (
    current_situation,
    forget_situation,
    keep_situation,
    kept_codes,
    kept_told,
    with_answers,
)
from navigator.web.situation_form import SituationForm, boxes_filled, read_told
from navigator.web.words import say
from search.request import SearchRequest

bp = Blueprint("situation", __name__)


@bp.get("/situation")
@public
def show() -> ResponseReturnValue:
    wanted = _search_of(request.args)
    said = {"age": wanted.age, "home": wanted.home}
    told = {name: value for name, value in said.items() if value} | dict(kept_told())
    return _show(SituationForm(given=boxes_filled(told, current_gazetteer())), wanted)


@bp.post("/situation")
@csrf.protect.exempt  # type: ignore[untyped-decorator]  # checked below: what was typed is kept
@public
def save() -> ResponseReturnValue:
    form, wanted = _read_posted(), _search_behind(request.form.get("back", ""))
    if form.errors:
        return _show(form, wanted)
    keep_situation(form.situation, codes=form.codes)
    if form.situation != Situation():
        wanted = replace(wanted, age=None, home="")
    return redirect(address_of(wanted), code=303)


@bp.post("/situation/answer")
@csrf.protect.exempt  # type: ignore[untyped-decorator]  # checked below: what was typed is kept
@public
def answer() -> ResponseReturnValue:
    """One question of a row of results: the rest of what was told stays as it is."""
    form, back = _read_posted(), request.form.get("back", "")
    if form.errors:
        given = {**boxes_filled(kept_told(), current_gazetteer()), **form.given}
        return _show(replace(form, given=given), _search_behind(back))
    told = with_answers(current_situation() or Situation(), form.situation)
    keep_situation(told, codes={**kept_codes(), **form.codes})
    return redirect(own_path(back, otherwise=url_for("search.results")), code=303)


@bp.post("/situation/clear")
@public
def clear() -> ResponseReturnValue:
    forget_situation()
    back = own_path(request.form.get("back", ""), otherwise=url_for("search.home"))
    return redirect(back, code=303)


def _read_posted() -> SituationForm:
    form = read_told(request.form, session(), current_gazetteer())
    try:
        csrf.protect.protect()
    except CSRFError:
        return replace(form, errors={**form.errors, "form": say("situation.too_old")})
    return form


def _show(form: SituationForm, wanted: SearchRequest) -> ResponseReturnValue:
    page = render_template(
        "situation/show.html",
        form=form,
        back=address_of(wanted),
        told=what_was_told(wanted),
        **alarm_of(()),
    )
    return page, form.status


def _search_of(parameters: Typed) -> SearchRequest:
    """The search that the page leads back to; what cannot be read of it is left out."""
    return read_address(parameters, current_gazetteer()).wanted


def _search_behind(back: str) -> SearchRequest:
    query = urlsplit(own_path(back, otherwise="/")).query
    return _search_of(MultiDict(parse_qsl(query)))
