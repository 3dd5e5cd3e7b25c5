"""A visitor's mistakes in the visitor's language."""

from collections.abc import Iterable

from wizard.site_data import SiteData
from wizard.validation import Problem

type WordedProblem = dict[str, str]


def worded(data: SiteData, problems: Iterable[Problem]) -> list[WordedProblem]:
    """Each problem with its field and text, as the error summary and the fields show it.

    The letter's «what happened» is typed at the first step, in the field `text`.
    """
    return [
        {
            "field": "text" if problem.field == "summary" else problem.field,
            "text": _text(data, problem),
        }
        for problem in problems
    ]


def texts_by_field(problems: Iterable[WordedProblem]) -> dict[str, str]:
    """The message of each field that is not right."""
    texts: dict[str, str] = {}
    for problem in problems:
        before = texts.get(problem["field"])
        texts[problem["field"]] = f"{before} {problem['text']}" if before else problem["text"]
    return texts


def _text(data: SiteData, problem: Problem) -> str:
    if data.messages.knows(problem.field):
        return data.messages.text(problem)
    return data.letter_fields.message(problem.field, problem.code, problem.values)
