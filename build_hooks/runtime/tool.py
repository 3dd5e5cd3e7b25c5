"""Tools that the build runs: what they say, or a clear error."""

import os
import subprocess
from collections.abc import Mapping, Sequence

from wizard.errors import DataError

_LAST_WORDS = 3000


def output_of(
    command: Sequence[str],
    *,
    where: str,
    allowed: str,
    hint: str,
    environment: Mapping[str, str] | None = None,
) -> str:
    """What `command` prints; `environment` is added to our own.

    Raises `DataError` with the tool's own words, `where` it was at work, what is `allowed` and a
    `hint` when it fails; `FileNotFoundError` when there is no such tool.
    """
    finished = subprocess.run(
        command,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise DataError(where, finished.stderr.strip()[-_LAST_WORDS:], allowed, hint)
    return finished.stdout
