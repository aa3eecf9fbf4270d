"""
Which addresses this server calls when somebody else has named them.

Whoever names one could otherwise make it call what only it can reach: itself, the network around
it, the machine it runs on. So an address is a name, https, and nothing but public addresses stand
behind that name. The one that was checked is the one that is called.
"""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from base.refusals import Invalid

LONGEST = 500
PORTS = frozenset({443, 8443})
LOOPBACK = "127.0.0.1"

READABLE = re.compile(r"[!$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"(?:{LABEL}\.)+[a-z]{LABEL}")
"""The last part begins with a letter: an address in figures, however it is written, is no name."""

REACHABLE_V6 = IPv6Network("2000::/3")
NOT_PUBLIC_V6 = tuple(
    IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
"""Within it: protocols and tunnels, which carry other addresses inside them, and examples."""

NOT_PUBLIC_V4 = tuple(IPv4Network(net) for net in ("192.0.0.0/24", "192.88.99.0/24"))
"""Protocols, and the old entrance to the tunnel: some versions of Python take them for public."""

Resolve = Callable[[str, int], Sequence[str]]


class AddressRefused(Invalid):
    """It is not an address that this server calls."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="issuer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What was checked: ``address`` is the one to connect to, ``netloc`` the one to ask for."""

    scheme: str
    host: str
    port: int
    netloc: str
    path: str
    address: str


def resolve_by_system(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def target_of(
    url: str, *, allow_loopback: bool = False, resolve: Resolve = resolve_by_system
) -> Target:
    """
    Return where to connect for this address.

    :param allow_loopback: take http://127.0.0.1 too, as development and tests need it
    :raises AddressRefused: if this server may not call it
    """
    parts, port = _parts_of(url)
    if allow_loopback and parts.scheme == "http" and parts.hostname == LOOPBACK:
        return _target(parts, port or 80, LOOPBACK)
    host = parts.hostname or ""
    if parts.scheme != "https":
        raise AddressRefused("The address must begin with https://.")
    if port is not None and port not in PORTS:
        raise AddressRefused("The address must not name a port, other than 443 or 8443.")
    if not NAME.fullmatch(host):
        raise AddressRefused(
            "The address must hold a full host name, such as login.example.org. Figures and names "
            "of this network are not called."
        )
    return _target(parts, port or 443, _checked_address(host, port or 443, resolve))


def is_public(address: str) -> bool:
    """Whether anybody on the internet could call it as well as we can."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if ip.is_multicast or ip.is_reserved or not ip.is_global:
        return False
    if isinstance(ip, IPv4Address):
        return not any(ip in net for net in NOT_PUBLIC_V4)
    return ip in REACHABLE_V6 and not any(ip in net for net in NOT_PUBLIC_V6)


def _parts_of(url: str) -> tuple[SplitResult, int | None]:
    """
    Read an address and its port.

    What a browser and a library could read in two ways is refused: blanks, backslashes, a name
    and password in front of the host.
    """
    if len(url) > LONGEST or not READABLE.fullmatch(url):
        raise AddressRefused("Enter an address like https://login.example.org, and nothing else.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("Enter an address like https://login.example.org.") from None
    if "@" in parts.netloc or parts.netloc.endswith(":"):
        raise AddressRefused("The address must hold the name of the host alone.")
    return parts, port


def _checked_address(host: str, port: int, resolve: Resolve) -> str:
    """One answer that is not public spoils all: the name could lead there the next time."""
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise AddressRefused("We cannot find that address. Check how it is written.")
    if not all(is_public(address) for address in found):
        raise AddressRefused("That address is not on the public internet, so we do not call it.")
    return found[0]


def _target(parts: SplitResult, port: int, address: str) -> Target:
    return Target(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=port,
        netloc=parts.netloc,
        path=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        address=address,
    )
