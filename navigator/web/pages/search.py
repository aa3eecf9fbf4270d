"""Search: the form, what it posts, and the results at an address of their own."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from base.clock import today
from navigator.db import session
from navigator.web import csrf, filter_panel
from navigator.web.access import public
from navigator.web.alarm import alarm_of
from navigator.web.filters import link, listed
from navigator.web.finding import count_search, current_gazetteer, match_for, search_for
from navigator.web.pages.needs import needs_by_group
from navigator.web.results_by_fit import parts_by_fit
from navigator.web.safeguarding import alarms_raised
from navigator.web.search_form import SearchForm, address_of, read_address, read_posted
from navigator.web.shown_match import MATCHES_PER_PAGE
from navigator.web.shown_service import shown
from navigator.web.shown_situation import what_was_told
from navigator.web.situation import current_situation, kept_home, kept_words
from navigator.web.telling import take_in
from navigator.web.words import label, say
from search.request import SearchRequest
from search.results import Matches, SearchResults

bp = Blueprint("search", __name__)


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    return show_form(SearchForm())


@bp.get("/search")
@public
def start_again() -> ResponseReturnValue:
    """Somebody reloads a page that a posted form gave them."""
    return redirect(url_for("search.home"), code=303)


@bp.post("/search")
@csrf.protect.exempt  # type: ignore[untyped-decorator]  # checked below: typed words are kept
@public
def search() -> ResponseReturnValue:
    form = read_posted(request.form, session(), current_gazetteer())
    try:
        csrf.protect.protect()
    except CSRFError:
        form = form.with_error("form", say("mistake.too_old"))
    if form.errors:
        return show_form(form)
    wanted = take_in(form.wanted)
    return redirect(address_of(wanted, left_out=form.took_something), code=303)


@bp.get("/services")
@public
def results() -> ResponseReturnValue:
    form = read_address(request.args, current_gazetteer())
    if form.errors:
        return show_form(form)
    found = look_for(form.wanted)
    if form.wanted.page > max(found.pages, 1):
        return redirect(address_of(replace(form.wanted, page=max(found.pages, 1))))
    if request.method == "GET" and form.wanted.page == 1:
        count_search(found)
    return show_results(form, found)


def show_form(form: SearchForm) -> ResponseReturnValue:
    page = render_template(
        "search/home.html",
        form=form,
        groups=needs_by_group(),
        told=what_was_told(SearchRequest()),
        back=url_for("search.home"),
        **alarm_of(alarms_raised(form.wanted.words), age=form.wanted.age),
        without_sending=link(address_of(form.wanted), say("mistake.cookies_link")),
    )
    return page, form.status


def look_for(wanted: SearchRequest) -> SearchResults | Matches:
    """By fit as soon as somebody has said what is going on."""
    situation = current_situation()
    if situation is None:
        return search_for(wanted)
    lean = replace(wanted, per_page=MATCHES_PER_PAGE)
    return match_for(lean, situation, unsaid=kept_words(), home=kept_home())


def show_results(form: SearchForm, found: SearchResults | Matches) -> str:
    places = current_gazetteer()
    home = places.homes.get(found.request.home)
    return render_template(
        "search/by_fit.html" if isinstance(found, Matches) else "search/results.html",
        form=form,
        found=found,
        **rows_of(found),
        nearest=shown(found.nearest, today=today(), gazetteer=places),
        groups=filter_panel.groups(found),
        tags=filter_panel.tags(found.request, places),
        clear=filter_panel.without_filters(found.request),
        **alarm_of(
            alarms_raised(found.request.words), age=found.request.age or found.understood.age
        ),
        relaxed=listed(label("relaxed", name) for name in found.relaxed),
        home_typed=home.label if home else "",
        home_read=places.homes.get(found.understood.home),
        left_out=form.took_something or request.args.get("left_out") == "yes",
        address_of=lambda page: address_of(replace(found.request, page=page)),
        share=request.host_url.rstrip("/") + address_of(replace(found.request, page=1)),
    )


def rows_of(found: SearchResults | Matches) -> dict[str, object]:
    if isinstance(found, Matches):
        return parts_by_fit(found)
    return {"rows": shown(found.results, today=today(), gazetteer=current_gazetteer())}
