"""CSV that a spreadsheet shows and never runs."""

import csv
import io
import re
from collections.abc import Iterable, Mapping

# A cell that begins so is a formula to Excel and LibreOffice (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Where a Russian spreadsheet, which parts cells at semicolons, begins a cell inside one of ours:
# quotes hold only a cell that they begin. A sign before a space is a dash of a list.
_INNER_FORMULA = re.compile(r"(?<=[;\t\r\n])([ \u00a0]*)(?=[=@＝＠]|[+＋－-](?! ))")
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as the code page of the country


def to_csv(rows: Iterable[Mapping[str, str]], *, for_excel: bool = False) -> str:
    """The rows with a header out of the first one, every cell quoted (RFC 4180); empty for none.

    `for_excel` puts a byte order mark in front, which an import into a tracker would stumble over.
    """
    rows = list(rows)
    if not rows:
        return ""
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(rows[0].keys())
    writer.writerows([safe_cell(value) for value in row.values()] for row in rows)
    return _BYTE_ORDER_MARK * for_excel + target.getvalue()


def safe_cell(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet would take what follows for a formula.

    NUL, which ends the file for some readers, is dropped, and half surrogate pairs are replaced.
    """
    clean = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    clean = _INNER_FORMULA.sub(r"\1'", clean)
    if clean.lstrip(" \n\u00a0\ufeff").startswith(_FORMULA_STARTS):
        return f"'{clean}"
    return clean
