"""Which encoding a file is in, found by reading it through once."""

import codecs

from services_catalog.open_referral.pages import Page
from services_catalog.open_referral.unreadable import Unreadable

CHUNK = 1 << 20
LOOKED_AT = 8192
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UTF8 = "utf-8"
GUESS = "cp1252"
"""What a file that is not UTF-8 is taken for: the usual one of British spreadsheets."""


def encoding_of(page: Page) -> str:
    """
    Return the encoding to read a text file with.

    :raises Unreadable: if it is empty, or is not text
    """
    start = _start_of(page)
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None)
    if marked is not None:
        return marked
    if b"\x00" in start:
        raise Unreadable(
            f"{page.name} is not a text file. Give a JSON or CSV file, unpacked if it was packed."
        )
    return UTF8 if _is_utf8(page) else GUESS


def _start_of(page: Page) -> bytes:
    with page.open() as file:
        start = file.read(LOOKED_AT)
    if not start.strip():
        raise Unreadable(f"{page.name} is empty. Fetch or save it again.")
    return start


def _is_utf8(page: Page) -> bool:
    decoder = codecs.getincrementaldecoder(UTF8)()
    with page.open() as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
