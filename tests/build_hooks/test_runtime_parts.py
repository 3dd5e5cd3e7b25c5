"""The pieces that the browser's bundle is made of: the same bytes each time, and restorable."""

import json
import struct
import zipfile

import pytest

from build_hooks.runtime.application import application_files
from build_hooks.runtime.archive import compile_archive, read_archive, without_lines, write_archive
from build_hooks.runtime.compression import precompress
from build_hooks.runtime.interpreter import find_interpreter
from build_hooks.runtime.library import trim
from build_hooks.runtime.manifest import hashed_name, integrity
from build_hooks.runtime.offline import write_service_worker
from build_hooks.runtime.snapshot import pack_snapshot
from wizard.errors import DataError, UsageError

BLOCK = 64
SOURCE = b'"""Docstring."""\n\n\ndef double(number):\n    """Twice."""\n    return number * 2\n'


def compiled(folder, name):
    path = folder / name
    write_archive(path, {"twice.py": SOURCE, "data.txt": b"text"})
    compile_archive(path)
    return path


def test_the_same_sources_give_the_same_archive(tmp_path):
    first, second = compiled(tmp_path, "one.zip"), compiled(tmp_path, "two.zip")
    assert first.read_bytes() == second.read_bytes()


def test_an_archive_is_stored_and_holds_byte_code_for_sources(tmp_path):
    with zipfile.ZipFile(compiled(tmp_path, "one.zip")) as archive:
        assert sorted(archive.namelist()) == ["data.txt", "twice.pyc"]
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}


def test_byte_code_without_lines_runs_and_is_the_same_each_time(tmp_path, monkeypatch):
    files = read_archive(compiled(tmp_path, "one.zip"))
    stripped = without_lines(files)
    assert len(stripped["twice.pyc"]) < len(files["twice.pyc"])
    assert stripped == without_lines(files)
    write_archive(tmp_path / "stripped.zip", stripped)
    monkeypatch.syspath_prepend(str(tmp_path / "stripped.zip"))
    import twice  # noqa: PLC0415

    assert twice.double(21) == 42
    assert twice.double.__doc__ is None


def test_a_source_that_does_not_compile_is_named(tmp_path):
    path = tmp_path / "broken.zip"
    write_archive(path, {"broken.py": b"def"})
    with pytest.raises(DataError, match=r"broken\.py"):
        compile_archive(path)


def test_trimming_keeps_what_was_seen():
    files = {"a.pyc": b"1", "b.pyc": b"2"}
    assert trim(files, {"/lib/x.zip/a.pyc"}, "/lib/x.zip") == {"a.pyc": b"1"}


def test_the_application_has_no_command_line_and_no_compiled_extension(request):
    files = application_files(request.config.rootpath)
    assert "wizard/bridge.py" in files
    assert "door.py" in files
    assert "markupsafe/_native.py" in files
    assert not [name for name in files if name.startswith("wizard/cli/") or name.endswith(".so")]


def test_another_interpreter_than_the_pinned_one_is_refused(tmp_path):
    package = tmp_path / "node_modules" / "pyodide"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"version": "0.1.0"}')
    (tmp_path / "package.json").write_text('{"dependencies": {"pyodide": "0.29.5"}}')
    with pytest.raises(DataError) as caught:
        find_interpreter(tmp_path)
    assert str(caught.value) == (
        f"{package}: expected pyodide 0.29.5, got '0.1.0'. "
        "Run `npm ci` (or `make build`, which does)."
    )


def test_a_missing_interpreter_says_how_to_get_it(tmp_path):
    with pytest.raises(UsageError, match="Run `npm ci`"):
        find_interpreter(tmp_path)


def test_files_are_compressed_once(tmp_path):
    file, cache = tmp_path / "page.html", tmp_path / "cache"
    file.write_bytes(b"word " * 1000)
    precompress([file], cache)
    made = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    precompress([file], cache)
    assert {path: path.stat().st_mtime_ns for path in cache.iterdir()} == made
    assert (tmp_path / "page.html.br").stat().st_size < 100


def test_a_hashed_name_follows_the_content():
    assert hashed_name("index", b"1", ".bin") == hashed_name("index", b"1", ".bin")
    assert hashed_name("index", b"1", ".bin") != hashed_name("index", b"2", ".bin")


def test_integrity_is_written_as_browsers_read_it():
    assert integrity(b"") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def header_of(piece: bytes) -> tuple[dict[str, int], int]:
    """The header, and where it ends."""
    (length,) = struct.unpack_from("<I", piece)
    return json.loads(piece[4 : 4 + length]), 4 + length


def restore(piece: bytes, memory: bytearray) -> None:
    """What wizard/browser/snapshot.js does, said again."""
    header, header_end = header_of(piece)
    at = header_end + (header["end"] - header["start"]) // BLOCK // 8
    marks = piece[header_end:at]
    numbers = [n for n in range(len(marks) * 8) if marks[n // 8] >> n % 8 & 1]
    assert len(numbers) == header["blocks"]
    masks = struct.unpack_from(f"<{len(numbers)}H", piece, at)
    at += (2 * len(masks) + 3) // 4 * 4
    assert len(piece) == at + 4 * header["words"]
    total = 0
    for number, mask in zip(numbers, masks, strict=True):
        first = header["start"] + number * BLOCK
        for place in [first + 4 * bit for bit in range(16) if mask >> bit & 1]:
            (word,) = struct.unpack_from("<I", memory, place)
            word ^= struct.unpack_from("<I", piece, at)[0]
            struct.pack_into("<I", memory, place, word)
            total += word * (2 * number + 1)
            at += 4
    assert total % 2**32 == header["checksum"]


@pytest.mark.parametrize("last", [320, 511], ids=["two-blocks", "three"])
def test_a_snapshot_restores_the_memory_it_was_made_from(last):
    data = bytes(range(256)) * 40
    memory = bytearray(512 * BLOCK)
    memory[1024 : 1024 + len(data)] = data
    memory[65 * BLOCK + 7] ^= 0x55  # start-up changed what the module had laid out
    memory[320 * BLOCK : 320 * BLOCK + 3] = b"new"
    memory[(last + 1) * BLOCK - 1] = 1
    pieces = pack_snapshot(bytes(memory), data, {"memory": len(memory)})
    found = bytearray(len(memory))
    found[1024 : 1024 + len(data)] = data
    for piece in pieces:
        restore(piece, found)
    assert found == memory
    assert sum(map(len, pieces)) < 8 * BLOCK  # a few words differ; the others do not travel


def test_the_pieces_of_a_snapshot_are_of_about_one_size():
    memory = bytearray(4096 * BLOCK)
    for block in (*range(700, 1000), *range(3000, 3200)):
        memory[block * BLOCK : (block + 1) * BLOCK] = bytes(range(1, BLOCK + 1))
    pieces = pack_snapshot(bytes(memory), b"", {"memory": len(memory)})
    headers = [header_of(piece)[0] for piece in pieces]
    assert headers[0]["memory"] == len(memory)
    assert [header["start"] for header in headers[1:]] == [h["end"] for h in headers[:-1]]
    assert (headers[0]["start"], headers[-1]["end"]) == (0, len(memory))
    share = 500 // len(pieces)
    assert all(abs(header["blocks"] - share) <= 32 for header in headers)


def test_the_service_worker_lists_the_site_and_its_version_follows_it(tmp_path):
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "index.html").write_text("help")
    (tmp_path / "a.html").write_text("a")
    (tmp_path / "a.html.br").write_text("packed")
    (tmp_path / "assets" / "wizard").mkdir(parents=True)
    (tmp_path / "assets" / "wizard" / "snapshot-0123456789ab.bin").write_text("kept elsewhere")
    (tmp_path / "assets" / "wizard" / "libheif.wasm").write_text("kept when asked for")
    (tmp_path / "assets" / "wizard" / "pyodide.asm.wasm").write_text("compiled by pages")
    first = write_service_worker(tmp_path).read_text(encoding="utf-8")
    assert first.index("help/index.html") < first.index('"a.html"')
    assert "a.html.br" not in first
    assert "snapshot-" not in first
    listed, _ = json.JSONDecoder().raw_decode(first.partition("const FILES = ")[2])
    marked = {mark: [f["path"] for f in listed if f.get(mark)] for mark in ("late", "compiled")}
    assert marked == {
        "late": ["assets/wizard/libheif.wasm"],
        "compiled": ["assets/wizard/pyodide.asm.wasm"],
    }
    assert write_service_worker(tmp_path).read_text(encoding="utf-8") == first
    (tmp_path / "a.html").write_text("b")
    assert write_service_worker(tmp_path).read_text(encoding="utf-8") != first
