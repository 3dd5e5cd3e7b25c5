"""Parts of pages that the wizard renders: marked in the Markdown, put in once it is HTML.

Markdown would take the forms and the chart apart, so only a mark goes through it.
"""

import posixpath
from collections.abc import Callable
from datetime import date

from jinja2 import Environment
from markupsafe import Markup

from wizard.app.pages import PageParts
from wizard.rendering.cost_chart import CostChartRenderer
from wizard.site_data import SiteData

PARTS = ("wizard", "tariff_table", "calculator", "cost_chart")


def part_marks() -> dict[str, Markup]:
    """The values that stand for the parts in Markdown: `{{ wizard }}` and its like."""
    return {name: Markup(_mark(name)) for name in PARTS}


def put_parts(html: str, page_url: str, data: SiteData, environment: Environment, on: date) -> str:
    """The HTML of a page with its marks replaced by the parts as they stand on the day `on`."""
    parts = PageParts(data, environment, on, root=_root_from(page_url))
    rendered: dict[str, Callable[[], str]] = {
        "wizard": parts.wizard,
        "tariff_table": parts.tariff_table,
        "calculator": parts.calculator,
        "cost_chart": lambda: (
            f'<div id="cost-chart">{CostChartRenderer(environment, data).render(on)}</div>'
        ),
    }
    for name, render in rendered.items():
        if _mark(name) in html:
            html = html.replace(_mark(name), render())
    return html


def _mark(name: str) -> str:
    return f'<div data-part="{name}"></div>'


def _root_from(page_url: str) -> str:
    """The relative address of the site's root, ending in a slash: `../` from `help/`."""
    return posixpath.relpath(".", page_url or ".") + "/"
