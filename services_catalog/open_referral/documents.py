"""
The document kept with a listing: what the source sent, and how it was read where that differs.

A table of columns, or records that the feed sends apart, make a record what it is read as. Both
are kept, so that a listing can be mapped again without its feed.
"""

import json
from typing import Any

from services_catalog.open_referral.record import Record

SENT, READ = "sent", "read"


def document_of(sent: Record, read: Record) -> str:
    """Word for word; with how it was read beside it, if that is something else."""
    return verbatim(sent) if read is sent or read == sent else verbatim({SENT: sent, READ: read})


def record_in(document: str) -> Record | None:
    """The record as it was read; None where there is none."""
    try:
        found = json.loads(document)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    read = found.get(READ)
    return read if found.keys() == {SENT, READ} and isinstance(read, dict) else found


def verbatim(fields: Any) -> str:  # noqa: ANN401  whatever JSON can hold
    """What the source sent, as JSON, in characters that every database can keep."""
    text = json.dumps(fields, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(fields)
    return text
