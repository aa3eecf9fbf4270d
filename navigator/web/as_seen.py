"""``ETag`` and ``If-Match``: a step is taken on what somebody has seen, or not at all."""

import hashlib
import re

from flask import Response, request

from base.refusals import Conflict, Invalid

TAG = re.compile(r'(?:W/)?"([0-9]{1,9})(?:-[0-9a-f]+)?(?::[a-z]+)?"')
"""Whatever packs an answer on its way may have added to its tag what it did."""

DIGEST_LENGTH = 16
DESCRIBED = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": 'The ETag of the referral as you read it, or its version in quotes: "3".',
    "schema": {"type": "string", "pattern": TAG.pattern},
}


class NotAsSeen(Conflict):
    """It has changed since it was read."""


class VersionNotSaid(Invalid):
    """It was not said which version was read."""


def version_seen() -> int:
    """:raises VersionNotSaid: if it is not said, or not one version; "*" says nothing"""
    found = TAG.fullmatch(request.headers.get("If-Match", "").strip())
    if found is None:
        raise VersionNotSaid(
            "Read it first. Then send its ETag back as If-Match, as it is.", field="If-Match"
        )
    return int(found[1])


def check_as_seen(version: int, *, seen: int) -> None:
    """:raises NotAsSeen: if it is another version by now"""
    if version != seen:
        raise NotAsSeen("This referral has changed. Read it again, then choose.")


def tagged(answer: Response, version: int) -> Response:
    """
    With its ETag, or without its body where the one who asks has it already.

    The tag holds more than the version: what belongs to it can change beside it.
    """
    digest = hashlib.sha256(answer.get_data()).hexdigest()[:DIGEST_LENGTH]
    answer.set_etag(f"{version}-{digest}")
    if request.if_none_match.contains_weak(answer.get_etag()[0] or ""):
        answer.status_code = 304
        answer.set_data(b"")
    return answer
