"""Web addresses: http, https, mailto and tel; a scheme is added where a host stands alone."""

import re
from urllib.parse import urlsplit

from services_catalog.open_referral.fixes.fixed import Code, Fixed, shortened
from services_catalog.open_referral.fixes.text import repaired_text, said

LONGEST_URL = 2000
WEB_SCHEMES = frozenset({"http", "https"})
OTHER_SCHEMES = frozenset({"mailto", "tel"})
HOST = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff-]{0,61}[a-z0-9\u00a1-\uffff])?\.)+"
    r"[a-z\u00a1-\uffff][a-z0-9\u00a1-\uffff-]{1,62}",
    re.IGNORECASE,
)
SLIPS = re.compile(r"^(https?)(?::/+|//|:)(?=[^/])", re.IGNORECASE)
"""``http:/host``, ``http//host``, ``https:host``: a scheme whose marks went astray."""


def web_address(value: object) -> Fixed[str]:
    """An address that a link may lead to; empty where there is none."""
    whole = "".join(repaired_text(said(value)).value.split())
    if not whole:
        return Fixed("")
    text = SLIPS.sub(r"\1://", whole)
    if is_web_address(text):
        return Fixed(text)
    if "@" not in text and is_web_address(f"https://{text}"):
        return Fixed(f"https://{text}", Code.URL_SCHEME_ADDED, shortened(text))
    return Fixed("", Code.URL_NOT_USABLE, shortened(whole))


def is_web_address(text: str) -> bool:
    """Whether it may stand in a link: a scheme we keep, and a host that could exist."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    if len(text) > LONGEST_URL:
        return False
    if parts.scheme in OTHER_SCHEMES:
        return bool(parts.path)
    usable = HOST.fullmatch(host) is not None and parts.username is None
    return parts.scheme in WEB_SCHEMES and usable
