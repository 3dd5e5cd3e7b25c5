"""Enclosed files matched with the names that the text lists: mail programs damage names."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from math import perm

from wizard.letter.control import files_sum
from wizard.letter.file_names import extension
from wizard.letter.model import Attachment

# Five renamed files in any order; with 20-bit sums, that many tries deceive once in 8,000.
_MOST_RENAMED = 5
_MOST_WAYS = 120


def listed_files(
    enclosed: tuple[Attachment, ...], names: tuple[str, ...], expected: str | None
) -> tuple[Attachment, ...]:
    """The files in the order of the list, and behind them those that it does not have.

    A file whose own name is listed keeps it. The others get the names that are left where their
    sum is the `expected` one in one way alone; else all stay as they came.
    """
    if files_sum(enclosed) == expected:
        return enclosed
    own = _by_own_name(enclosed, names)
    if len(own) == len(names):
        return _arranged(enclosed, names, own)
    agreeing = {
        _arranged(enclosed, names, way)
        for way in _ways(enclosed, names, own)
        if files_sum(_arranged(enclosed, names, way)[: len(names)]) == expected
    }
    return agreeing.pop() if len(agreeing) == 1 else enclosed


def _by_own_name(enclosed: tuple[Attachment, ...], names: tuple[str, ...]) -> dict[int, int]:
    """Place in the list -> place among the files, where the names are equal."""
    by_name: dict[str, list[int]] = {}
    for came, item in reversed(list(enumerate(enclosed))):
        by_name.setdefault(item.name, []).append(came)
    return {listed: by_name[name].pop() for listed, name in enumerate(names) if by_name.get(name)}


def _ways(
    enclosed: tuple[Attachment, ...], names: tuple[str, ...], own: dict[int, int]
) -> Iterator[dict[int, int]]:
    """`own` filled up by files of the right kind; nothing where the ways are too many to try."""
    lost = [listed for listed in range(len(names)) if listed not in own]
    others = sorted(set(range(len(enclosed))) - set(own.values()))
    if len(lost) > _MOST_RENAMED or perm(len(others), len(lost)) > _MOST_WAYS:
        return
    for chosen in permutations(others, len(lost)):
        filled = dict(zip(lost, chosen, strict=True))
        if all(_may_be(enclosed[came], names[listed]) for listed, came in filled.items()):
            yield own | filled


def _may_be(item: Attachment, name: str) -> bool:
    return extension(item.name) in ("", extension(name))


def _arranged(
    enclosed: tuple[Attachment, ...], names: tuple[str, ...], places: dict[int, int]
) -> tuple[Attachment, ...]:
    """The files under the names of the list, and behind them the rest."""
    listed = (replace(enclosed[places[n]], name=name) for n, name in enumerate(names))
    rest = sorted(set(range(len(enclosed))) - set(places.values()))
    return (*listed, *(enclosed[came] for came in rest))
