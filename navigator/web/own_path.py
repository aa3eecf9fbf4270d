"""Where a form leads back to: only ever a page of this website."""

import re

OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")
LONGEST = 2_000


def own_path(given: str, *, otherwise: str) -> str:
    """The path that was given with its query and fragment, where it can lead nowhere else."""
    is_own = len(given) <= LONGEST and OWN_PATH.fullmatch(given)
    return given if is_own else otherwise
