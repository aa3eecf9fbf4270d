"""Map the records of a feed one after another, so that one bad record costs only itself."""

import hashlib
from dataclasses import dataclass, replace

from services_catalog.listing import Listing
from services_catalog.open_referral.documents import document_of, verbatim
from services_catalog.open_referral.feed import Feed
from services_catalog.open_referral.fixes.fixed import Code, shortened
from services_catalog.open_referral.reading import Place, Raw
from services_catalog.open_referral.record import Record
from services_catalog.open_referral.report import ImportReport, RefusedRecord
from services_catalog.open_referral.taking import Context, Reason, RecordRefused, Taking
from services_catalog.operations import ListingInvalid, check_listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A record that could be mapped."""

    place: Place
    listing: Listing
    taking: Taking


class Mapping:
    """Reports what is refused, and remembers what came of ids that come twice."""

    def __init__(self, feed: Feed, context: Context, report: ImportReport) -> None:
        self._feed = feed
        self._context = context
        self._report = report
        self._earlier: dict[str, set[bytes]] = {}

    def taken(self, index: int, raw: Raw) -> Taken | None:
        """None where it is refused, is no service, or a later record of the same id stands in."""
        try:
            return self._taken(index, raw)
        except RecordRefused as refused:
            why = refused
        except ListingInvalid as invalid:
            why = RecordRefused(Reason.NOT_STORED, str(invalid), field=invalid.field or "")
        except RecursionError:
            sentence = "It is nested too deeply to be a service."
            why = RecordRefused(Reason.NOT_A_RECORD, sentence, field="")
        self._report.refusals.append(refusal(raw.place, self._id_of(raw), why))
        return None

    def _taken(self, index: int, raw: Raw) -> Taken | None:
        fields = _fields_of(raw)
        taking = Taking(self._context)
        if not self._feed.is_service(fields) or self._is_superseded(index, fields, taking):
            return None
        read = self._feed.read(fields)
        listing = replace(
            self._feed.dialect.map_record(read, taking),
            dialect=self._feed.dialect.name,
            document=document_of(fields, read),
        )
        check_listing(listing)
        return Taken(place=raw.place, listing=listing, taking=taking)

    def _is_superseded(self, index: int, fields: Record, taking: Taking) -> bool:
        last = self._feed.last_of.get(found := self._feed.id_of(fields))
        if last is None:
            return False
        earlier = self._earlier.setdefault(found, set())
        digest = hashlib.sha256(verbatim(fields).encode()).digest()
        if index != last:
            earlier.add(digest)
            self._report.duplicates += 1
            return True
        if earlier - {digest}:
            taking.note("id", Code.DUPLICATE_CHANGED)
        return False

    def _id_of(self, raw: Raw) -> str:
        return self._feed.id_of(raw.fields) if isinstance(raw.fields, dict) else ""


def refusal(place: Place, source_id: str, refused: RecordRefused) -> RefusedRecord:
    return RefusedRecord(
        place=str(place),
        source_id=shortened(source_id),
        field=refused.field or "",
        reason=refused.reason,
        message=str(refused),
    )


def _fields_of(raw: Raw) -> Record:
    if not raw.is_json:
        raise RecordRefused(Reason.NOT_JSON, "This line is not JSON.", field="")
    if not isinstance(raw.fields, dict):
        raise RecordRefused(Reason.NOT_A_RECORD, "A service is needed here.", field="")
    return raw.fields
