"""When nothing of a feed can be read."""

from base.refusals import Invalid


class Unreadable(Invalid):
    """The feed as a whole cannot be read; the message says what is wrong and what to do."""
