"""The wording of quotes and offers: offer.toml."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

from wizard.pricing.money import format_hours
from wizard.pricing.quote_line import LINE_CODES, QuoteLine
from wizard.validation import Table

TEXT_NAMES = {
    "title": {"product"},
    "customer": {"customer"},
    "dates": {"made_on", "valid_until"},
    "line": {"number", "description", "quantity", "formula", "amount", "clauses"},
    "line_plain": {"number", "description", "quantity", "amount", "clauses"},
    "total": {"total", "words"},
    "bounds": {"lower_bound", "upper_bound"},
    "assumptions": set(),
    "assumption": {"text"},
    "clauses": {"clauses"},
    "clause": {"number"},
    "payment": {"card"},
    "contacts": {"company", "email", "phone"},
}
"""The sentences of an offer with the names each of them may hold in braces."""

CSV_COLUMNS = 5

type ClauseNumber = Callable[[str], str]
"""A clause id -> its number in the regulations, `4.6`."""


@dataclass(frozen=True, slots=True)
class OfferWording:
    """Patterns for `str.format_map`, checked to hold known names only.

    `lines` has one for each of `LINE_CODES`, `text` one for each of `TEXT_NAMES`. `valid_days` is
    how long the prices of an offer are promised.
    """

    valid_days: int
    lines: Mapping[str, str]
    text: Mapping[str, str]
    csv_columns: tuple[str, ...]
    csv_total: str
    csv_bounds: tuple[str, ...]

    def describe(self, line: QuoteLine) -> str:
        """What a quote line is for: «Звонок, 50 мин»."""
        return self.lines[line.code].format_map({"size": format_hours(line.size)})

    def cite(self, clauses: Iterable[str], number_of: ClauseNumber) -> str:
        """How clauses are cited: «п. 4.10, п. 4.14»."""
        pattern = self.text["clause"]
        return ", ".join(pattern.format_map({"number": number_of(clause)}) for clause in clauses)


def read_offer_wording(table: Table) -> OfferWording:
    """The contents of offer.toml; `DataError` names the key that is wrong."""
    lines, text, csv = table.table("lines"), table.table("text"), table.table("csv")
    wording = OfferWording(
        valid_days=table.integer("valid_days"),
        lines={code: _pattern(lines, code, {"size"}) for code in LINE_CODES},
        text={key: _pattern(text, key, names) for key, names in TEXT_NAMES.items()},
        csv_columns=csv.texts("columns"),
        csv_total=csv.text("total"),
        csv_bounds=csv.texts("bounds"),
    )
    if len(wording.csv_columns) != CSV_COLUMNS:
        raise csv.error("columns", f"{CSV_COLUMNS} names of columns", "Name every column.")
    if len(wording.csv_bounds) != len(("lower", "upper")):
        raise csv.error("bounds", "the names of the lower and the upper bound", "Name both.")
    for part in (lines, text, csv, table):
        part.finish()
    return wording


def _pattern(table: Table, key: str, names: set[str]) -> str:
    pattern = table.text(key)
    found = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
    if not found <= names:
        allowed = ", ".join(sorted(names)) or "none"
        raise table.error(
            key, f"a text with these names in braces: {allowed}", "Correct the name in braces."
        )
    return pattern
