"""Commands: bring listings and places in, say who services are for, mend the index, start."""

from flask import Flask

from navigator.cli.audit import audit_commands
from navigator.cli.catalogue import AFTER_IMPORT, catalogue_commands
from navigator.cli.criteria import criteria_commands
from navigator.cli.gazetteer import gazetteer_commands
from navigator.cli.jobs import jobs_commands
from navigator.cli.keys import keys_commands
from navigator.cli.levels import levels_commands
from navigator.cli.partnership import partnership_commands
from navigator.cli.people import people_commands
from navigator.cli.records import records_commands
from navigator.cli.safeguarding import safeguarding_commands
from navigator.cli.search import search_commands
from navigator.cli.start import mend_index, start
from navigator.cli.upkeep import COMMANDS

GROUPS = (
    audit_commands,
    catalogue_commands,
    criteria_commands,
    gazetteer_commands,
    jobs_commands,
    keys_commands,
    levels_commands,
    partnership_commands,
    people_commands,
    records_commands,
    safeguarding_commands,
    search_commands,
)


def init_app(app: Flask) -> None:
    for group in GROUPS:
        app.cli.add_command(group)
    for command in (start, *COMMANDS):
        app.cli.add_command(command)
    app.extensions[AFTER_IMPORT] = mend_index
