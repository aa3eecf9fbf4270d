"""The field's standard, Open Referral: read what other directories and spreadsheets send."""
