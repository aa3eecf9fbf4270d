"""Every table, so that migrations and tests know them all."""

from navigator.accounts import models as accounts
from navigator.audit.models import AuditEntry, AuditHead, AuditSeal
from navigator.enquiries.models import Enquiry
from navigator.outbox.models import OutboxMail
from navigator.records.models import RecordsRequest
from navigator.referrals import models as referrals
from services_catalog import models as catalogue

__all__ = [
    "AuditEntry",
    "AuditHead",
    "AuditSeal",
    "Enquiry",
    "OutboxMail",
    "RecordsRequest",
    "accounts",
    "catalogue",
    "referrals",
]
