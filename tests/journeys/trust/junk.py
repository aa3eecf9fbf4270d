"""Requests that no browser sends: bytes that are no text, too much of everything, wrong kinds."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from types import MappingProxyType
from urllib.parse import quote, urlencode

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
WORDS = (
    "boxing", "", " ", "\x00", "a\x00b", "\ud800", "\u202e", "é" * 50, "%", "'\"><{{7*7}}", "-1",
    "0",
    "1e309", "NaN", "9" * 30, "9" * 5000, "true", "[]", "../../etc/passwd", "a\r\nX-Made: up",
    "BS13 0AA", "x" * 3000, "🥊", "‰", "\\", "*?*", "2026-02-30", "None",
)  # fmt: skip
BYTES = (
    b"%ff%fe",
    b"%c0%af",
    b"%00",
    b"%",
    b"%zz",
    b"\xff\xfe",
    b"\xc3\x28",
    b"%ed%a0%80",
    b"+&=;",
)
NAMES = (
    "q", "page", "age", "home", "need", "level", "service", "next", "email", "password", "code",
    "name", "roles", "organisation", "back", "sort", "school_year", "needs", "q[]", "",
    "csrf_token", "current", "issuer", "kind", "before", "person", "allowed", "done", "days",
    "scopes", "per_page", "version", "reason", "note", "text", "send_key", "party", "answer",
    "readers", "holder", "then", "birth_date", "facts", "services", "wants", "reach", "cover",
    "first_day-day", "places", "reference", "phone", "about", "decided", "service_id", "part",
)  # fmt: skip
TYPES = (
    FORM,
    JSON,
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "x",
    "",
)
HEADERS = (
    ("Accept", "x/y;q=nan"), ("Accept-Language", "\xff\xfe"), ("Range", "bytes=9-1"),
    ("If-None-Match", '"' * 99), ("If-Modified-Since", "yesterday"),
    ("Authorization", "Bearer \xff"),
    ("Authorization", "Basic Og=="), ("Authorization", "Bearer " + "x" * 4000), ("Referer", "%ff"),
    ("User-Agent", "\xe9" * 300), ("Sec-Fetch-Mode", "\x01x"),
    ("X-Forwarded-For", "not, an, address"),
    ("X-Forwarded-Proto", "gopher"), ("Accept-Encoding", "br;q=7, *"), ("Expect", "the-best"),
    ("Host", "here.example.org:99999"), ("Host", "\xff"), ("Host", "elsewhere.example.org"),
    ("X-Request-Id", "a\tb"), ("Content-Encoding", "gzip"), ("Forwarded", "for=evil"),
)  # fmt: skip
DEEP = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    method: str
    path: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: bytes | None = None
    kind: str = ""

    def also(self, name: str, value: str) -> "Request":
        return replace(self, headers={**self.headers, name: value})


Spoil = Callable[[Request, random.Random], Request]


def spoil_path(asked: Request, dice: random.Random) -> Request:
    parts = asked.path.split(b"/")
    parts[dice.randrange(1, len(parts))] = dice.choice([*BYTES, b"..", b"%2e%2e", b"a" * 3000, b""])
    return replace(asked, path=b"/".join(parts) or b"/")


def spoil_query(asked: Request, dice: random.Random) -> Request:
    pairs = [(dice.choice(NAMES), dice.choice(WORDS)) for _ in range(dice.randint(1, 6))]
    pairs += pairs[:1] * dice.choice([0, 1, 40])
    query = urlencode(pairs, errors="surrogatepass").encode()
    return replace(asked, path=asked.path + b"?" + query + dice.choice([b"", *BYTES]))


def spoil_form(asked: Request, dice: random.Random) -> Request:
    pairs = [(dice.choice(NAMES), dice.choice(WORDS)) for _ in range(dice.choice([1, 3, 9, 600]))]
    more = urlencode(pairs, errors="surrogatepass").encode()
    junk = dice.choice([b"", b"&" + dice.choice(NAMES).encode() + b"=" + dice.choice(BYTES)])
    return replace(asked, body=(asked.body or b"") + b"&" + more + junk)


def spoil_kind(asked: Request, dice: random.Random) -> Request:
    body = dice.choice([asked.body, b"\xff" * 50, b"--x\r\n\r\n", b"{}", b"x" * 300_000, b""])
    return replace(asked, body=body).also("Content-Type", dice.choice(TYPES))


def spoil_json(asked: Request, dice: random.Random) -> Request:
    body = dice.choice(
        [
            b"[" * DEEP, b'{"a":' * DEEP + b"1" + b"}" * DEEP, b'{"situation": NaN}', b"null",
            b'"x"',
            b'{"situation": {"age": ' + b"9" * 5000 + b"}}", b"\xff\xfe{}", b'{"a":1,"a":2}', b"{",
            b'{"situation": {"needs": "\\ud800"}}', b'{"words": "\\u0000\\ud800", "situation": {}}',
            json.dumps(made_up(dice)).encode(),
        ]
    )  # fmt: skip
    return replace(asked, body=body).also("Content-Type", JSON)


def made_up(dice: random.Random, depth: int = 0) -> object:
    """A value with names that are known, and anything at all under them."""
    if depth == 3 or dice.random() < 0.3:
        return dice.choice([*WORDS, None, True, -1, 10**30, 1.5, float("nan")])
    if dice.random() < 0.3:
        return [made_up(dice, depth + 1) for _ in range(dice.randint(0, 4))]
    names = [*NAMES, "situation", "words", "limit"]
    return {dice.choice(names): made_up(dice, depth + 1) for _ in range(dice.randint(0, 5))}


def spoil_cookie(asked: Request, dice: random.Random) -> Request:
    cookie = dice.choice(
        [
            "__Host-navigator=\xff\xfe" + "x" * 50, "__Host-navigator=" + "y" * 7000, ";;;=;",
            '__Host-navigator="\\377' + "z" * 40, "__Host-navigator=é" + "e" * 40,
            "__Host-navigator=" + quote("\x00" * 20), asked.headers.get("Cookie", "") + "; a\x01=b",
            "; ".join(f"c{n}=v" for n in range(700)),
        ]
    )  # fmt: skip
    return asked.also("Cookie", cookie)


def spoil_header(asked: Request, dice: random.Random) -> Request:
    return asked.also(*dice.choice(HEADERS))


def spoil_with_much(asked: Request, dice: random.Random) -> Request:
    """A header of a megabyte, in one of fifty."""
    return asked.also("X-Much", "x" * (1_000_000 if dice.random() < 0.02 else 7_000))


SPOILS: Mapping[str, Spoil] = MappingProxyType(
    {
        "path": spoil_path, "query": spoil_query, "form": spoil_form, "content type": spoil_kind,
        "json": spoil_json, "cookie": spoil_cookie, "header": spoil_header,
        "much": spoil_with_much,
    }
)  # fmt: skip


def spoilt(asked: Request, dice: random.Random) -> Request:
    """The request, spoilt in one way or two."""
    for kind in dice.sample(sorted(SPOILS), dice.choice([1, 1, 2])):
        asked = replace(SPOILS[kind](asked, dice), kind=f"{asked.kind} {kind}".strip())
    return asked


class AnyBytes(HTTPConnection):
    """Sends what the one of the standard library refuses to."""

    def _encode_request(self, request: str) -> bytes:
        return request.encode("latin-1")

    def _validate_path(self, url: str) -> None:
        """Whatever it is."""

    def send_junk(self, asked: Request) -> tuple[int, bytes]:
        """
        Return status and body; 0 where the connection was closed without an answer.

        Once more where it was: the server may have closed it after the answer before.
        """
        return next(filter(None, (self._send(asked) for _ in range(2))), (0, b""))

    def _send(self, asked: Request) -> tuple[int, bytes] | None:
        self.putrequest(asked.method, asked.path.decode("latin-1"), skip_host=True)
        for name, value in asked.headers.items():
            line = f"{name}: {value}\r\n".encode("latin-1", "replace")
            self._buffer.append(line.rstrip(b"\r\n").replace(b"\r\n", b" "))
        if asked.body is not None:
            self.putheader("Content-Length", str(len(asked.body)))
        try:
            self.endheaders(asked.body)
            answer = self.getresponse()
            return answer.status, answer.read()
        except (ConnectionError, OSError, ValueError):
            self.close()
            return None
