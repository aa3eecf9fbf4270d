"""A summary where the source has none: its first whole sentences."""

import re

LONGEST_SUMMARY = 200
SHORTEST_SENTENCE = 30
"""A first paragraph shorter than this is a heading ("About us"), unless nothing follows."""

SENTENCE_END = re.compile(r"(?<=[.!?])[\"'\u2019\u201d)]*\s+(?=[\"'\u2018\u201c(]?[A-Z0-9\u00a3])")


def summary_of(text: str) -> str:
    """As many whole sentences of the first real paragraph as fit; never cut inside a word."""
    paragraph = _first_real(text[:10_000].split("\n\n"))
    sentences = SENTENCE_END.split(" ".join(paragraph.split()))
    summary = sentences[0]
    for sentence in sentences[1:]:
        if len(summary) + 1 + len(sentence) > LONGEST_SUMMARY:
            break
        summary = f"{summary} {sentence}"
    return _cut(summary)


def _first_real(paragraphs: list[str]) -> str:
    words = [p for p in paragraphs if not p.startswith("- ")]
    real = (p for p in words if len(p) >= SHORTEST_SENTENCE or p.endswith((".", "!")))
    return next(real, words[0] if words else paragraphs[0].removeprefix("- "))


def _cut(text: str) -> str:
    if len(text) <= LONGEST_SUMMARY:
        return text
    return f"{text[:LONGEST_SUMMARY].rsplit(' ', 1)[0].rstrip(' ,;:-')}…"
