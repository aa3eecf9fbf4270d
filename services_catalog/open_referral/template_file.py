"""The empty table that people fill in: a header, and a row of an invented service to write over."""

import csv
import io

from services_catalog.open_referral.columns_table import template_columns


def template_csv() -> str:
    """With a mark at the start by which spreadsheets know that it is UTF-8."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow([column.name for column in template_columns()])
    rows.writerow([column.example for column in template_columns()])
    return f"\ufeff{table.getvalue()}"
