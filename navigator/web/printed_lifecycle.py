"""
The life of a referral as a document, printed from the table that everything else reads.

``flask referrals lifecycle`` prints it: it needs the words of the pages, so it stands here.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import click
from flask import Flask
from flask.cli import AppGroup

from navigator.referrals.codes import Side, Status
from navigator.referrals.lifecycle import ENDED, TABLE, Also, Holder, Note, Row, Tell
from navigator.referrals.timescales import WORKING_DAYS
from navigator.referrals.told import GOES_BACK
from navigator.web.shown_timeline import scheme_of
from navigator.web.words import label

HEAD = """# The life of a referral

Printed from `navigator/referrals/lifecycle.py` by `flask referrals lifecycle`; a test fails when
the two differ. What no row allows is refused.

One named person has a referral as long as it is open. Each step is kept, with who took it, from
where to where, and how long it had stood there. Days are working days in England, and a partnership
may set its own.
"""
NOT_SAID = "\N{EN DASH}"
COLUMNS = (
    "Step (code)", "Who may", "From", "To", "What must be said", "Who has it then",
    "Next, and by when", "Who is told", "Who tells the family",
)  # fmt: skip

SAID: dict[Also, str] = {
    Also.EXPECTED_START: "the day it is expected to start",
    Also.ALTERNATIVE: "another service, or that there is none",
    Also.SERVICE: "the service it goes on to",
    Also.ATTEMPTS: "enough tries, in enough ways, on record",
    Also.FRONT_DOOR_RUNG: "when the front door was rung, and who took it",
    Also.REVIEW_DATE: "the day it is looked at again",
    Also.HOLDER: "who has it from then on",
    Also.PARTY: "who no longer agrees",
}
HELD: dict[Holder, str] = {
    Holder.SENDER: "whoever sent it",
    Holder.MOVER: "whoever takes the step",
    Holder.STAYS: "whoever had it",
    Holder.NAMED: "whoever is named",
}
FAMILY: dict[Tell, str] = {
    Tell.NOT: NOT_SAID,
    Tell.BY_SENDER: "whoever sent it",
    Tell.BY_RECEIVER: "the service",
}
NOTES: dict[Note, tuple[str, ...]] = {
    Note.NONE: (),
    Note.OPTIONAL: (),
    Note.REQUIRED: ("a few words",),
}


referrals_commands = AppGroup("referrals", help="What can happen to a referral.")


def init_app(app: Flask) -> None:
    app.cli.add_command(referrals_commands)


@referrals_commands.command("lifecycle")
def lifecycle_command() -> None:
    """Print docs/referral-lifecycle.md from the table of moves."""
    click.echo(printed_lifecycle(), nl=False)


def printed_lifecycle() -> str:
    """The whole document, as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield HEAD
    yield "## Where it can stand\n"
    yield from _table(("Code", "In words", "Goes back to who sent it"), map(_status, Status))
    yield "\n## Steps\n"
    yield from _table(COLUMNS, map(_step, TABLE))
    yield "\n## What each side reads\n"
    sides = ("Step", "Who sent it", "The service", "The prevention team")
    yield from _table(sides, map(_sentences, TABLE))
    yield "\n## Reasons\n"
    for kind in dict.fromkeys(row.reasons for row in TABLE if row.reasons):
        yield from _reasons(kind)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for cells in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(cells)} |"


def _status(status: Status) -> tuple[str, ...]:
    back = "only where it was agreed" if status in GOES_BACK else "always"
    ended = ", has ended" if status in ENDED else ""
    return (f"`{status}`", label("referral_status", status) + ended, back)


def _step(row: Row) -> tuple[str, ...]:
    to = "as it was before" if row.back else f"`{row.to}`" if row.to else "stays"
    return (
        f"{label('move', row.move)} (`{row.move}`)",
        _sides(row.by),
        ", ".join(f"`{status}`" for status in Status if status in row.from_),
        to,
        ", ".join(_said(row)) or NOT_SAID,
        HELD[row.holder],
        _next(row),
        _sides(row.tells),
        FAMILY[row.family],
    )


def _said(row: Row) -> Iterator[str]:
    if row.reasons:
        yield f"a reason ({scheme_of(row.reasons.__name__).replace('_', ' ')})"
    yield from NOTES[row.note]
    yield from (SAID[also] for also in Also if also in row.also)


def _next(row: Row) -> str:
    if row.next_step is None:
        return NOT_SAID
    by = label("side", row.next_by) if row.next_by else "whoever has it"
    days = f", {WORKING_DAYS[row.wait]} days" if row.wait else ""
    return f"{label('next_step', row.next_step)}: {by}{days}"


def _sides(sides: frozenset[Side]) -> str:
    names = {**{side: label("side", side) for side in Side}, Side.CLOCK: "the clock"}
    return ", ".join(names[side] for side in Side if side in sides) or NOT_SAID


def _sentences(row: Row) -> tuple[str, ...]:
    schemes = ("moved_sender", "moved_receiver", "moved_coordinator")
    return (f"`{row.move}`", *(label(scheme, row.move) for scheme in schemes))


def _reasons(kind: type[StrEnum]) -> Iterator[str]:
    scheme = scheme_of(kind.__name__)
    yield (
        f"**{scheme.replace('_', ' ').capitalize()}**: "
        + "; ".join(f"{label(scheme, code)} (`{code}`)" for code in kind)
        + ".\n"
    )
