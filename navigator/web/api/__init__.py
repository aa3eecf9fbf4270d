"""JSON for programs, version 1."""

from flask import Flask


def register_api(app: Flask) -> None:
    del app
