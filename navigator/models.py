"""Every table, so that migrations and tests know them all."""

from navigator.accounts.models import BrowserSession
from navigator.enquiries.models import Enquiry
from services_catalog import models as catalogue

__all__ = ["BrowserSession", "Enquiry", "catalogue"]
