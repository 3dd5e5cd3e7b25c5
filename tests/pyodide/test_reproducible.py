"""The same commit gives the same bytes, the memory snapshot among them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from build_hooks.runtime import RuntimeManifest, build_runtime
from tests.pyodide.test_in_pyodide import small_index

MADE = ("application", "library", "snapshot-1", "snapshot-2")


@pytest.mark.pyodide
def test_two_builds_from_nothing_are_equal_byte_for_byte(tmp_path):
    index = small_index()

    def build(name: str) -> RuntimeManifest:
        return build_runtime(tmp_path / name, tmp_path / f"cache-{name}", index, compressed=False)

    with ThreadPoolExecutor() as pool:
        builds = list(pool.map(build, ("one", "two")))
    first, second = ({part: build.parts[part] for part in MADE} for build in builds)
    assert first == second
