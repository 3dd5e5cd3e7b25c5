"""Functions of the interpreter that ran for the snapshot and had not been measured."""

import json
from pathlib import Path

import pytest

from build_hooks.runtime import bundle
from build_hooks.runtime.interpreter import Interpreter
from build_hooks.runtime.snapshot import MissedFunctions, Snapshot
from wizard.errors import DataError

MADE = Snapshot((b"some pages", b"others"), b"aside")


@pytest.fixture
def runtime(tmp_path: Path) -> bundle._Runtime:
    """A runtime whose interpreter has functions 1 and 2 at hand."""
    functions = tmp_path / "functions.json"
    functions.write_text("[1, 2]", "utf-8")
    often = tmp_path / "often.json"
    often.write_text("[3]", "utf-8")
    interpreter = Interpreter(tmp_path / "linked", "0.29.5", {})
    return bundle._Runtime(
        tmp_path / "library.zip", tmp_path / "application.zip", interpreter, functions,
        often,
        tmp_path / "entered.json",
    )  # fmt: skip


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> list[set[int]]:
    """What the interpreter was split with, each time."""
    split: list[set[int]] = []
    monkeypatch.setattr(
        bundle, "linked", lambda _from, functions, _often, _to: split.append(functions)
    )
    return split


def snapshots(monkeypatch: pytest.MonkeyPatch, *missed: set[int]) -> None:
    """Let the making of a snapshot miss these functions one time after the other, then succeed."""
    left = list(missed)

    def make(*_: object, **_options: object) -> Snapshot:
        if left:
            raise MissedFunctions(frozenset(left.pop(0)))
        return MADE

    monkeypatch.setattr(bundle, "make_snapshot", make)


def make(runtime: bundle._Runtime, cache: Path) -> Snapshot:
    return bundle._make_snapshot(runtime.interpreter, runtime, cache, b"index", keeps_index=True)


def test_they_are_put_at_hand_until_none_is_missed(runtime, links, monkeypatch, tmp_path):
    snapshots(monkeypatch, {7, 3}, {9})

    assert make(runtime, tmp_path) == MADE
    assert links == [{1, 2, 3, 7}, {1, 2, 3, 7, 9}]
    assert json.loads(runtime.functions.read_text("utf-8")) == [1, 2, 3, 7, 9]


def test_a_snapshot_is_made_once(runtime, links, monkeypatch, tmp_path):
    snapshots(monkeypatch)
    make(runtime, tmp_path)
    snapshots(monkeypatch, {7})

    assert make(runtime, tmp_path) == MADE
    assert links == []


def test_one_that_was_at_hand_all_along_is_an_error(runtime, links, monkeypatch, tmp_path):
    snapshots(monkeypatch, {2})

    with pytest.raises(DataError) as error:
        make(runtime, tmp_path)
    assert links == []
    assert str(error.value) == (
        "the split interpreter: expected a snapshot without the functions that were put aside, "
        "got [2]. Look at build_hooks/runtime/webassembly/split.py: a function at hand left a stub."
    )
