"""The Jinja2 environment that every fragment is rendered in."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, FunctionLoader, StrictUndefined

from wizard.pricing.money import format_rubles
from wizard.rendering import filters


def make_environment(directory: Traversable | None = None) -> Environment:
    """An environment over the templates of the wizard, or over those in `directory`.

    Everything is escaped, and a name that the view did not provide is an error, never a blank.
    """
    root = directory or files("wizard") / "templates"
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: _read(root, name)),
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
        filters.plural,
    ):
        environment.filters[function.__name__] = function
    environment.filters["rubles"] = format_rubles
    return environment


def _read(root: Traversable, name: str) -> str | None:
    file = root / name
    return file.read_text(encoding="utf-8") if file.is_file() else None
