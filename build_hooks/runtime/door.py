"""The worker's side of the bridge: JavaScript values in, JavaScript values out, nothing else.

This module runs in Pyodide only and lies beside the wizard in the browser's bundle.
"""

import gc
from collections.abc import Sequence

from pyodide.ffi import JsArray, JsBuffer, to_js
from wizard.bridge import Bridge, open_bridge


class Door:
    """Holds the one bridge of this interpreter."""

    def __init__(self) -> None:
        self.bridge: Bridge | None = None

    def open(self, index: JsBuffer) -> None:
        """Load the index, a `Uint8Array`."""
        self.bridge = open_bridge(index.to_bytes())
        # What is loaded by now lives as long as the worker: the collector need not walk it again.
        gc.collect()
        gc.freeze()

    def call(self, request: str, files: Sequence[JsBuffer]) -> JsArray[str | JsBuffer]:
        """Answer one request: an array of the reply's JSON text, then its files' bytes."""
        if self.bridge is None:
            raise RuntimeError("The door is called before it is opened.")
        reply = self.bridge.handle(request, [file.to_bytes() for file in files])
        return to_js([reply.body, *reply.files])


door = Door()
