"""What an import did, for people and for programs. It never holds personal data."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import IntEnum

from services_catalog.open_referral.fixes.fixed import SENTENCES, Code
from services_catalog.open_referral.reading import Place
from services_catalog.open_referral.taking import Reason, Taking
from services_catalog.operations import Put

MOST_LISTED = 50_000
"""Adjustments listed one by one; beyond these they are only counted."""

MOST_PRINTED = 10


class ExitCode(IntEnum):
    ALL_TAKEN = 0
    SOME_REFUSED = 1
    UNREADABLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRecord:
    place: str
    source_id: str
    field: str
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedValue:
    place: str
    source_id: str
    field: str
    code: Code
    before: str


@dataclass(kw_only=True)
class ImportReport:
    """``adjusted`` counts records; ``adjustments`` counts what was done to them, by code."""

    source: str
    dialect: str
    dry_run: bool = False
    records: int = 0
    duplicates: int = 0
    adjusted: int = 0
    put: Counter[Put] = field(default_factory=Counter)
    adjustments: Counter[Code] = field(default_factory=Counter)
    unknown_terms: Counter[tuple[str, str]] = field(default_factory=Counter)
    refusals: list[RefusedRecord] = field(default_factory=list)
    values: list[AdjustedValue] = field(default_factory=list)

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.SOME_REFUSED if self.refusals else ExitCode.ALL_TAKEN

    @property
    def has_changes(self) -> bool:
        return bool(self.put[Put.ADDED] or self.put[Put.CHANGED])

    def took(self, put: Put) -> None:
        self.put[put] += 1

    def adjusted_by(self, taking: Taking, place: Place, source_id: str) -> None:
        """Note all that was done to one record that was taken."""
        self.unknown_terms.update(taking.unknown_terms)
        self.adjusted += bool(taking.adjustments)
        for each in taking.adjustments:
            value = AdjustedValue(
                place=str(place),
                source_id=source_id,
                field=each.field,
                code=each.code,
                before=each.before,
            )
            self.note(value)

    def note(self, value: AdjustedValue) -> None:
        self.adjustments[value.code] += 1
        if len(self.values) < MOST_LISTED:
            self.values.append(value)

    def as_json(self) -> dict[str, object]:
        return {
            "source": self.source,
            "dialect": self.dialect,
            "dry_run": self.dry_run,
            "records": self.records,
            **{put.value: self.put[put] for put in Put},
            "refused": len(self.refusals),
            "duplicates": self.duplicates,
            "adjusted": self.adjusted,
            "refusals": [asdict(refusal) for refusal in self.refusals],
            "adjustments": [
                {"code": code, "count": count, "meaning": SENTENCES[code]}
                for code, count in self.adjustments.most_common()
            ],
            "adjusted_values": [asdict(value) for value in self.values],
            "adjusted_values_not_listed": self.adjustments.total() - len(self.values),
            "unknown_categories": [
                {"vocabulary": vocabulary, "term": term, "count": count}
                for (vocabulary, term), count in self.unknown_terms.most_common()
            ],
        }

    def lines(self) -> Iterator[str]:
        """What a person reads at the end."""
        yield f"{self.source}: records read as {self.dialect}: {self.records:,}"
        counts = ", ".join(f"{self.put[put]:,} {put.value}" for put in Put)
        yield f"{counts}, {len(self.refusals):,} refused, {self.duplicates:,} duplicates."
        if self.adjusted:
            yield f"Records adjusted: {self.adjusted:,}"
        for code, count in self.adjustments.most_common():
            yield f"  {count:>6,}  {SENTENCES[code]}"
        yield from self._terms()
        yield from self._refused()
        if self.dry_run:
            yield "This was a dry run: nothing was changed."

    def _terms(self) -> Iterator[str]:
        if self.unknown_terms:
            yield f"Categories that no need covers: {len(self.unknown_terms):,}"
        for (_, term), count in self.unknown_terms.most_common(MOST_PRINTED):
            yield f"  {count:>6,}  {term}"

    def _refused(self) -> Iterator[str]:
        if self.refusals:
            yield "Refused:"
        for refusal in self.refusals[:MOST_PRINTED]:
            yield f"  {refusal.place} ({refusal.field}): {refusal.message}"
        if len(self.refusals) > MOST_PRINTED:
            yield f"  and {len(self.refusals) - MOST_PRINTED:,} more: --report lists them all."
