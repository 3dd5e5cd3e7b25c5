"""What a visitor is told at a field that is not right."""

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.errors import DataError
from wizard.validation import Problem, Table


@dataclass(frozen=True, slots=True)
class Messages:
    """Wordings by field and code, for the fields outside the letter."""

    texts: Mapping[str, Mapping[str, str]]

    def knows(self, field: str) -> bool:
        """Whether the field has its wordings here."""
        return _base(field) in self.texts

    def text(self, problem: Problem) -> str:
        """The wording of a problem; `DataError` where there is none.

        A field such as `unclear.<article id>` has the wordings of `unclear`.
        """
        wording = self.texts.get(_base(problem.field), {}).get(problem.code)
        if wording is None:
            raise DataError(
                f"messages.toml: {problem.field}.{problem.code}",
                None,
                "a wording for every code",
                "Add it.",
            )
        return wording.format_map(problem.values)


def read_messages(table: Table) -> Messages:
    """The wordings of messages.toml."""
    return Messages({field: _texts(table.table(field)) for field in table.keys()})  # noqa: SIM118


def _texts(table: Table) -> Mapping[str, str]:
    return {code: table.text(code) for code in table.keys()}  # noqa: SIM118


def _base(field: str) -> str:
    return field.partition(".")[0]
