"""
Tamper with the files of a feed: change values of its records, or bytes.

The same dice make the same damage, so that a failure can be seen again.
"""

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path

ODD_VALUES = (
    *(None, True, False, 0, -1, 104, 1e308, float("nan"), -0.5, 10**30, 10**300),
    *("", " ", "null", "\x00", "\ud83d", "\ufeff\u200b", "\U0001f600", "\u202e", "x" * 70_000),
    *("<p onclick=x>&nbsp;<b>", "&#999999999999;", "=1+1", "-1", "9999-12-31T23:59:59Z"),
    *("0001-01-01", "2026-02-30", "25:61", "http://[", "\u0663\u0664", "1e400", "BS1 5TR"),
    *([], {}, [[]], [None], [{}], {"": ""}, {"id": {}}, [[[[[[[["deep"]]]]]]]]),
)
ODD_BYTES = (b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"{", b"]", b",", b"\n", b"\xc3", b";")
DEPTHS = (5, 90, 400, 900, 3_000)
DEEP = "a value {depth} lists deep"
"""Written as such lists only once all is text: Python itself cannot write the deepest."""


def values_in(value: object, path: tuple = ()) -> Iterator[tuple]:
    """Where every value of a document stands."""
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from values_in(inner, (*path, key))


def mutated(document: object, dice: random.Random) -> object:
    """A document with one to four values changed, dropped, doubled or wrapped."""
    whole = [copy.deepcopy(document)]
    for _ in range(dice.randint(1, 4)):
        path = dice.choice(list(values_in(whole[0])))
        owner, key = whole, 0
        for step in path:
            owner, key = owner[key], step
        match dice.randrange(5):
            case 0:
                owner[key] = dice.choice(ODD_VALUES)
            case 1:
                owner[key] = [owner[key]] if dice.random() < 0.5 else {"value": owner[key]}
            case 2:
                owner[key] = [copy.deepcopy(owner[key]), copy.deepcopy(owner[key])]
            case 3:
                owner[key] = DEEP.format(depth=dice.choice(DEPTHS))
            case _ if owner is not whole:
                del owner[key]
    return whole[0]


def spoiled(content: bytes, dice: random.Random) -> bytes:
    """Bytes cut off, dropped, doubled, swapped for others, or put in."""
    for _ in range(dice.randint(1, 3)):
        start, end = sorted(dice.randrange(len(content) + 1) for _ in range(2))
        end = min(end, start + 200)
        match dice.randrange(5):
            case 0:
                content = content[:start]
            case 1:
                content = content[:start] + content[end:]
            case 2:
                content = content[:end] + content[start:end] + content[end:]
            case 3:
                content = content[:start] + dice.choice(ODD_BYTES) + content[start + 1 :]
            case _:
                content = content[:start] + dice.choice(ODD_BYTES) * 3 + content[start:]
        content = content or b" "
    return content


def tamper_with(path: Path, dice: random.Random) -> None:
    """Change records, where there are any to change, or else bytes."""
    if path.suffix == ".json" and dice.random() < 0.6:
        document = mutated(json.loads(path.read_text(encoding="utf-8")), dice)
        text = json.dumps(document, ensure_ascii=dice.random() < 0.5)
        for depth in DEPTHS:
            text = text.replace(f'"{DEEP.format(depth=depth)}"', "[" * depth + "]" * depth)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    else:
        path.write_bytes(spoiled(path.read_bytes(), dice))


def tamper(folder: Path, dice: random.Random) -> None:
    """Change one or two files of a feed."""
    files = sorted(folder.iterdir())
    for path in dice.sample(files, k=min(len(files), dice.randint(1, 2))):
        tamper_with(path, dice)
