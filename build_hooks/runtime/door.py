"""The worker's side of the bridge: JavaScript values in, JavaScript values out, nothing else.

This module runs in Pyodide only and lies beside the wizard in the browser's bundle.
"""

# Logs in windows-1251 and letters as text are met on rare roads only: kept in the bundle as well.
import email.generator  # noqa: F401
import encodings.cp1251  # noqa: F401
import random
from collections.abc import Sequence

# Jinja2 imports this when a template fails, to tell where: it must be in the bundle by then.
import jinja2.debug  # noqa: F401
from pyodide.ffi import JsArray, JsBuffer, to_js

from wizard.app import WizardApp, open_search
from wizard.bridge import Bridge
from wizard.rendering import make_environment
from wizard.site_data import load_site_data


class Door:
    """Holds the one bridge of this interpreter, and what it is made of apart from the index."""

    def __init__(self) -> None:
        self._site = load_site_data()
        self._environment = make_environment()
        self._bridge: Bridge | None = None

    def open(self, index: JsBuffer) -> None:
        """Load the search file, a `Uint8Array`."""
        self.load(index.to_bytes())

    def load(self, index: bytes, read_ahead: int = 0) -> None:
        """The same with Python's bytes, and so many articles read before a question needs them."""
        search = open_search(index)
        search.read_ahead(read_ahead)
        self._bridge = Bridge(WizardApp(self._site, search, self._environment))

    def close(self) -> None:
        """Forget the search file."""
        self._bridge = None

    def wake(self, seed: JsBuffer) -> None:
        """Forget the random state that a memory snapshot froze for everybody."""
        random.seed(seed.to_bytes())

    def answer(self, request: str, files: Sequence[bytes]) -> tuple[str, Sequence[bytes]]:
        """The reply's JSON text and its files."""
        reply = self._open_bridge.handle(request, files)
        return reply.body, reply.files

    def call(self, request: str, *files: JsBuffer) -> JsArray[str | JsBuffer | None]:
        """The same with JavaScript values: an array of the text, then the files' bytes.

        Nothing for a text, and then names, where shards of the search must be supplied first. The
        files come one by one: to walk over an array of JavaScript's, Pyodide makes a type for what
        this browser's iterators can do, which no snapshot holds.
        """
        reply = self._open_bridge.handle(request, [file.to_bytes() for file in files])
        if reply.missing is not None:
            return to_js([None, *reply.missing])
        return to_js([reply.body, *reply.files])

    def supply(self, name: str, shard: JsBuffer) -> None:
        """Take a shard of the search."""
        self._open_bridge.supply(name, shard.to_bytes())

    @property
    def _open_bridge(self) -> Bridge:
        if self._bridge is None:
            raise RuntimeError("The door is called before it is opened.")
        return self._bridge


door = Door()
