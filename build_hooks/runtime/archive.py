"""Zip archives with the same bytes for the same content, and their byte code."""

import marshal
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import CodeType

from build_hooks.runtime.tool import output_of

# The first moment a zip can carry; every entry gets it, so that the clock leaves no trace.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Magic number, flags and the hash of the source come before the code itself (PEP 552).
_PYC_HEADER = 16
_SOURCE_DATE_EPOCH = "315532800"

type Files = Mapping[str, bytes]


def read_archive(path: Path) -> dict[str, bytes]:
    """The files of a zip archive by name, directories left out."""
    with zipfile.ZipFile(path) as archive:
        return {
            entry.filename: archive.read(entry)
            for entry in archive.infolist()
            if not entry.is_dir()
        }


def write_archive(path: Path, files: Files) -> None:
    """Store `files` uncompressed and sorted by name.

    Stored, because the transport compresses: a deflated archive of byte code is half as large
    again on the wire.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


def compile_archive(path: Path) -> None:
    """Replace the sources in a zip archive by byte code, without asserts and docstrings.

    Raises `DataError` with the compiler's own words when a source does not compile.
    """
    command = [sys.executable, "-m", "pyodide_cli", "py-compile", "--silent", "--no-keep"]
    output_of(
        [*command, "--compression-level", "0", str(path)],
        where=str(path),
        allowed="sources that compile to byte code",
        hint="Mend the module named above.",
        environment={
            "PYTHONOPTIMIZE": "2",
            # Makes py_compile put a hash of the source into the header, not its time.
            "SOURCE_DATE_EPOCH": _SOURCE_DATE_EPOCH,
        },
    )
    write_archive(path, read_archive(path))


def without_lines(files: Files) -> dict[str, bytes]:
    """The same byte code without line numbers: a tenth of it, read by nobody in a library.

    Tracebacks still name the file and the function.
    """
    return {
        name: _strip(content) if name.endswith(".pyc") else content
        for name, content in files.items()
    }


def _strip(compiled: bytes) -> bytes:
    code = marshal.loads(compiled[_PYC_HEADER:])
    return compiled[:_PYC_HEADER] + marshal.dumps(_without_lines(code))


def _without_lines(code: CodeType) -> CodeType:
    constants = tuple(
        _without_lines(constant) if isinstance(constant, CodeType) else constant
        for constant in code.co_consts
    )
    return code.replace(co_linetable=b"", co_consts=constants)
