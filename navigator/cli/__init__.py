"""Commands: bring listings and places in, say who services are for, mend the index, start."""

from flask import Flask

from navigator.cli.catalogue import AFTER_IMPORT, catalogue_commands
from navigator.cli.criteria import criteria_commands
from navigator.cli.gazetteer import gazetteer_commands
from navigator.cli.partnership import partnership_commands
from navigator.cli.search import search_commands
from navigator.cli.start import mend_index, start

GROUPS = (
    catalogue_commands,
    criteria_commands,
    gazetteer_commands,
    partnership_commands,
    search_commands,
)


def init_app(app: Flask) -> None:
    for group in GROUPS:
        app.cli.add_command(group)
    app.cli.add_command(start)
    app.extensions[AFTER_IMPORT] = mend_index
