"""What the worker has to fetch: names, sizes and checksums of the runtime's parts."""

import base64
import hashlib
import json
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from build_hooks.runtime.compression import transfer_size

MANIFEST_NAME = "runtime.json"
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the runtime.

    `size` is what the browser unpacks, `transfer` what is sent, in bytes; `integrity` is the
    SHA-256 of the unpacked file as browsers write it (`sha256-` and base64), `crc` its CRC-32 for
    a worker that cannot wait for the other.
    """

    path: str
    size: int
    transfer: int
    integrity: str
    crc: int


@dataclass(frozen=True, slots=True)
class RuntimeManifest:
    """All parts of one build of the runtime.

    `build` changes whenever any part does; `pyodide` is the version of the interpreter and `info`
    its entry of the lock file; `memory` is how much the snapshot wants, in bytes, 0 without one;
    `shards` is the folder with the pieces of a split search, empty for one that is whole.
    """

    build: str
    pyodide: str
    info: dict[str, str]
    parts: dict[str, Part]
    memory: int
    shards: str

    def to_json(self) -> str:
        """The manifest as the worker reads it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def fingerprint(content: bytes) -> str:
    """A short name for `content` that changes with it."""
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def integrity(content: bytes) -> str:
    """The SHA-256 of `content` as an integrity string."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()


def hashed_name(stem: str, content: bytes, suffix: str) -> str:
    """A file name that changes with the content, so that it may be cached for ever."""
    return f"{stem}-{fingerprint(content)}{suffix}"


def describe_part(root: Path, path: str) -> Part:
    """The part at `path` under `root`, measured."""
    file = root / path
    content = file.read_bytes()
    return Part(path, len(content), transfer_size(file), integrity(content), zlib.crc32(content))


def make_manifest(
    root: Path,
    pyodide: str,
    info: dict[str, str],
    paths: dict[str, str],
    *,
    memory: int = 0,
    shards: str = "",
) -> RuntimeManifest:
    """The manifest of the files at `paths` (part name -> path under `root`)."""
    parts = {name: describe_part(root, path) for name, path in paths.items()}
    sums = "".join(f"{name} {part.integrity}\n" for name, part in sorted(parts.items()))
    return RuntimeManifest(fingerprint(sums.encode()), pyodide, info, parts, memory, shards)
