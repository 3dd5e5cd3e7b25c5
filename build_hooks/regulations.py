"""Numbers, anchors and permalinks of the clauses on the regulations page, and links to them."""

import posixpath
from dataclasses import dataclass, field

from jinja2 import Environment
from markupsafe import Markup

from wizard.errors import DataError
from wizard.site_data.clauses import ClauseBook

REGULATIONS = "regulations.md"


@dataclass(slots=True)
class ClauseMarks:
    """The `clause()` and `cite()` that pages call; remembers which clauses one page has marked."""

    book: ClauseBook
    environment: Environment
    src_uri: str
    marked: list[str] = field(default_factory=list)

    def clause(self, clause_id: str) -> Markup:
        """Number, anchor and permalink of a clause: written at the start of its paragraph."""
        clause = self.book.get(clause_id, f"docs/{self.src_uri}: clause()")
        if self.src_uri != REGULATIONS:
            raise DataError(
                f"docs/{self.src_uri}: clause()",
                clause_id,
                f"clause() only in docs/{REGULATIONS}",
                "Write cite() to link to the clause.",
            )
        self.marked.append(clause_id)
        template = self.environment.get_template("clause.html.jinja")
        return Markup(template.render(clause=clause).strip())

    def cite(self, clause_id: str) -> Markup:
        """A Markdown link to a clause, relative to this page: MkDocs then checks its anchor."""
        clause = self.book.get(clause_id, f"docs/{self.src_uri}: cite()")
        page = posixpath.relpath(REGULATIONS, posixpath.dirname(self.src_uri) or ".")
        template = self.environment.get_template("cite.md.jinja")
        return Markup(template.render(clause=clause, page=page).strip())

    def require_every_clause(self) -> None:
        """On the regulations page: every clause of clauses.toml once, in the order of the data."""
        expected = [clause.id for clause in self.book.clauses]
        for place, clause_id in enumerate(expected):
            found = self.marked[place] if place < len(self.marked) else None
            if found != clause_id:
                raise DataError(
                    f"docs/{REGULATIONS}: clause() number {place + 1}",
                    found,
                    f"{clause_id!r}: every clause of clauses.toml once, in its order",
                    'Put {{ clause("' + clause_id + '") }} at the start of its paragraph.',
                )
        if len(self.marked) > len(expected):
            raise DataError(
                f"docs/{REGULATIONS}: clause() number {len(expected) + 1}",
                self.marked[len(expected)],
                "every clause of clauses.toml once, in its order",
                "Remove the repeated call.",
            )
