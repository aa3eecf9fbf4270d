"""Pages for people."""

from flask import Blueprint

from navigator.web.pages import about, needs, organisations, search, services

BLUEPRINTS: tuple[Blueprint, ...] = (
    search.bp,
    services.bp,
    organisations.bp,
    needs.bp,
    about.bp,
)
