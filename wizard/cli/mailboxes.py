"""Letters on disk: .eml files, directories of them, maildirs and mbox files."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from wizard.errors import UsageError

type Stored = tuple[str, Callable[[], bytes]]
"""The place of a letter as a report names it, and what reads its bytes."""

_ALLOWED = "an .eml file, a directory with .eml files, a maildir or an mbox file"


def stored_letters(path: Path) -> list[Stored]:
    """The letters under `path` in a fixed order; `UsageError` where there is none."""
    found = list(_letters(path))
    if not found:
        raise UsageError("PATH", str(path), _ALLOWED, "Check the path.")
    return found


def _letters(path: Path) -> Iterator[Stored]:
    if not path.is_dir():
        yield from _of_mbox(path) if _is_mbox(path) else iter([(str(path), path.read_bytes)])
    elif (path / "cur").is_dir() and (path / "new").is_dir():
        # Directories of mail hold one file a letter, whatever the names; tmp is unfinished.
        for folder in ("cur", "new"):
            yield from _files((path / folder).iterdir())
    else:
        yield from _files(path.rglob("*.eml", case_sensitive=False))


def _files(paths: Iterator[Path]) -> Iterator[Stored]:
    """The files among `paths`; a directory or a link that leads nowhere is no letter."""
    yield from ((str(path), path.read_bytes) for path in sorted(paths) if path.is_file())


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"From "


def _of_mbox(path: Path) -> Iterator[Stored]:
    """The letters of an mbox file (RFC 4155), each behind a line that begins with `From `."""
    starts = [*_mbox_starts(path), path.stat().st_size]
    for number, (start, end) in enumerate(pairwise(starts), 1):
        yield f"{path}#{number}", partial(_mbox_letter, path, start, end)


def _mbox_starts(path: Path) -> Iterator[int]:
    """Where the `From ` lines stand: in the first line, or after an empty one."""
    place, after_empty = 0, True
    with path.open("rb") as file:
        for line in file:
            if after_empty and line.startswith(b"From "):
                yield place
            after_empty = not line.strip()
            place += len(line)


def _mbox_letter(path: Path, start: int, end: int) -> bytes:
    """One letter without its `From ` line; lines that were guarded by `>From ` lose the guard."""
    with path.open("rb") as file:
        file.seek(start)
        content = file.read(end - start).partition(b"\n")[2]
    return re.sub(rb"^>(>*From )", rb"\1", content, flags=re.MULTILINE)
