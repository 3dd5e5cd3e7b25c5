"""Writing to the paths that the command line names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wizard.errors import UsageError


@contextmanager
def writing(option: str, path: Path) -> Iterator[None]:
    """A block that writes to `path`, the value of `option`; `UsageError` where it cannot."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            option, str(path), "a path that can be written", f"{error.strerror}: name another path."
        ) from None
