"""Pages for people."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
