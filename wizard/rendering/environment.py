"""The Jinja2 environment that every fragment is rendered in."""

from jinja2 import Environment, FunctionLoader, StrictUndefined

from wizard.packed_files import read_packed
from wizard.pricing.money import format_rubles
from wizard.rendering import filters


def make_environment() -> Environment:
    """An environment over the templates of the wizard.

    Everything is escaped, and a name that the view did not provide is an error, never a blank.
    """
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: read_packed(f"templates/{name}")),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for function in (
        filters.clock,
        filters.counted,
        filters.day,
        filters.file_size,
        filters.nonbreaking,
        filters.number,
        filters.plural,
    ):
        environment.filters[function.__name__] = function
    environment.filters["rubles"] = format_rubles
    return environment
