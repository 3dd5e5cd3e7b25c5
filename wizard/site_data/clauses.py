"""The numbered places of the regulations: what everything else cites."""

from dataclasses import dataclass

from wizard.errors import DataError
from wizard.validation import Table


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
    sections = tuple(
        Section(row.text("id"), row.text("number"), row.text("title"))
        for row in _finished(table, "section")
    )
    clauses = tuple(
        Clause(row.text("id"), row.text("number"), row.text("title"))
        for row in _finished(table, "clause")
    )
    table.finish()
    _require_unique(table, [s.id for s in sections] + [c.id for c in clauses])
    _require_ascending(table, clauses)
    return ClauseBook(sections, clauses)


def _finished(table: Table, key: str) -> list[Table]:
    rows = list(table.tables(key))
    for row in rows:
        row.text("id")
        row.text("number")
        row.text("title")
        row.finish()
    return rows


def _require_unique(table: Table, ids: list[str]) -> None:
    for place, id_ in enumerate(ids):
        if id_ in ids[:place]:
            raise DataError(
                table.at("clause"),
                id_,
                "ids that occur once",
                "Give the second one another id: it is an anchor on the page.",
            )


def _require_ascending(table: Table, clauses: tuple[Clause, ...]) -> None:
    numbers = [tuple(int(part) for part in clause.number.split(".")) for clause in clauses]
    for before, after, clause in zip(numbers, numbers[1:], clauses[1:], strict=False):
        if after <= before:
            raise DataError(
                table.at("clause"),
                clause.number,
                f"a number above {'.'.join(map(str, before))}",
                "List the clauses in the order of their numbers.",
            )
