"""Builds what the browser runs: Python, the wizard and their manifest."""

from build_hooks.runtime.bundle import build_runtime
from build_hooks.runtime.compression import precompress
from build_hooks.runtime.manifest import Part, RuntimeManifest
from build_hooks.runtime.offline import write_service_worker

__all__ = ["Part", "RuntimeManifest", "build_runtime", "precompress", "write_service_worker"]
