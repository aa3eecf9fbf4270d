"""
One line of the log for each request, where the settings ask for it.

It has the method, the rule of the address, the status, the time it took and what the request is
called in the record of acts. Never the address itself: it may hold what somebody looks for, whose
record it is, or the secret of a link. Who asked is in the record of acts alone.
"""

import logging
import sys
from time import perf_counter

from flask import Flask, Response, g, request

from config import Settings
from navigator.web.auditing import request_id

NO_PAGE = "-"
"""Stands for an address that is none of ours: whatever was typed there is not kept."""

KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})

log = logging.getLogger("navigator.requests")


def init_app(app: Flask, settings: Settings) -> None:
    if settings.log_requests:
        _write_to_stderr()
        app.before_request(_begin)
        app.after_request(_look)
        app.teardown_request(_write)


def _write_to_stderr() -> None:
    log.setLevel(logging.INFO)
    log.propagate = False
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        log.addHandler(handler)


def _begin() -> None:
    g.begun = perf_counter()


def _look(response: Response) -> Response:
    """An answer that could not be kept is followed by another, which says so: the last counts."""
    g.answered = response.status_code
    return response


def _write(_: BaseException | None) -> None:
    took = perf_counter() - g.get("begun", perf_counter())
    rule = request.url_rule.rule if request.url_rule else NO_PAGE
    method = request.method if request.method in KNOWN_METHODS else NO_PAGE
    log.info("%s %s %d %.0fms %s", method, rule, g.get("answered", 500), took * 1000, request_id())
