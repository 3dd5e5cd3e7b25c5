"""The parts of pages that the build renders once: the wizard's first step and the price table."""

from datetime import date
from urllib.parse import quote

from jinja2 import Environment

from wizard.app.calculator import calculator_fields
from wizard.app.step_views import View, describe_view
from wizard.flow import Responses
from wizard.pricing import Tariff
from wizard.rendering.views import clause_view, contacts_view
from wizard.site_data import SiteData
from wizard.site_data.letter_fields import Field

PLAIN_CONTACT = ("name", "organisation", "phone")


class PageParts:
    """Renders the parts for a page from which the site's root is at the relative address `root`."""

    def __init__(self, data: SiteData, environment: Environment, on: date, root: str) -> None:
        self._data = data
        self._environment = environment
        self._on = on
        self._root = root

    def wizard(self) -> str:
        """The wizard with its first step, and the road for browsers that cannot run it."""
        first = {"problems": [], "result": None, **describe_view(self._data, Responses())}
        return self._render("pages/wizard.html.jinja", {**first, **self._plain()})

    def calculator(self) -> str:
        """The calculator with its fields; the cost comes with Python."""
        return self._render(
            "pages/calculator.html.jinja", calculator_fields(self._data, Responses())
        )

    def tariff_table(self) -> str:
        """The prices of the day with their clauses."""
        return self._render("fragments/tariff_table.html.jinja", self._prices())

    def _prices(self) -> View:
        tariff: Tariff = self._data.tariffs.on(self._on)
        return {
            "tariff": tariff,
            "tariff_clauses": {
                "email": self._clause(self._data.levels.level("email").source),
                "phone": self._clause(tariff.phone.source),
                "remote": self._clause(tariff.remote.source),
                "vip": self._clause(tariff.vip.source),
            },
        }

    def _plain(self) -> View:
        """What a letter needs, for those who write it without the wizard."""
        return {
            **self._prices(),
            "contacts": contacts_view(self._data.contacts),
            "plain_fields": self._asked(),
            "plain_mailto": self._mailto(),
        }

    def _asked(self) -> list[Field]:
        """The fields of a problem report in the order of the regulations."""
        fields = self._data.letter_fields
        kind = fields.kinds[0]
        asked = {*kind.parts, "reproducibility", "version", "additional", "files", *PLAIN_CONTACT}
        return [field for field in fields.fields if field.id in asked]

    def _mailto(self) -> str:
        """A letter with the fields' names, ready to be filled in by the mail program."""
        lines = [f"{field.letter_label}: " for field in self._asked() if field.id != "files"]
        body = quote("\r\n".join(lines), safe="")
        return f"mailto:{self._data.contacts.email}?body={body}"

    def _clause(self, clause_id: str) -> View:
        return clause_view(self._data.clauses.get(clause_id, "page"), self._root)

    def _render(self, template: str, view: View) -> str:
        return self._environment.get_template(template).render(root=self._root, **view)
