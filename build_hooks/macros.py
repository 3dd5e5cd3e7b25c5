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
    data does not have, an expression without a value, and wrong Jinja syntax.
    """
    try:
        return environment.from_string(markdown).render(values)
    except DataError:
        raise
    # An expression of a page can fail in every way that Python's can: `{{ 1 / 0 }}`.
    except Exception as error:
        line = _line_of(error) + first_line - 1
        raise DataError(
            f"{where}: line {line}",
            error.message if isinstance(error, TemplateError) else str(error),
            "values that wizard/rendering/views.py gives to pages",
            "Correct the name, or add the value to wizard/data/.",
        ) from error


def _line_of(error: Exception) -> int:
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 1 for frame in frames if frame.filename == "<template>"), 1)
