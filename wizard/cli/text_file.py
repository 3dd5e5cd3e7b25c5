"""The text of a file that somebody wrote, in whatever editor."""

from pathlib import Path

from wizard.errors import DataError


def read_text(file: Path, where: str) -> str:
    """The text of `file`; `DataError` naming `where` and the line when it is not UTF-8."""
    try:
        # Some editors and spreadsheets of Windows put a byte order mark first.
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{where}: line {line}",
            error.object[error.start : error.end],
            "text in UTF-8",
            "Save the file as UTF-8.",
        ) from error
