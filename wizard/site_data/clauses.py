"""The numbered places of the regulations: what everything else cites."""

import re
from dataclasses import dataclass
from itertools import pairwise

from wizard.errors import DataError
from wizard.validation import Table

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SECTION_NUMBER = re.compile(r"[0-9]+")
_CLAUSE_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)+")


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the regulations; `id` is its anchor."""

    id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One citable place; `number` is printed («4.6»), `id` is its anchor on the page."""

    id: str
    number: str
    title: str

    @property
    def section_number(self) -> str:
        """The number of the section this clause stands in: the part before the first dot."""
        return self.number.partition(".")[0]


@dataclass(frozen=True, slots=True)
class ClauseBook:
    """All sections and clauses, in the order of the regulations."""

    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]

    def get(self, clause_id: str, where: str) -> Clause:
        """The clause called `clause_id`; `DataError` naming `where` when there is none."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise DataError(
            where,
            clause_id,
            "the id of a clause in clauses.toml",
            "Cite an existing clause, or add the new one.",
        )

    def number_of(self, clause_id: str) -> str:
        """The number of the clause called `clause_id`, which is known to exist."""
        return self.get(clause_id, "clause").number

    def of_section(self, section: Section) -> tuple[Clause, ...]:
        """The clauses of one section, in order."""
        return tuple(c for c in self.clauses if c.section_number == section.number)


def read_clauses(table: Table) -> ClauseBook:
    """The clause book out of clauses.toml; ids and numbers are unique, numbers ascend."""
    sections = tuple(Section(*_row(row, _SECTION_NUMBER, "4")) for row in table.tables("section"))
    clauses = tuple(Clause(*_row(row, _CLAUSE_NUMBER, "4.10")) for row in table.tables("clause"))
    table.finish()
    _require_unique(table, [s.id for s in sections] + [c.id for c in clauses])
    _require_ascending(table, "section", [section.number for section in sections])
    _require_ascending(table, "clause", [clause.number for clause in clauses])
    _require_sections(table, sections, clauses)
    return ClauseBook(sections, clauses)


def _row(row: Table, number: re.Pattern[str], example: str) -> tuple[str, str, str]:
    """The id, the number and the title of a row."""
    values = row.text("id"), row.text("number"), row.text("title")
    row.finish()
    if not _ID.fullmatch(values[0]):
        raise row.error(
            "id", "latin words joined by hyphens", "Correct the id: it is an anchor on the page."
        )
    if not number.fullmatch(values[1]):
        raise row.error("number", f"a number such as {example}", "Correct the number.")
    return values


def _require_unique(table: Table, ids: list[str]) -> None:
    for place, id_ in enumerate(ids):
        if id_ in ids[:place]:
            raise DataError(
                table.at("clause"),
                id_,
                "ids that occur once",
                "Give the second one another id: it is an anchor on the page.",
            )


def _require_ascending(table: Table, key: str, numbers: list[str]) -> None:
    for before, after in pairwise(numbers):
        if _parts(after) <= _parts(before):
            raise DataError(
                table.at(key),
                after,
                f"a number above {before}",
                "List them in the order of their numbers.",
            )


def _require_sections(
    table: Table, sections: tuple[Section, ...], clauses: tuple[Clause, ...]
) -> None:
    known = [section.number for section in sections]
    for clause in clauses:
        if clause.section_number not in known:
            raise DataError(
                table.at("clause"),
                clause.number,
                f"the number of a clause of one of the sections {', '.join(known)}",
                "Correct the number, or add the section.",
            )


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
