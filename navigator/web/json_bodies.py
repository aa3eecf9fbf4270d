"""JSON that cannot be read is refused before anything looks at it."""

import json

from flask import Flask, abort, request

UNREADABLE = (ValueError, RecursionError)
"""No text, no JSON, a number of thousands of digits; brackets within brackets without end."""


def init_app(app: Flask) -> None:
    app.before_request(_refuse_unreadable)


def _refuse_unreadable() -> None:
    """The readers of JSON that come later know of the first of these alone."""
    if request.is_json:
        try:
            json.loads(request.get_data(cache=True) or b"null")
        except UNREADABLE:
            abort(400)
