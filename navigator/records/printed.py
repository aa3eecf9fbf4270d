"""The map of data as tables of a document: what is held, how long, and who sees which part when."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from navigator.records.data_map import About, Kind, Mapped, data_map
from navigator.records.retention import KEEPS, Keep
from navigator.referrals.seen import SEEN, Part, Stage

BEGINS, ENDS = "<!-- printed by flask records map: begin -->", "<!-- end -->"

STAGES: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.SENDER: "who sent it, their cover, their safeguarding team",
        Stage.RECEIVER_BEFORE: "the service, before its yes",
        Stage.RECEIVER_AFTER: "the service, after its yes",
        Stage.COORDINATOR: "the prevention team",
        Stage.WITH_REASON: "who opens it with a reason",
    }
)

KEPT: Mapping[str, str] = MappingProxyType(
    {
        "referral": (
            f"accepted: {KEEPS[Keep.YEARS_FROM_BIRTH]} years from birth"
            f" ({KEEPS[Keep.AFTER_END] // 12} years from its end where no age is known);"
            f" never accepted: {KEEPS[Keep.NEVER_ACCEPTED]} months; then anonymised"
        ),
        "advice": f"{KEEPS[Keep.ADVICE]} months from its end; then without words",
        "draft": "30 days from the last page that was saved",
        "request": "as long as the person it is about is held",
        "week": "7 days",
        "mail": "its words until it is sent",
        "session": "until it ends by itself",
        "account": "as long as the account",
        "audit": "6 years, in sealed segments",
        "counts": "for good: it is about nobody",
        "always": "as long as the catalogue needs it",
    }
)


def printed_map() -> str:
    """Both tables, and how long each class is kept, as Markdown."""
    kept = (f"- {keep}: {how_long}" for keep, how_long in KEPT.items())
    return "\n".join((*_table_of_tables(), "", *kept, "", *_table_of_parts()))


def _table_of_tables() -> Iterator[str]:
    yield from _head("Table", "About", "Says who it is", "Words", "Codes and dates", "Kept")
    order = list(About)
    for mapped in sorted(
        data_map().values(), key=lambda each: (order.index(each.about), each.table)
    ):
        if mapped.about is not About.NOBODY:
            yield _row(_cells(mapped))


def _cells(mapped: Mapped) -> Iterator[str]:
    yield f"`{mapped.table}`"
    yield mapped.about.replace("_", " ")
    yield ", ".join(mapped.of_kinds(Kind.IDENTITY))
    yield ", ".join(mapped.of_kinds(Kind.WORDS))
    yield ", ".join(mapped.of_kinds(Kind.FACTS, Kind.MOMENTS))
    yield mapped.keep


def _table_of_parts() -> Iterator[str]:
    yield from _head("Part of a referral", "Boxes", *STAGES.values())
    for part in Part:
        boxes = ", ".join(_boxes(part)) or "everything that is no word: needs, ward, dates, status"
        yield _row((part, boxes, *("sees" if part in SEEN[stage] else "" for stage in STAGES)))


def _boxes(part: Part) -> Iterator[str]:
    for mapped in data_map().values():
        yield from (f"{mapped.table}.{name}" for name, seen in mapped.seen.items() if seen == part)


def _head(*names: str) -> Iterator[str]:
    yield _row(names)
    yield _row("---" for _ in names)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
