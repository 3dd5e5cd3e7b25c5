"""The folder of the site that the browser takes Python from."""

import hashlib
import json
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from build_hooks.runtime.application import LIBRARIES, application_files, source_state
from build_hooks.runtime.archive import (
    Files,
    compile_archive,
    read_archive,
    without_lines,
    write_archive,
)
from build_hooks.runtime.compression import precompress
from build_hooks.runtime.interpreter import (
    LATER_CODE,
    LOADER_FILES,
    WASM,
    Interpreter,
    find_interpreter,
)
from build_hooks.runtime.library import compiled_library, measure_use, trim
from build_hooks.runtime.linking import instrumented, linked, with_later_code, with_marks
from build_hooks.runtime.manifest import (
    MANIFEST_NAME,
    RuntimeManifest,
    fingerprint,
    hashed_name,
    make_manifest,
)
from build_hooks.runtime.scripts import write_scripts
from build_hooks.runtime.snapshot import (
    PIECES,
    MissedFunctions,
    Snapshot,
    functions_of_first_answer,
    make_snapshot,
)
from wizard.errors import DataError

_HERE = Path(__file__).parent
_PROJECT = _HERE.parents[1]
_BROWSER = _PROJECT / "wizard" / "browser"
_LIBRARY_ROOT = "/lib/python313.zip"
_APPLICATION_ROOT = "/lib/application.zip"


@dataclass(frozen=True, slots=True)
class _Runtime:
    """The two trimmed archives of byte code and the linked interpreter, as kept in the cache.

    `functions` lists those of the interpreter that are at hand, `entered` those of Python;
    `often` the cases that its main loop keeps.
    """

    library: Path
    application: Path
    interpreter: Interpreter
    functions: Path
    often: Path
    entered: Path


def build_runtime(
    destination: Path,
    cache: Path,
    index: bytes,
    *,
    shards: Mapping[str, bytes] | None = None,
    sample: bytes | None = None,
    project: Path = _PROJECT,
    compressed: bool = True,
    snapshot: bool = True,
) -> RuntimeManifest:
    """Write everything the wizard needs in the browser into `destination`.

    `index` is the search index as `wizard.bridge.open_bridge` takes it: a part of its own, and in
    the snapshot too. Of a split index it is the core, `shards` are its other files by name, and
    `sample` a small whole index to walk the exercise over: the snapshot holds neither. `cache`
    keeps what was made between builds, each thing under a name that tells what it was made from.
    `compressed=False` leaves out the `.br` and `.gz` files of the parts: the author's loop needs
    none; `snapshot=False` leaves out the memory snapshot.

    The files are `runtime.json` (the manifest), the page's scripts and styles (see scripts.py), and
    the parts under names that change with their content.

    Raises `SupportError` when a pinned part is missing or differs, or the application does not run.
    """
    interpreter = find_interpreter(project)
    cache.mkdir(parents=True, exist_ok=True)
    destination.mkdir(parents=True, exist_ok=True)
    walked = sample or index  # a core alone answers nothing
    measured_on = walked if snapshot else b""
    runtime = _make_runtime(project, interpreter, cache, walked, measured_on=measured_on)
    made = (interpreter, runtime, cache, walked)
    kept = _make_snapshot(*made, keeps_index=not shards) if snapshot else None
    if kept:
        runtime = _with_later_code(runtime, b"".join(kept.pieces), cache)
    paths = _write_parts(destination, runtime, index)
    if kept:
        names = [f"snapshot-{number}" for number in range(1, PIECES + 1)]
        for name, content in zip((*names, "aside"), (*kept.pieces, kept.aside), strict=True):
            paths[name] = hashed_name(name, content, ".bin")
            (destination / paths[name]).write_bytes(content)
    pieces = _write_shards(destination, index, shards or {})
    if compressed:
        precompress((destination / path for path in paths.values()), cache / "compressed")
    manifest = make_manifest(
        destination,
        interpreter.version,
        interpreter.info,
        paths,
        memory=kept.memory if kept else 0,
        shards=pieces,
    )
    (destination / MANIFEST_NAME).write_text(manifest.to_json(), encoding="utf-8")
    write_scripts(destination, project, destination / MANIFEST_NAME)
    return manifest


def _make_runtime(
    project: Path, interpreter: Interpreter, cache: Path, index: bytes, *, measured_on: bytes
) -> _Runtime:
    """The runtime, made once for the same sources and `measured_on`.

    What runs depends on the articles a little. A published site is measured on its own; an author,
    who changes them all the time, keeps what was measured first.
    """
    key = _digest(
        [interpreter.version, source_state(project), _own_sources(), fingerprint(measured_on)]
    )
    folder = cache / f"interpreter-{key}"
    made = _Runtime(
        cache / f"library-{key}.zip",
        cache / f"application-{key}.zip",
        replace(interpreter, directory=folder),
        cache / f"functions-{key}.json",
        cache / f"often-{key}.json",
        cache / f"entered-{key}.json",
    )
    if made.entered.is_file():
        return made
    whole = compiled_library(interpreter, cache)
    files = application_files(project)
    everything = cache / f"everything-{key}.zip"
    write_archive(everything, files)
    compile_archive(everything)
    with tempfile.TemporaryDirectory() as scratch:
        index_file = Path(scratch, "index")
        index_file.write_bytes(index)
        marked = instrumented(interpreter, Path(scratch, "interpreter"))
        used = measure_use(marked.directory, whole, everything, index_file)
    linked(interpreter, used.functions, used.often, folder)
    write_archive(made.library, without_lines(trim(read_archive(whole), used.files, _LIBRARY_ROOT)))
    write_archive(made.application, _trim_application(read_archive(everything), used.files))
    everything.unlink()
    _write_list(made.functions, used.functions)
    _write_list(made.often, used.often)
    # Last: it tells that all the others are there.
    _write_list(made.entered, used.entered)
    return made


def _write_list(file: Path, values: Collection[int] | Collection[str]) -> None:
    file.write_text(json.dumps(sorted(values)), encoding="utf-8")


def _make_snapshot(
    interpreter: Interpreter, runtime: _Runtime, cache: Path, index: bytes, *, keeps_index: bool
) -> Snapshot:
    """The memory snapshot, kept by what it is made from.

    The road never runs twice through exactly the same functions of the interpreter: one that was
    watched is not specialized alike. Those that measuring missed are put at hand, and all is done
    once more.
    """
    made_from = _digest([runtime.application.name, fingerprint(index), keeps_index])
    pieces = [cache / f"snapshot-{made_from}-{number}.bin" for number in range(PIECES)]
    aside = cache / f"aside-{made_from}.bin"
    while not pieces[0].is_file():
        try:
            made = make_snapshot(
                runtime.interpreter.directory,
                (runtime.library, runtime.application),
                index,
                runtime.entered,
                keeps_index=keeps_index,
            )
        except MissedFunctions as missed:
            _put_at_hand(interpreter, runtime, missed.functions)
            continue
        aside.write_bytes(made.aside)
        # The first comes last: it tells that all the others are there.
        for file, content in reversed(list(zip(pieces, made.pieces, strict=True))):
            part = file.with_suffix(".part")
            part.write_bytes(content)
            part.replace(file)
    return Snapshot(tuple(file.read_bytes() for file in pieces), aside.read_bytes())


def _with_later_code(runtime: _Runtime, snapshot: bytes, cache: Path) -> _Runtime:
    """The runtime whose first module has only what runs until the first answer of a `snapshot`."""
    linked_wasm = fingerprint(runtime.interpreter.file(WASM))
    made_from = _digest([runtime.application.name, linked_wasm, fingerprint(snapshot)])
    folder = cache / f"interpreter-first-{made_from}"
    if not (folder / LATER_CODE).is_file():
        with tempfile.TemporaryDirectory() as scratch:
            marked = with_marks(runtime.interpreter, Path(scratch, "interpreter"))
            first = functions_of_first_answer(marked.directory, snapshot)
        with_later_code(runtime.interpreter, first, folder)
    return replace(runtime, interpreter=replace(runtime.interpreter, directory=folder))


def _put_at_hand(interpreter: Interpreter, runtime: _Runtime, functions: Collection[int]) -> None:
    """Split the interpreter anew, these functions among those at hand."""
    before = set(json.loads(runtime.functions.read_text("utf-8")))
    if before.issuperset(functions):
        raise DataError(
            "the split interpreter",
            sorted(functions),
            "a snapshot without the functions that were put aside",
            "Look at build_hooks/runtime/webassembly/split.py: a function at hand left a stub.",
        )
    often = json.loads(runtime.often.read_text("utf-8"))
    linked(interpreter, before.union(functions), often, runtime.interpreter.directory)
    _write_list(runtime.functions, before.union(functions))


def _trim_application(files: Files, used: frozenset[str]) -> Files:
    """The wizard stays whole; of its libraries only what was imported."""
    libraries = {name: files[name] for name in files if name.partition("/")[0] in LIBRARIES}
    own = {name: files[name] for name in files if name not in libraries}
    return {**own, **without_lines(trim(libraries, used, _APPLICATION_ROOT))}


def _write_parts(destination: Path, runtime: _Runtime, index: bytes) -> dict[str, str]:
    """Write the hashed parts; part name -> path under `destination`."""
    names = list(LOADER_FILES)
    if (runtime.interpreter.directory / LATER_CODE).is_file():
        names.append(LATER_CODE)
    loader = {name: runtime.interpreter.file(name) for name in names}
    # The loader looks for its files by name beside itself: their folder carries the hash.
    folder = f"pyodide-{fingerprint(b''.join(loader.values()))}"
    contents = {name: (f"{folder}/{name}", content) for name, content in loader.items()}
    for name, content, suffix in (
        ("library", runtime.library.read_bytes(), ".zip"),
        ("application", runtime.application.read_bytes(), ".zip"),
        ("index", index, ".bin"),
    ):
        contents[name] = (hashed_name(name, content, suffix), content)
    (destination / folder).mkdir(exist_ok=True)
    for path, content in contents.values():
        (destination / path).write_bytes(content)
    return {name: path for name, (path, _) in contents.items()}


def _write_shards(destination: Path, core: bytes, shards: Mapping[str, bytes]) -> str:
    """Write the pieces of a split index into a folder of their own; its path, empty without any."""
    if not shards:
        return ""
    folder = f"search-{fingerprint(core)}"
    (destination / folder).mkdir(exist_ok=True)
    for name, content in shards.items():
        (destination / folder / f"{name}.bin").write_bytes(content)
    return folder


def _own_sources() -> list[str]:
    """The builder itself is a source of what it makes, and the page's scripts that it runs."""
    files = [file for file in sorted(_HERE.rglob("*")) if file.suffix in (".py", ".mjs")]
    files += [_BROWSER / name for name in ("cold_code.js", "python.js", "snapshot.js")]
    return [fingerprint(file.read_bytes()) for file in files]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]
