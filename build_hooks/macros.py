"""Jinja values in Markdown: `{{ phone.bands[0].price }}` instead of a typed number."""

import traceback
from collections.abc import Mapping

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from wizard.errors import DataError
from wizard.rendering.environment import make_environment


def page_environment() -> Environment:
    """The wizard's environment for Markdown pages.

    The comment marks differ from Jinja's own: `## Heading {#anchor}` is Markdown's attribute list.
    """
    return make_environment().overlay(comment_start_string="{##", comment_end_string="##}")


def render_markdown(
    environment: Environment,
    markdown: str,
    values: Mapping[str, object],
    where: str,
    first_line: int = 1,
) -> str:
    """The Markdown of one page with its values filled in.

    Raises `DataError` naming `where` and the line (counted from `first_line`) for a name that the
    data does not have, for wrong Jinja syntax, and for an expression that fails in any other way.
    """
    try:
        return environment.from_string(markdown).render(values)
    except TemplateError as error:
        raise DataError(
            _line_of(error, where, first_line),
            error.message,
            "values that wizard/rendering/views.py gives to pages",
            "Correct the name, or add the value to wizard/data/.",
        ) from error
    except DataError:
        raise
    # An expression can fail in every way that Python's can: `{{ 1 / 0 }}`.
    except Exception as error:
        raise DataError(
            _line_of(error, where, first_line),
            f"{type(error).__name__}: {error}",
            "expressions that have a value",
            "Correct the expression.",
        ) from error


def _line_of(error: Exception, where: str, first_line: int) -> str:
    """The place of the error as messages name it."""
    if isinstance(error, TemplateSyntaxError):
        line = error.lineno
    else:
        frames = traceback.extract_tb(error.__traceback__)
        lines = (frame.lineno or 1 for frame in frames if frame.filename == "<template>")
        line = next(lines, 1)
    return f"{where}: line {line + first_line - 1}"
