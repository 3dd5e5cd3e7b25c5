"""What lets the site live on a device: the service worker's list of files, and the app manifest."""

import json
from pathlib import Path

from build_hooks.runtime.manifest import fingerprint, integrity

SERVICE_WORKER = "service_worker.js"
_SOURCE = Path(__file__).parents[2] / "wizard" / "browser" / SERVICE_WORKER
# Of the files that a browser might be given, what it never asks for by itself.
_LEFT_OUT = {".br", ".gz", ".map", ".xml", ".txt"}
# Without these there is no letter; articles come next.
_FIRST = ("help/", "assets/")
# The worker keeps a snapshot by itself (keep.js): it may be one that was made on the device.
_ELSEWHERE = ("assets/wizard/snapshot-",)
# 1.5 MB that few visitors need: kept when first asked for (adr/0020).
_LATE = ("assets/wizard/decode_heic", "assets/wizard/libheif")
# Browsers keep its machine code beside their own copy (wizard/browser/kept_code.js).
_COMPILED = "pyodide.asm.wasm"


def write_service_worker(site: Path) -> Path:
    """Write the service worker over all files that `site` has by now; call it last."""
    files = [_describe(site, path) for path in sorted(_kept(site), key=lambda p: _order(site, p))]
    listed = json.dumps(files, ensure_ascii=False)
    source = _SOURCE.read_text(encoding="utf-8")
    written = source.replace("const FILES = [];", f"const FILES = {listed};")
    written = written.replace("{{ version }}", fingerprint((source + listed).encode()))
    target = site / SERVICE_WORKER
    target.write_text(written, encoding="utf-8")
    return target


def _kept(site: Path) -> list[Path]:
    return [
        path
        for path in site.rglob("*")
        if path.is_file()
        and not path.relative_to(site).as_posix().startswith(_ELSEWHERE)
        and path.suffix not in _LEFT_OUT
        and path.name not in (SERVICE_WORKER, "_headers")
    ]


def _order(site: Path, path: Path) -> tuple[int, str]:
    name = path.relative_to(site).as_posix()
    return (0 if name.startswith(_FIRST) else 1), name


def _describe(site: Path, path: Path) -> dict[str, object]:
    content = path.read_bytes()
    name = path.relative_to(site).as_posix()
    described = {"path": name, "size": len(content), "integrity": integrity(content)}
    marks = {"late": name.startswith(_LATE), "compiled": path.name == _COMPILED}
    return described | {mark: True for mark, holds in marks.items() if holds}
