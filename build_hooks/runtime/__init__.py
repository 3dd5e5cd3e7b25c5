"""Builds what the browser runs: Python, the wizard and their manifest."""

from build_hooks.runtime.bundle import build_runtime
from build_hooks.runtime.compression import precompress
from build_hooks.runtime.manifest import Part, RuntimeManifest
from build_hooks.runtime.offline import write_service_worker
from build_hooks.runtime.scripts import early_start

__all__ = [
    "Part",
    "RuntimeManifest",
    "build_runtime",
    "early_start",
    "precompress",
    "write_service_worker",
]
