"""
Anticipated refusals. Their message is the sentence a person will read.

The exceptions that operations and queries raise derive from one of these four;
``navigator.web.errors`` maps each kind to a status once.
"""


class Refusal(Exception):
    """Something was refused, for a reason that the person can be told."""


class NotFound(Refusal):
    """It does not exist, or it is not theirs: the two must look the same."""


class NotAllowed(Refusal):
    """They are known, and this kind of act is not for them."""


class Conflict(Refusal):
    """It has changed, or has already happened."""


class Invalid(Refusal):
    """What was given cannot be used. ``field`` names the input, None when it is about the whole."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
