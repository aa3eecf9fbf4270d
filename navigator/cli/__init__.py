"""Commands: bring listings and places in, mend the index, start."""

from flask import Flask

from navigator.cli.catalogue import AFTER_IMPORT, catalogue_commands
from navigator.cli.gazetteer import gazetteer_commands
from navigator.cli.partnership import partnership_commands
from navigator.cli.search import search_commands
from navigator.cli.start import mend_index, start


def init_app(app: Flask) -> None:
    for group in (catalogue_commands, gazetteer_commands, partnership_commands, search_commands):
        app.cli.add_command(group)
    app.cli.add_command(start)
    app.extensions[AFTER_IMPORT] = mend_index
