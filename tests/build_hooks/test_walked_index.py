"""What the exercise is walked over when a bundle is made."""

from pathlib import Path

import pytest

from build_hooks.runtime import build_runtime, bundle

INDEX, SAMPLE = b"the site's index", b"a small whole one"


class SeenEnough(Exception):  # noqa: N818 - it stops the build, nothing is wrong
    """What was looked for has been seen."""


def walked_over(monkeypatch: pytest.MonkeyPatch, folder: Path, **options: object) -> bytes:
    """The search file that the measured application opens."""
    seen: list[bytes] = []

    def measure(_interpreter: Path, _library: Path, _application: Path, index: Path) -> None:
        seen.append(index.read_bytes())
        raise SeenEnough

    monkeypatch.setattr(bundle, "instrumented", lambda interpreter, _: interpreter)
    monkeypatch.setattr(bundle, "measure_use", measure)
    with pytest.raises(SeenEnough):
        build_runtime(folder / "site", folder / "cache", INDEX, compressed=False, **options)
    return seen[0]


@pytest.mark.parametrize("snapshot", [True, False])
def test_a_whole_index_is_walked_over_itself(snapshot, monkeypatch, tmp_path):
    assert walked_over(monkeypatch, tmp_path, snapshot=snapshot) == INDEX


@pytest.mark.parametrize("snapshot", [True, False])
def test_a_split_index_is_walked_over_the_sample(snapshot, monkeypatch, tmp_path):
    found = walked_over(monkeypatch, tmp_path, snapshot=snapshot, shards={"t0": b""}, sample=SAMPLE)
    assert found == SAMPLE
