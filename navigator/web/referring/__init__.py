"""Referring somebody: what the pages ask, what was written, and what is shown before it is sent."""
