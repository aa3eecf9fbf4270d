"""What an import did, for people and for programs. It never holds personal data."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import IntEnum

from services_catalog.open_referral.fixes.fixed import SENTENCES, Code, shortened
from services_catalog.open_referral.reading import Place
from services_catalog.open_referral.taking import Reason, Taking
from services_catalog.operations import Put

MISSING = "missing"
MOST_LISTED = 50_000
"""Adjustments listed one by one; beyond these they are only counted."""

MOST_PRINTED = 10
MOST_NAMED = 10
"""Names shown of what is to be added, changed or retired."""


class ExitCode(IntEnum):
    """*Unchanged*: the feed could not be read, or was not to be taken; nothing was done."""

    ALL_TAKEN = 0
    SOME_REFUSED = 1
    UNCHANGED = 2


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
    """
    ``adjusted`` counts records; ``adjustments`` counts what was done to them, by code.

    ``not_services`` counts records of other kinds; ``missing`` listings of this feed that it no
    longer sends. ``names`` holds the first few names of each group of the difference.
    ``not_retired`` is why the missing were not retired though that was asked for.
    """

    source: str
    dialect: str
    dry_run: bool = False
    records: int = 0
    duplicates: int = 0
    adjusted: int = 0
    missing: int = 0
    retired: int = 0
    not_retired: str = ""
    put: Counter[Put] = field(default_factory=Counter)
    names: dict[str, list[str]] = field(default_factory=dict)
    not_services: Counter[str] = field(default_factory=Counter)
    adjustments: Counter[Code] = field(default_factory=Counter)
    unknown_terms: Counter[tuple[str, str]] = field(default_factory=Counter)
    refusals: list[RefusedRecord] = field(default_factory=list)
    values: list[AdjustedValue] = field(default_factory=list)

    @property
    def exit_code(self) -> ExitCode:
        done = not self.refusals and not self.not_retired
        return ExitCode.ALL_TAKEN if done else ExitCode.SOME_REFUSED

    @property
    def has_changes(self) -> bool:
        return bool(self.put[Put.ADDED] or self.put[Put.CHANGED] or self.retired)

    def took(self, put: Put, name: str) -> None:
        self.put[put] += 1
        if put is not Put.UNCHANGED:
            self.named(put, name)

    def named(self, group: str, name: str) -> None:
        names = self.names.setdefault(group, [])
        if len(names) < MOST_NAMED:
            names.append(shortened(name))

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

    def refused_after_all(self, put: Put, refusal: RefusedRecord) -> None:
        """What was to be put, and the database would not keep."""
        self.put -= Counter([put])
        self.refusals.append(refusal)

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
            "missing": self.missing,
            "retired": self.retired,
            "not_retired": self.not_retired,
            "not_services": dict(self.not_services),
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

    def difference(self) -> Iterator[str]:
        """What a person reads before anything is changed."""
        yield f"{self.source} against the catalogue:"
        groups = {put.value: self.put[put] for put in Put if put is not Put.UNCHANGED}
        for group, count in {**groups, MISSING: self.missing}.items():
            names = self.names.get(group, [])
            more = f", and {count - len(names):,} more" if count > len(names) else ""
            yield f"  {count:>6,}  {group}" + (f": {'; '.join(names)}{more}" if names else "")
        yield f"  {self.put[Put.UNCHANGED]:>6,}  as it was"

    def lines(self) -> Iterator[str]:
        """What a person reads at the end."""
        yield f"{self.source}: records read as {self.dialect}: {self.records:,}"
        counts = ", ".join(f"{self.put[put]:,} {put.value}" for put in Put)
        yield f"{counts}, {len(self.refusals):,} refused, {self.duplicates:,} duplicates."
        yield from self._gone()
        if self.adjusted:
            yield f"Records adjusted: {self.adjusted:,}"
        for code, count in self.adjustments.most_common():
            yield f"  {count:>6,}  {SENTENCES[code]}"
        yield from self._terms()
        yield from self._refused()
        if self.dry_run:
            yield "This was a dry run: nothing was changed."

    def _gone(self) -> Iterator[str]:
        if self.not_services:
            kinds = ", ".join(f"{kind} {count:,}" for kind, count in self.not_services.items())
            yield f"Read for what they add, not as services: {kinds}."
        if self.retired:
            yield f"Retired, because the feed no longer sends them: {self.retired:,}"
        elif self.missing:
            yield f"Listings that the feed no longer sends, and that stay: {self.missing:,}"
        if self.not_retired:
            yield f"Nothing was retired: {self.not_retired}"

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
