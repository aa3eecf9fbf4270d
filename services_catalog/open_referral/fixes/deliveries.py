"""How a service reaches people, from the words feeds use."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from services_catalog.codes import Delivery

WORDS: Mapping[Delivery, re.Pattern[str]] = MappingProxyType(
    {
        Delivery.PHONE: re.compile(r"\b(tele)?phone\b|\bhelpline\b|\btext\b", re.IGNORECASE),
        Delivery.ONLINE: re.compile(r"online|virtual|video|\bweb|\bapp\b", re.IGNORECASE),
        Delivery.OUTREACH: re.compile(r"outreach|home visit|\bat home\b|detached", re.IGNORECASE),
        Delivery.LOCATION: re.compile(
            r"venue|in[- ]person|premises|drop[- ]in|centre|face", re.IGNORECASE
        ),
    }
)


def deliveries_in(text: str) -> frozenset[str]:
    return frozenset(str(code) for code, words in WORDS.items() if words.search(text[:2000]))
