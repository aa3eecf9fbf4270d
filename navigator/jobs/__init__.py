"""Runners: what happens on a timer. The work itself is done in the room it belongs to."""
