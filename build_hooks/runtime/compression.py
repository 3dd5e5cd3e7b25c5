"""Files compressed once, for servers that hand out `name.br` and `name.gz` beside `name`."""

import gzip
import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

# Everything but pictures and fonts, which are compressed already.
_SUFFIXES = frozenset({
    ".bin", ".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest",
    ".xml", ".zip",
})  # fmt: skip
# Under this size a compressed answer saves nothing worth a second file.
_LEAST_BYTES = 512


def _brotli(content: bytes) -> bytes:
    """The best quality, and a window in which a whole snapshot fits."""
    packed: bytes = brotli.compress(content, quality=11, lgwin=24)
    return packed


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


_METHODS: dict[str, Callable[[bytes], bytes]] = {".br": _brotli, ".gz": _gzip}


def precompress(files: Iterable[Path], cache: Path) -> None:
    """Write `.br` and `.gz` beside every compressible file; `cache` remembers them by content."""
    cache.mkdir(parents=True, exist_ok=True)
    chosen = [file for file in files if file.suffix in _SUFFIXES]
    with ThreadPoolExecutor() as pool:
        # Drained, so that a failure in a thread is raised here.
        list(pool.map(lambda file: _precompress_one(file, cache), chosen))


def transfer_size(file: Path) -> int:
    """What the file weighs on the wire for a browser that takes brotli, in bytes."""
    packed = file.with_name(file.name + ".br")
    return (packed if packed.is_file() else file).stat().st_size


def _precompress_one(file: Path, cache: Path) -> None:
    content = file.read_bytes()
    if len(content) < _LEAST_BYTES:
        return
    digest = hashlib.sha256(content).hexdigest()
    for suffix, compress in _METHODS.items():
        kept = cache / (digest + suffix)
        if not kept.is_file():
            # Renamed when whole, so that a build that was stopped leaves no half a file.
            part = kept.with_suffix(suffix + ".part")
            part.write_bytes(compress(content))
            part.replace(kept)
        file.with_name(file.name + suffix).write_bytes(kept.read_bytes())
