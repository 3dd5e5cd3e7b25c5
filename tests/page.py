"""A page without a browser: keeps what the shell keeps, and checks every fragment it is given."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.html_tree import Element, faults, parse
from wizard.bridge import Bridge

NOW = "2026-11-23T09:00:00.000Z"  # Monday, noon in Moscow
STAGE = "wizard-step"
SITE = "https://support.example/"


class Page:
    """Presses buttons and types; `step`, `responses` and `places` are what the shell would hold."""

    def __init__(self, bridge: Bridge, **circumstances: Any) -> None:
        self._bridge = bridge
        self.circumstances = {
            "now": NOW, "utc_offset": 180, "seed": 1, "site": SITE, **circumstances
        }  # fmt: skip
        self.step = "describe"
        self.responses: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.files: Sequence[bytes] = ()

    def type(self, **values: str) -> None:
        """Fill fields; a name with dots is given with two underscores: `triage__urgent`."""
        self.responses |= {name.replace("__", "."): value for name, value in values.items()}

    def ask(
        self, operation: str, contents: Sequence[bytes] = (), /, **extra: Any
    ) -> dict[str, Any]:
        """The decoded reply, its fragments checked and kept, with the state that it leaves."""
        self.circumstances["seed"] += 1  # the shell draws another one for every request
        request = {
            "operation": operation,
            "step": self.step,
            "responses": self.responses,
            **self.circumstances,
            **extra,
        }
        reply = self._bridge.handle(json.dumps(request), contents)
        reply.body.encode()  # what no encoding can carry would be lost on the way
        body: dict[str, Any] = json.loads(reply.body)
        self._keep(body["fragments"])
        self.files = reply.files
        self.step = body.get("step", self.step)
        self.responses = dict(body["responses"]) or self.responses
        return body

    def press(self, action: str, contents: Sequence[bytes] = ()) -> dict[str, Any]:
        """What the button with this `data-action` is answered with."""
        return self.ask("step", contents, action=action)

    def go_to(self, step: str, text: str, channel: str = "letter", **letter: str) -> None:
        """Walk to a step as a visitor whom no article helped."""
        self.type(text=text, channel=channel, **letter)
        for action in ("next", "reject", "next", "next", "next"):
            if self.step == step:
                return
            self.press(action)
        assert self.step == step, f"at {self.step}, not at {step}: {self.text()}"

    @property
    def shown(self) -> Element:
        """The step on the page."""
        return parse(self.places[STAGE])

    def part(self, place: str) -> Element:
        """What the last reply put into the element with the id `place`."""
        return parse(self.places[place])

    def text(self, place: str = STAGE) -> str:
        """The words of that place, no-break spaces as plain ones."""
        return self.part(place).text

    def _keep(self, fragments: Mapping[str, str]) -> None:
        if STAGE in fragments:
            self.places = {}  # the whole step is swapped
        self.places |= fragments
        beside = self._ids()
        for place, html in fragments.items():
            found = faults(parse(html), beside)
            assert not found, f"{self.step}, {place}: {found}"

    def _ids(self) -> set[str]:
        return {
            element.attributes["id"]
            for html in self.places.values()
            for element in parse(html).walk()
            if "id" in element.attributes
        }
