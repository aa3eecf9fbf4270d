"""
HTML, or what passes for it, as our plain text.

Paragraphs are separated by an empty line, list items start with "- ", a heading is a paragraph.
Scripts, styles and pictures are dropped; a link keeps its words, and its address in brackets
where the words are not the address.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from types import MappingProxyType

import nh3

from services_catalog.open_referral.fixes.fixed import Code, Fixed
from services_catalog.open_referral.fixes.text import repaired_text, said
from services_catalog.open_referral.fixes.web_addresses import is_web_address

LONGEST_SOURCE = 2_000_000
LONGEST_TEXT = 100_000

LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,20});")
KEPT: set[str] = {
    *("a", "p", "br", "div", "section", "article", "blockquote", "ul", "ol", "li", "pre", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th", "dl", "dt", "dd"),
}
DROPPED: set[str] = {"script", "style", "title", "head", "iframe", "object", "svg", "noscript"}
PARAGRAPHS = frozenset(KEPT - {"a", "br", "li", "td", "th"})
ADDRESS_SCHEMES: set[str] = {"http", "https", "mailto", "tel"}
ATTRIBUTES: Mapping[str, set[str]] = MappingProxyType({"a": {"href"}})

ITEM = "\n- "
SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u3000]+")
EMPTY_LINES = re.compile(r"\n\s*\n")
BULLET = re.compile(r"^(?:[-*\u2022\u00b7\u2013]\s+)")


def plain_text(value: object) -> Fixed[str]:
    """Safe paragraphs and lists, from HTML or from text; the same text twice changes nothing."""
    source = repaired_text(said(value)[:LONGEST_SOURCE])
    if not LOOKS_LIKE_HTML.search(source.value):
        return Fixed(_tidied(source.value), source.code)
    return Fixed(_tidied(_walk(source.value)), Code.HTML_TO_TEXT)


def _walk(html: str) -> str:
    clean = nh3.clean(
        html,
        tags=KEPT,
        clean_content_tags=DROPPED,
        attributes=dict(ATTRIBUTES),
        url_schemes=ADDRESS_SCHEMES,
        link_rel=None,
    )
    walker = _Walker()
    walker.feed(clean)
    walker.close()
    return "".join(walker.parts)


class _Walker(HTMLParser):
    """Walks what nh3 has made well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.parts)))
        elif not (tag in PARAGRAPHS and self.parts[-1:] == [ITEM]):
            self.parts.append(_opening(tag))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            self.parts.append(self._address(*self._links.pop()))
        elif tag in PARAGRAPHS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(" ".join(data.split("\n")))

    def _address(self, address: str, start: int) -> str:
        words = "".join(self.parts[start:]).strip()
        bare = address.removeprefix("mailto:").removeprefix("tel:")
        if not is_web_address(address) or _same(bare, words):
            return ""
        return f" ({bare})" if words else bare


def _opening(tag: str) -> str:
    if tag == "li":
        return ITEM
    if tag == "br":
        return "\n"
    if tag in {"td", "th"}:
        return " "
    return "\n\n"


def _same(address: str, words: str) -> bool:
    return _bare(address) == _bare(words) or address in words


def _bare(address: str) -> str:
    host = re.sub(r"^https?://(www\.)?|^www\.", "", "".join(address.split()).casefold())
    return host.rstrip("/")


def _tidied(text: str) -> str:
    """Run spaces together, line by line; one empty line between paragraphs, none inside a list."""
    lines = [SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").split("\n")]
    lines = [BULLET.sub("- ", line) for line in lines if line != "-"]
    paragraphs = EMPTY_LINES.split("\n".join(lines).strip())
    return _joined_lists([p for p in paragraphs if p])[:LONGEST_TEXT]


def _joined_lists(paragraphs: list[str]) -> str:
    """Items with an empty line between them are still one list."""
    text = ""
    for before, paragraph in zip(["", *paragraphs], paragraphs, strict=False):
        in_list = paragraph.startswith("- ") and before.rpartition("\n")[2].startswith("- ")
        text += paragraph if not text else ("\n" if in_list else "\n\n") + paragraph
    return text
