"""
Rights: what is held on a young person, for whoever may ask. A coordinator takes the request down,
looks through everything, and decides; nothing is sent, erased or put right by itself.
"""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from base.refusals import Conflict, Invalid, NotFound
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.records import requests, rights
from navigator.records.gathering import gather
from navigator.records.models import AskedAs, Outcome, RecordsRequest, RequestKind
from navigator.referrals.models import YoungPerson
from navigator.referrals.references import read_reference
from navigator.web.access import requires
from navigator.web.auditing import note
from navigator.web.choices import choices_of
from navigator.web.partnership import current_actor
from navigator.web.records_form import ASKING, DECIDED, WHO, RecordsForm, read_day, read_form
from navigator.web.shown_records import shown_items, shown_look
from navigator.web.unsent import unsent
from navigator.web.words import say

bp = Blueprint("records", __name__, url_prefix="/records")

GATHER = Permission.GATHER_RECORDS
DONE = ("corrected", "restricted", "used_again", "held", "lifted", "decided")
"""What the page can say was just done."""


@bp.get("")
@requires(GATHER)
def show() -> ResponseReturnValue:
    note(GATHER, object_kind="records_request")
    waiting = requests.open_requests(session(), reader=current_actor())
    erased = request.args.get("done") == "erased"
    return render_template("records/show.html", waiting=waiting, erased=erased)


@bp.get("/new")
@requires(GATHER, proved=True)
def new() -> ResponseReturnValue:
    return _show_new(read_form(unsent(), *ASKING, *WHO))


@bp.post("/new")
@requires(GATHER, proved=True)
def take_down() -> ResponseReturnValue:
    form = read_form(request.form, *ASKING, *WHO).checked_asking()
    if form.errors:
        return _show_new(form)
    try:
        person = _person_of(form)
        made = requests.take_down(
            session(), person, form.as_asking(), actor=current_actor(), at=now()
        )
    except (Invalid, NotFound) as refusal:
        field = getattr(refusal, "field", None) or "reference"
        return _show_new(form.wrong(field, str(refusal)))
    note("take_down_records_request", object_kind="young_person", object_id=person.id)
    return redirect(url_for("records.one", request_id=made.id), code=303)


@bp.get("/<uuid:request_id>")
@requires(GATHER, proved=True)
def one(request_id: UUID) -> ResponseReturnValue:
    """Everything that is held, for the person who reviews it."""
    found = _find(request_id, act="gather_records")
    return _show_one(found, read_form(unsent(), *DECIDED))


@bp.post("/<uuid:request_id>/decide")
@requires(GATHER, proved=True)
def decide(request_id: UUID) -> ResponseReturnValue:
    found = _find(request_id, act="decide_records_request")
    form = read_form(request.form, *DECIDED).checked_decision()
    if form.errors:
        return _show_one(found, form)
    try:
        requests.decide(session(), found, form.as_decided(), actor=current_actor(), at=now())
    except (Invalid, Conflict) as refusal:
        return _show_one(found, form.wrong("decision", str(refusal)))
    return _lead_to(found, done="decided")


@bp.get("/<uuid:request_id>/answer")
@requires(GATHER, proved=True)
def answer(request_id: UUID) -> ResponseReturnValue:
    """What goes to who asked, to be printed: without what was withheld."""
    found = _find(request_id, act="answer_records_request")
    if found.outcome not in {Outcome.DONE, Outcome.DONE_IN_PART}:
        raise requests.RequestNotFound("There is no answer yet. Decide the request first.")
    gathered = gather(session(), _person(found))
    kept = [item for item in shown_items(gathered, withheld=found.withheld) if not item.withheld]
    return render_template(
        "records/answer.html",
        asked=found,
        items=kept,
        looks=[shown_look(each) for each in gathered.looks],
    )


@bp.post("/<uuid:request_id>/correct")
@requires(GATHER, proved=True)
def correct(request_id: UUID) -> ResponseReturnValue:
    found = _find(request_id, act="correct_records")
    form = read_form(request.form, "name", "birth_date")
    born = read_day(form.typed["birth_date"])
    if form.typed["birth_date"].strip() and born is None:
        return _show_one(found, form.wrong("birth_date", say("records.wrong_birth_date")))
    try:
        rights.correct(session(), _person(found), name=form.typed["name"], birth_date=born)
    except (Invalid, Conflict) as refusal:
        return _show_one(found, form.wrong("name", str(refusal)))
    return _lead_to(found, done="corrected")


@bp.post("/<uuid:request_id>/restrict")
@requires(GATHER, proved=True)
def restrict(request_id: UUID) -> ResponseReturnValue:
    found = _find(request_id, act="restrict_records")
    is_restricted = request.form.get("use") != "again"
    rights.restrict(session(), _person(found), is_restricted=is_restricted, at=now())
    return _lead_to(found, done="restricted" if is_restricted else "used_again")


@bp.post("/<uuid:request_id>/hold")
@requires(GATHER, proved=True)
def hold(request_id: UUID) -> ResponseReturnValue:
    found = _find(request_id, act="hold_records")
    is_held = request.form.get("hold") != "lift"
    rights.hold(session(), _person(found), is_held=is_held, at=now())
    return _lead_to(found, done="held" if is_held else "lifted")


@bp.post("/<uuid:request_id>/erase")
@requires(GATHER, proved=True)
def erase(request_id: UUID) -> ResponseReturnValue:
    """The request goes with the person: what stays is the record of acts."""
    found = _find(request_id, act="erase_records")
    try:
        rights.erase(session(), _person(found), at=now())
    except Conflict as refusal:
        form = read_form(request.form, *DECIDED)
        return _show_one(found, form.wrong("erase", str(refusal)))
    return redirect(url_for("records.show", done="erased"), code=303)


def _find(request_id: UUID, *, act: str) -> RecordsRequest:
    """That they asked is recorded in any case; and whose records it is about, once it is known."""
    note(act, object_kind="records_request", object_id=request_id)
    found = requests.find_request(session(), request_id, reader=current_actor())
    note(act, object_kind="young_person", object_id=found.young_person_id)
    return found


def _person(found: RecordsRequest) -> YoungPerson:
    return session().get_one(YoungPerson, found.young_person_id)


def _person_of(form: RecordsForm) -> YoungPerson:
    reader = current_actor()
    if form.typed["reference"].strip():
        reference = read_reference(form.typed["reference"]) or ""
        return requests.person_of_reference(session(), reference, reader=reader)
    return requests.find_person(
        session(),
        name=form.typed["name"],
        birth_date=read_day(form.typed["birth_date"]),
        reader=reader,
    )


def _lead_to(found: RecordsRequest, *, done: str) -> ResponseReturnValue:
    return redirect(url_for("records.one", request_id=found.id, done=done), code=303)


def _show_new(form: RecordsForm) -> ResponseReturnValue:
    page = render_template(
        "records/new.html",
        form=form,
        kinds=choices_of("records_kind", RequestKind),
        askers=choices_of("asked_as", AskedAs),
    )
    return page, form.status


def _as_it_is(form: RecordsForm, person: YoungPerson) -> RecordsForm:
    """What was typed to put it right, else what is kept."""
    kept = {"name": person.name, "birth_date": person.birth_date or ""}
    return replace(form, typed={name: form.typed.get(name) or kept[name] for name in kept})


def _show_one(found: RecordsRequest, form: RecordsForm) -> ResponseReturnValue:
    person = _person(found)
    gathered = gather(session(), person)
    done = request.args.get("done", "")
    page = render_template(
        "records/request.html",
        asked=found,
        form=form,
        items=shown_items(gathered, withheld=form.withheld or found.withheld),
        looks=[shown_look(each) for each in gathered.looks],
        outcomes=choices_of("records_outcome", Outcome),
        right=_as_it_is(form, person),
        done=say(f"records.done_{done}") if done in DONE else "",
    )
    return page, form.status
