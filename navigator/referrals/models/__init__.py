"""Every table of referrals."""

from navigator.referrals.models.advice import AdviceCall, AdviceDuty
from navigator.referrals.models.agreement import Agreement, EqualityAnswers, Override
from navigator.referrals.models.arrangements import (
    Absence,
    ReferralPause,
    ReferralRules,
    SentDigest,
    ServicePlaces,
)
from navigator.referrals.models.drafts import IdempotencyKey, ReferralDraft
from navigator.referrals.models.escalation import Escalation
from navigator.referrals.models.exchange import ContactAttempt, ReferralMessage
from navigator.referrals.models.referral import (
    HistoryRewritten,
    ReasonedLook,
    Referral,
    ReferralEvent,
    ReferralReader,
)
from navigator.referrals.models.young_people import YoungPerson

__all__ = [
    "Absence",
    "AdviceCall",
    "AdviceDuty",
    "Agreement",
    "ContactAttempt",
    "EqualityAnswers",
    "Escalation",
    "HistoryRewritten",
    "IdempotencyKey",
    "Override",
    "ReasonedLook",
    "Referral",
    "ReferralDraft",
    "ReferralEvent",
    "ReferralMessage",
    "ReferralPause",
    "ReferralReader",
    "ReferralRules",
    "SentDigest",
    "ServicePlaces",
    "YoungPerson",
]
